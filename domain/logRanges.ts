/**
 * How a chain's logs are read from a node that nobody knows: block range by block range, less at once
 * when the node refuses, more when all goes well. Who asks, and what counts as a refusal that less may
 * help against, is the caller's matter.
 */

/** Blocks `from` to `to`, both included. */
export interface BlockRange {
  readonly from: number;
  readonly to: number;
}

/** What a node gave for a range; whatever else it said lies beside the logs. */
export interface LogAnswer {
  readonly logs: readonly unknown[];
}

/** What to do about a refusal: ask for fewer blocks, or for the same ones again. */
export type Remedy = 'less' | 'again';

/** Blocks asked for at first, and at most. */
const FIRST = 2_000;
const MOST = 100_000;
/** Logs in one answer: more are asked for in smaller parts, as they all have to fit into memory. */
const FEW = 2_500;
const MANY = 20_000;
/** Into how many parts a range falls that was too much. */
const PARTS = 4;

/**
 * Reads logs in the order of their blocks, none of them twice and no block left out.
 * @param remedyFor called with what `ask` threw, and whether a single block was asked for; throws to give up
 * @throws what `ask` throws, where no remedy is known: it is refused a single block
 */
export async function* readRanges<Answer extends LogAnswer>(
  { from, to }: BlockRange,
  ask: (range: BlockRange) => Promise<Answer>,
  remedyFor: (error: unknown, isSingle: boolean) => Remedy | Promise<Remedy> = fewerBlocks,
): AsyncGenerator<Answer & BlockRange> {
  let size = FIRST;
  for (let start = from; start <= to;) {
    const range = { from: start, to: Math.min(start + size - 1, to) };
    const blocks = range.to - range.from + 1;
    let answer: Answer;
    try {
      answer = await ask(range);
    } catch (error) {
      const remedy = await remedyFor(error, blocks === 1);
      if (remedy === 'less') size = Math.max(1, Math.floor(blocks / PARTS));
      continue;
    }
    yield { ...range, ...answer };
    start = range.to + 1;
    if (answer.logs.length > MANY) size = Math.max(1, Math.floor(size / PARTS));
    else if (answer.logs.length < FEW) size = Math.min(size * 2, MOST);
  }
}

/** Too much at once, says a node in its own way: less, until a single block fails too. */
function fewerBlocks(error: unknown, isSingle: boolean): Remedy {
  if (isSingle) throw error;
  return 'less';
}

/** A log with what may be missing: the time of its block, Unix seconds. */
export interface MaybeTimed {
  readonly block: number;
  readonly timestamp: number | null;
}

/**
 * Logs with the times of their blocks. Newer nodes put the time into each log; of other nodes each
 * block is asked for once.
 * @param timesOf the times of these blocks, in their order
 */
export async function withTimes<Log extends MaybeTimed>(
  logs: readonly Log[],
  timesOf: (blocks: readonly number[]) => Promise<readonly number[]>,
): Promise<(Log & { readonly timestamp: number })[]> {
  const times = new Map<number, number>();
  for (const { block, timestamp } of logs) if (timestamp !== null) times.set(block, timestamp);
  const missing = [...new Set(logs.map(({ block }) => block))].filter((block) => !times.has(block));
  if (missing.length > 0) {
    const found = await timesOf(missing);
    missing.forEach((block, i) => times.set(block, found[i] ?? 0));
  }
  return logs.map((log) => ({ ...log, timestamp: log.timestamp ?? times.get(log.block) ?? 0 }));
}
