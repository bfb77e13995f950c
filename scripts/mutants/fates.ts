/** What became of mutants, and how it is told. */
import type { Mutant } from './points.ts';

export interface Fate {
  readonly mutant: Mutant;
  /** The first test that noticed, `file: title`; a survivor has none. */
  readonly killer?: string;
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 87)}...` : line;
}

/** `file:line`, the function, and the change, in one line. */
export function describeMutant({
  file,
  line,
  within,
  operator,
  original,
  changed,
}: Mutant): string {
  const change =
    changed === ''
      ? `without ${oneLine(original)}`
      : `${oneLine(original)}  →  ${oneLine(changed)}`;
  return `${file}:${line} ${within} [${operator}] ${change}`;
}
