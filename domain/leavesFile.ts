import {
  append,
  createAccumulator,
  gatherProof,
  hashEntry,
  rootHex,
  type Kind,
} from './accumulator.ts';
import { canonicalBytes } from './canonicalJson.ts';
import { argumentsOf, linkOf, type LeafEntry, type SettleArguments } from './entryProof.ts';
import { readHead } from './fileHead.ts';
import type { Hex } from './hex.ts';
import { LINE_LIMIT } from './line.ts';
import { asHex, asInteger, ShapeError } from './shape.ts';

/**
 * The file of a campaign's leaves: one line of canonical JSON saying whose they are, then one line
 * per entry with the seven fields that its leaf commits to, separated by commas. Whoever has it can
 * prove any entry to the ledger without asking a node for events, which nodes may have forgotten.
 * The same entries at the same block always give the same bytes, and no other bytes are read as one.
 *
 * Files are written and read piece by piece: neither takes more memory for more entries.
 */

/** What the first line says. */
export interface LeavesHead {
  readonly chainId: number;
  readonly ledger: Hex;
  readonly campaign: Hex;
  /** The block up to which entries are in it. */
  readonly block: number;
  readonly blockHash: Hex;
  /** Of the accumulator, as the ledger had it at that block. */
  readonly root: Hex;
  /** Number of entries. */
  readonly count: number;
}

/** An entry's proof for `Ledger.settle`, and the campaign it belongs to. */
export interface LeavesProof {
  readonly head: LeavesHead;
  readonly settle: SettleArguments;
}

const FORMAT = 'sunline-leaves';
const VERSION = 1;
const KEYS = ['chainId', 'ledger', 'campaign', 'block', 'blockHash', 'root', 'count'];
/** No line of a file is longer, in characters. */
const LINE_LENGTH = 1_024;
const CHUNK = 4_096;
const MOST = 2 ** 32 - 1;

const ENTRY =
  /^(gift|batch|transfer|return),(0|[1-9]\d{0,9}),(0x[0-9a-f]{40}),(0x[0-9a-f]{40}),(0|[1-9]\d{0,28}),([1-9]\d{0,28}),([0-9a-fx:]+)$/;
const BATCH = /^(0x[0-9a-f]{64}):([1-9]\d{0,9}):(0x[0-9a-f]{64})$/;
const SOURCE = /^(0x[0-9a-f]{64}):(0|[1-9]\d{0,28})$/;
/** What a gift refers to. */
const NOTHING = '0';

/**
 * The file, piece by piece.
 * @param head its count and root are those of `entries`
 */
export function* leavesFile(
  head: LeavesHead,
  entries: Iterable<LeafEntry>,
): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  yield encoder.encode(`${headText(head)}\n`);
  let lines: string[] = [];
  for (const entry of entries) {
    lines.push(entryLine(entry));
    if (lines.length < CHUNK) continue;
    yield encoder.encode(lines.join(''));
    lines = [];
  }
  if (lines.length > 0) yield encoder.encode(lines.join(''));
}

/** Whether bytes begin as a file of leaves does. */
export function looksLikeLeavesFile(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, LINE_LENGTH));
  return text.startsWith('{"block":') && text.includes(`"format":"${FORMAT}"`);
}

/**
 * Reads a file through to its end and insists that its entries tile the line and have the root that
 * it names. What `visit` was shown counts only once this has returned.
 * @param visit shown each entry, and the hash of its leaf
 * @throws ShapeError naming the line that is wrong, or what the whole file is not
 */
export async function readLeavesFile(
  chunks: AsyncIterable<Uint8Array>,
  visit?: (entry: LeafEntry, leaf: Uint8Array) => void,
): Promise<LeavesHead> {
  const tree = createAccumulator();
  let head: LeavesHead | null = null;
  let raised = 0n;
  const take = (line: string): void => {
    if (head === null) {
      head = parseHead(line);
      return;
    }
    const path = `line ${tree.size + 2}`;
    if (tree.size >= head.count) {
      throw new ShapeError(path, `is one more than the ${head.count} entries that the file names`);
    }
    const entry = parseEntry(line, path);
    checkPlace(entry, tree.size, raised, path);
    const leaf = hashEntry(entry, linkOf(entry));
    append(tree, leaf);
    raised = entry.end;
    visit?.(entry, leaf);
  };
  const rest = await eachLine(chunks, take);
  const known = head as LeavesHead | null;
  if (rest !== '' || known === null) {
    throw new ShapeError(`line ${known === null ? 1 : tree.size + 2}`, 'breaks off');
  }
  if (tree.size !== known.count) {
    throw new ShapeError('leaves', `has ${tree.size} entries, not ${known.count} as it says`);
  }
  const root = rootHex(tree);
  if (root !== known.root) {
    throw new ShapeError('leaves', `has the root ${root}, not ${known.root} as it says`);
  }
  return known;
}

/**
 * What `Ledger.settle` takes to settle entry `index`, from the file alone.
 * @throws ShapeError as {@link readLeavesFile} does, AccumulatorError when there is no such entry
 */
export async function proofFromLeaves(
  chunks: AsyncIterable<Uint8Array>,
  index: number,
): Promise<LeavesProof> {
  const gatherer = gatherProof(index);
  let wanted: LeafEntry | null = null;
  const head = await readLeavesFile(chunks, (entry, leaf) => {
    gatherer.append(leaf);
    if (entry.index === index) wanted = entry;
  });
  const { proof } = gatherer.finish();
  return { head, settle: argumentsOf(wanted!, proof) };
}

/** Hands on each line without its end; returns what stands behind the last one. */
async function eachLine(
  chunks: AsyncIterable<Uint8Array>,
  take: (line: string) => void,
): Promise<string> {
  // Whatever is not plain ASCII becomes letters that no line may have.
  const decoder = new TextDecoder('latin1');
  let rest = '';
  for await (const chunk of chunks) {
    const text = rest + decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      take(text.slice(from, end));
      from = end + 1;
    }
    rest = text.slice(from);
    // A line too long to be one is refused before it fills the memory.
    if (rest.length > LINE_LENGTH) take(rest);
  }
  return rest;
}

function headText({
  chainId,
  ledger,
  campaign,
  block,
  blockHash,
  root,
  count,
}: LeavesHead): string {
  const place = { chainId, ledger, campaign, block, blockHash };
  const head = { format: FORMAT, version: VERSION, ...place, root, count };
  return new TextDecoder().decode(canonicalBytes(head));
}

function parseHead(text: string): LeavesHead {
  const { fields, path } = readHead(text, 'file of leaves', FORMAT, VERSION, KEYS);
  const head = {
    chainId: asInteger(fields['chainId'], path('chainId'), 1, Number.MAX_SAFE_INTEGER),
    ledger: asHex(fields['ledger'], path('ledger'), 20),
    campaign: asHex(fields['campaign'], path('campaign'), 32),
    block: asInteger(fields['block'], path('block'), 0, Number.MAX_SAFE_INTEGER),
    blockHash: asHex(fields['blockHash'], path('blockHash'), 32),
    root: asHex(fields['root'], path('root'), 32),
    count: asInteger(fields['count'], path('count'), 0, MOST),
  };
  if (headText(head) !== text) throw new ShapeError('line 1', 'is not in canonical form');
  return head;
}

function entryLine({ kind, index, payer, giver, start, end, batch, source }: LeafEntry): string {
  let reference = NOTHING;
  if (batch !== null) reference = `${batch.root}:${batch.count}:${batch.dataDigest}`;
  if (source !== null) reference = `${source.campaign}:${source.start}`;
  return `${kind},${index},${payer},${giver},${start},${end},${reference}\n`;
}

function parseEntry(line: string, path: string): LeafEntry {
  const fields = line.length > LINE_LENGTH ? null : ENTRY.exec(line);
  if (fields === null) {
    throw new ShapeError(path, 'is not kind,index,payer,giver,start,end,reference of an entry');
  }
  const [, kind, index, payer, giver, start, end, reference] = fields as unknown as Fields;
  return {
    kind,
    index: Number(index),
    payer,
    giver,
    start: BigInt(start),
    end: BigInt(end),
    ...parseReference(kind, reference, path),
  };
}

/** What {@link ENTRY} finds: all of it is well-formed, since it matched. */
type Fields = readonly [string, Kind, string, Hex, Hex, string, string, string];

function parseReference(
  kind: Kind,
  text: string,
  path: string,
): Pick<LeafEntry, 'batch' | 'source'> {
  if (kind === 'gift' && text === NOTHING) return { batch: null, source: null };
  const batch = kind === 'batch' ? BATCH.exec(text) : null;
  if (batch !== null) {
    const [, root, count, dataDigest] = batch as unknown as readonly [string, Hex, string, Hex];
    if (Number(count) <= MOST) {
      return { batch: { root, count: Number(count), dataDigest }, source: null };
    }
  }
  const linked = kind === 'transfer' || kind === 'return' ? SOURCE.exec(text) : null;
  if (linked !== null) {
    const [, campaign, start] = linked as unknown as readonly [string, Hex, string];
    if (BigInt(start) < LINE_LIMIT) {
      return { batch: null, source: { campaign, start: BigInt(start) } };
    }
  }
  throw new ShapeError(path, `has a reference that no ${kind} has`);
}

/** Entries tile the line from 0, in order (law 2). */
function checkPlace(entry: LeafEntry, index: number, raised: bigint, path: string): void {
  if (entry.index !== index) {
    throw new ShapeError(path, `is of entry ${entry.index}, where ${index} has its place`);
  }
  if (entry.start !== raised) {
    throw new ShapeError(
      path,
      `begins at ${entry.start}, not at ${raised} where the last one ends`,
    );
  }
  if (entry.end <= entry.start || entry.end >= LINE_LIMIT) {
    throw new ShapeError(path, `ends at ${entry.end}, which no entry can`);
  }
}
