import { canonicalBytes } from './canonicalJson.ts';
import { readHead } from './fileHead.ts';
import type { Hex } from './hex.ts';
import { LINE_LIMIT, overlap, type Range } from './line.ts';
import { asHex, asInteger, asString, ShapeError } from './shape.ts';
import type { BatchGift, BatchScope } from './sumTree.ts';

/**
 * What an operator publishes about the refunds of a batch. When a campaign is cancelled the ledger
 * gives a batch's unspent units to its operator; which part of it is whose follows from the batch's
 * own file, and that it was passed on is the operator's word.
 *
 * The list is a text file: one line of canonical JSON saying which batch it is and which units came
 * back, then one line for each gift that has some of them, in the order of the sum tree: the gift's
 * number in the batch, its units, the day it was paid back (UTC) or `-` where it was not yet. Nothing
 * else is in it: no order, no payout, no name. The same list always gives the same bytes, and no
 * other bytes are read as one.
 */

/** Which batch a list is about, and the units that the ledger gave back for it. */
export interface RefundHead extends BatchScope, Range {
  /** The batch's entry in its campaign, and the root of its sum tree. */
  readonly entry: number;
  readonly root: Hex;
}

/** What one gift gets back. */
export interface RefundLine {
  /** The gift's number in its batch. */
  readonly index: number;
  /** In the token's smallest unit, above zero. */
  readonly amount: bigint;
  /** `YYYY-MM-DD`, UTC; null where it was not paid back yet. */
  readonly paid: string | null;
}

export interface RefundList {
  readonly head: RefundHead;
  readonly lines: readonly RefundLine[];
}

const FORMAT = 'sunline-refunds';
const VERSION = 1;
const KEYS = ['chainId', 'ledger', 'campaign', 'operator', 'entry', 'root', 'start', 'end'];
const MOST = 2 ** 32 - 1;
const LINE = /^(0|[1-9]\d{0,9}),([1-9]\d{0,28}),(-|\d{4}-\d{2}-\d{2})$/;
const NOT_YET = '-';

/**
 * What each gift of a batch gets of the units that came back: exactly its own among them.
 * @param gifts of the batch's file, in order
 * @param entryStart where the batch's entry begins on the campaign's line
 * @param settled the range that the ledger gave to the operator
 */
export function refundShares(
  gifts: readonly Pick<BatchGift, 'amount'>[],
  entryStart: bigint,
  settled: Range,
): Omit<RefundLine, 'paid'>[] {
  const shares: Omit<RefundLine, 'paid'>[] = [];
  let from = entryStart;
  for (const [index, { amount }] of gifts.entries()) {
    const { start, end } = overlap(from, from + amount, settled.start, settled.end);
    if (end > start) shares.push({ index, amount: end - start });
    from += amount;
  }
  return shares;
}

/**
 * The list's bytes.
 * @throws ShapeError when its amounts are not what came back, or a day is none
 */
export function refundListBytes({ head, lines }: RefundList): Uint8Array<ArrayBuffer> {
  const text = lines.map(({ index, amount, paid }) => `${index},${amount},${paid ?? NOT_YET}\n`);
  const bytes = new TextEncoder().encode(`${headText(head)}\n${text.join('')}`);
  parseRefundList(bytes);
  return bytes;
}

/**
 * Reads a list. That its gifts follow one another and have together all units that came back is
 * checked; whose they are {@link checkRefundList} knows.
 * @throws ShapeError naming the line that is wrong
 */
export function parseRefundList(bytes: Uint8Array): RefundList {
  const [first = '', ...rest] = new TextDecoder('latin1').decode(bytes).split('\n');
  const head = parseHead(first);
  if (rest.pop() !== '') throw new ShapeError(`line ${rest.length + 2}`, 'breaks off');
  const lines: RefundLine[] = [];
  let sum = 0n;
  for (const text of rest) {
    const line = parseLine(text, `line ${lines.length + 2}`, lines.at(-1));
    lines.push(line);
    sum += line.amount;
  }
  const { start, end } = head;
  if (sum !== end - start) {
    throw new ShapeError('list', `adds up to ${sum}, not to the ${end - start} that came back`);
  }
  return { head, lines };
}

/**
 * Insists that a list gives each gift of the batch exactly its unspent units.
 * @param gifts of the batch's published file, whose tree has the list's root
 * @throws ShapeError naming the first line that does not
 */
export function checkRefundList(
  { head, lines }: RefundList,
  gifts: readonly Pick<BatchGift, 'amount'>[],
  entryStart: bigint,
): void {
  const shares = refundShares(gifts, entryStart, head);
  shares.forEach(({ index, amount }, i) => {
    const line = lines[i];
    if (line?.index !== index || line.amount !== amount) {
      throw new ShapeError(`line ${i + 2}`, `must give ${amount} to gift ${index}`);
    }
  });
  if (lines.length > shares.length) {
    throw new ShapeError(`line ${shares.length + 2}`, 'is about a gift that has nothing to get');
  }
}

/**
 * The line of one gift, held against what the chain says of it.
 * @param expected what the list must be about: its head, from the chain
 * @param index the gift's number in the batch
 * @param amount its units among those that came back
 * @throws ShapeError when the list is about something else, or gives the gift another amount
 */
export function refundLineOf(
  { head, lines }: RefundList,
  expected: RefundHead,
  index: number,
  amount: bigint,
): RefundLine {
  if (headText(head) !== headText(expected)) {
    throw new ShapeError('list', 'is about another batch, or other units than came back');
  }
  const first = lines[0]?.index ?? 0;
  const line = lines[index - first];
  if (line?.amount !== amount) {
    throw new ShapeError('list', `gives ${line?.amount ?? 0n} to gift ${index}, not ${amount}`);
  }
  return line;
}

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function headText(head: RefundHead): string {
  const { chainId, ledger, campaign, operator, entry, root, start, end } = head;
  const place = { chainId, ledger, campaign, operator, entry, root };
  const range = { start: start.toString(), end: end.toString() };
  const bytes = canonicalBytes({ format: FORMAT, version: VERSION, ...place, ...range });
  return new TextDecoder().decode(bytes);
}

function parseHead(text: string): RefundHead {
  const { fields, path } = readHead(text, 'list of refunds', FORMAT, VERSION, KEYS);
  const head = {
    chainId: asInteger(fields['chainId'], path('chainId'), 1, Number.MAX_SAFE_INTEGER),
    ledger: asHex(fields['ledger'], path('ledger'), 20),
    campaign: asHex(fields['campaign'], path('campaign'), 32),
    operator: asHex(fields['operator'], path('operator'), 20),
    entry: asInteger(fields['entry'], path('entry'), 0, MOST),
    root: asHex(fields['root'], path('root'), 32),
    start: asPosition(fields['start'], path('start')),
    end: asPosition(fields['end'], path('end')),
  };
  if (head.end <= head.start) throw new ShapeError(path('end'), 'must lie behind start');
  if (headText(head) !== text) throw new ShapeError('line 1', 'is not in canonical form');
  return head;
}

function asPosition(value: unknown, path: string): bigint {
  const text = asString(value, path);
  const position = /^(?:0|[1-9]\d{0,28})$/.test(text) ? BigInt(text) : LINE_LIMIT;
  if (position >= LINE_LIMIT) throw new ShapeError(path, 'must be a position, as a string');
  return position;
}

/** Units come back from the end of a batch: the gifts that have some follow one another. */
function parseLine(text: string, path: string, before: RefundLine | undefined): RefundLine {
  const fields = LINE.exec(text);
  if (fields === null) throw new ShapeError(path, 'is not index,amount,day of a gift');
  const [, digits = '', amount = '', day = ''] = fields;
  const index = Number(digits);
  if (before !== undefined && index !== before.index + 1) {
    throw new ShapeError(path, `is of gift ${index}, where ${before.index + 1} has its place`);
  }
  if (day !== NOT_YET && !isDay(day)) throw new ShapeError(path, `${day} is no day`);
  return { index, amount: BigInt(amount), paid: day === NOT_YET ? null : day };
}
