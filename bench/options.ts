import { readArguments, UsageError } from '../scripts/ground/arguments.ts';
import { ALONE, FULL, PARTS, type Part } from './names.ts';

/** What the command was asked for. */
export interface Options {
  /** One JSON object instead of tables. */
  readonly json: boolean;
  readonly parts: readonly Part[];
  /** How many gifts the batch has. */
  readonly gifts: number;
}

/** No batch has more. */
const MOST_GIFTS = 1_500_000;

export const USAGE = `usage: npm run bench -- [--json] [--only gas|speed|batch] [--gifts N]
  --json     one JSON object instead of tables
  --only     one part; left out, gas and speed. batch: from a file of small gifts to an anchored batch and
             the trace of one code, against 120 s of machine time and 2 GB
  --gifts N  how many gifts that file has (${FULL.gifts})`;

const OPTIONS = {
  json: { type: 'boolean', default: false },
  only: { type: 'string' },
  gifts: { type: 'string', default: String(FULL.gifts) },
} as const;

/** Reads the command's arguments. @throws UsageError */
export function readOptions(args: readonly string[]): Options {
  const { json, only, gifts } = readArguments(args, {
    options: OPTIONS,
    positionals: false,
  }).values;
  const known: readonly Part[] = [...PARTS, ALONE];
  const parts = only === undefined ? PARTS : known.filter((part) => part === only);
  if (parts.length === 0) throw new UsageError(`--only ${only}: there are ${known.join(', ')}`);
  const count = Number(gifts);
  if (!Number.isInteger(count) || count < 1 || count > MOST_GIFTS) {
    throw new UsageError(`--gifts must be a number from 1 to ${MOST_GIFTS}, not ${gifts}`);
  }
  return { json, parts, gifts: count };
}
