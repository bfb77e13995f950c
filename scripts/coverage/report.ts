/** Reads the table in which Hardhat says what share of each file was run. */
import { stripVTControlCharacters } from 'node:util';

/** One file, or all of them: percent, from 0 to 100. */
export interface Covered {
  readonly path: string;
  readonly lines: number;
  readonly statements: number;
  /** Numbers of the lines that were not run, as the table lists them; empty when there are none. */
  readonly missed: string;
}

export interface CoverageReport {
  readonly files: readonly Covered[];
  readonly total: Covered;
}

const TOTAL = 'Total';
const ALL = 100;

/** The report in what the command printed; undefined where it printed none. */
export function readReport(output: string): CoverageReport | undefined {
  const rows = stripVTControlCharacters(output)
    .split('\n')
    .flatMap((line) => {
      const cells = line.split('║').at(1)?.split('│');
      return cells === undefined ? [] : rowOf(cells.map((cell) => cell.trim()));
    });
  const total = rows.find(({ path }) => path === TOTAL);
  const files = rows.filter(({ path }) => path.endsWith('.sol'));
  return total === undefined || files.length === 0 ? undefined : { files, total };
}

function rowOf([
  path = '',
  lines = '',
  statements = '',
  missed = '',
]: readonly string[]): Covered[] {
  const isRow = [lines, statements].every((cell) => /^\d+\.\d+$/.test(cell));
  if (!isRow) return [];
  const numbers = { lines: Number(lines), statements: Number(statements) };
  return [{ path, ...numbers, missed: missed === '-' ? '' : missed }];
}

/** What was not run, a line for each file; none when all was. */
export function gapsOf({ files }: CoverageReport): string[] {
  return files
    .filter(({ lines, statements }) => lines < ALL || statements < ALL)
    .map(({ path, lines, statements, missed }) => {
      const where = missed === '' ? '' : `, not lines ${missed}`;
      return `${path}: ${lines} % of lines, ${statements} % of statements${where}`;
    });
}
