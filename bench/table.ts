import { PROGRAMS, type BatchFigures, type Figures } from './names.ts';
import { recordedName, toJson } from './shape.ts';
import {
  batchVerdicts,
  formatGas,
  formatMemory,
  gasVerdicts,
  speedVerdicts,
  type Verdict,
} from './verdicts.ts';

/** The figures for people: one table per question, targets and verdicts beside them. */
export function tables(figures: Figures): string {
  const { gas, floors, speed, growth, batch } = figures;
  const parts: string[] = [];
  if (Object.keys(gas).length > 0) {
    parts.push(table('Gas per transaction', VERDICT_HEAD, gasVerdicts(figures).map(verdictCells)));
    const bare = Object.entries(floors).map(([name, figure]) => [name, formatGas(figure)]);
    parts.push(table('Floors: contracts that do next to nothing', ['operation', 'gas'], bare));
    parts.push(peerTable(figures));
  }
  if (growth.length > 0) {
    const rows = growth.map(({ what, size, figure, unit }) => [
      ...[what, formatGas(size), unit === 'gas' ? formatGas(figure) : figure.toFixed(2), unit],
    ]);
    parts.push(table('With the size of the campaign', ['operation', 'size', 'figure', ''], rows));
  }
  const times = speedVerdicts(speed);
  if (times.length > 0) parts.push(table('Speed', VERDICT_HEAD, times.map(verdictCells)));
  if (batch !== undefined) parts.push(...batchTables(batch));
  return parts.join('\n\n');
}

const VERDICT_HEAD = ['operation', 'figure', 'target', ''];

function verdictCells({ name, figure, target, verdict }: Verdict): string[] {
  return [name, figure, target, verdict];
}

function batchTables(batch: BatchFigures): string[] {
  const rows = PROGRAMS.map((name) => {
    const { cpuSeconds, wallSeconds, peakBytes } = batch.programs[name];
    return [name, cpuSeconds.toFixed(1), wallSeconds.toFixed(1), formatMemory(peakBytes)];
  });
  const wall = `${batch.wallSeconds.toFixed(1)} s by the clock`;
  const title = `From a file of ${formatGas(batch.gifts)} gifts to one anchored batch and one code's path (${wall})`;
  const head = ['program', 'processor, s', 'clock, s', 'memory at most'];
  return [
    table(title, head, rows),
    table('Against the targets', VERDICT_HEAD, batchVerdicts(batch).map(verdictCells)),
  ];
}

const OPERATIONS = ['donate', 'donateNative', 'donatePermit', 'pay', 'createCampaign'] as const;

/** Ours first; what was measured in this run before what is only recorded. */
function peerTable(figures: Figures): string {
  const { peers } = toJson(figures);
  const rows = Object.entries({ Sunline: figures.gas, ...peers }).map(([peer, values]) => [
    peer,
    ...OPERATIONS.map((name) => {
      const figure = (values as Readonly<Record<string, number | undefined>>)[name];
      return figure === undefined ? '' : formatGas(figure);
    }),
  ]);
  const title = `Beside peers; "${recordedName('').trim()}": measured once, on 2026-11-23`;
  return table(title, ['', ...OPERATIONS], rows);
}

/** Columns as wide as their widest cell; what looks like a number stands right. */
function table(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return /^[\d,.−-]+%?$/.test(cell) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [title, '', line(head), rule, ...rows.map(line)].join('\n');
}
