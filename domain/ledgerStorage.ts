import { DEPTH, rootHex, toBranch, type Accumulator } from './accumulator.ts';
import type { CampaignReading } from './compare.ts';
import { toHex, ZERO_BYTES32, type Hex } from './hex.ts';
import { isTerminal, type CampaignState, type ReplayState } from './state.ts';
import {
  packWord,
  slotAfter,
  slotAt,
  slotOfKey,
  store,
  unpackWord,
  type Storage,
} from './storage.ts';
import type { CampaignStateView } from './views.ts';

/**
 * The ledger's storage, slot by slot, as the events of a replayed state leave it: twin of
 * `contracts/ledger/LedgerStorage.sol`. Whoever rebuilds all of it and arrives at the storage root that a
 * block names knows that no event was left out, not even a whole campaign.
 */

/** Offsets of a book's fields from the book's slot. */
const LINE = 0;
const GATE = 1;
const STANDING = 2;
const ENDING = 3;
const SUCCESSOR = 4;
const JOURNAL = 5;
const ROOT = 6;
const BRANCH = 7;
const PAID = 39;
const GIVEN_BACK = 40;
const SETTLED_ENTRIES = 41;
const OPERATORS = 42;
const RETURNED = 43;

const STATES: readonly (CampaignStateView | null)[] = [null, 'active', 'closed', 'cancelled'];
const LINE_WIDTHS = [96, 96, 32, 32];
const STANDING_WIDTHS = [160, 8, 32, 32, 8];
const ENDING_WIDTHS = [96, 32, 32, 32, 8];
const BOOKS = slotAt(0);
const BITS_PER_WORD = 256;
const MOST_TOUCHED = 500;

/** The slot of a campaign's book. */
export function bookSlot(campaign: Hex): Hex {
  return slotOfKey(campaign, BOOKS);
}

/** All of the ledger's storage. Needs a state that was replayed with accumulators. */
export function ledgerStorage(state: ReplayState): Storage {
  const storage: Storage = new Map();
  for (const campaign of state.campaigns.values()) storeBook(storage, state, campaign);
  return storage;
}

/** The storage of one campaign's book. */
export function bookStorage(state: ReplayState, campaign: CampaignState): Storage {
  const storage: Storage = new Map();
  storeBook(storage, state, campaign);
  return storage;
}

/**
 * Slots of a book that its contract looks at, whatever is in them: all fields, and the first payments
 * and returns of its lists. Development chains keep those that are zero, too.
 */
export function touchedSlots({ id, config, disbursements }: CampaignState): Hex[] {
  const book = bookSlot(id);
  const at = (offset: number): Hex => slotAfter(book, offset);
  const slots = Array.from({ length: RETURNED + 1 }, (_, offset) => at(offset));
  slots.push(slotOfKey(0, at(SETTLED_ENTRIES)));
  for (let index = 0; index <= Math.min(disbursements.length, MOST_TOUCHED); index++) {
    slots.push(slotOfKey(index, at(PAID)), slotOfKey(index, at(GIVEN_BACK)));
  }
  for (const account of config.operators) slots.push(slotOfKey(account, at(OPERATORS)));
  return slots;
}

/** The slots of a campaign's book that {@link readBook} needs, without those of its tree. */
export function fieldSlots(campaign: Hex): Hex[] {
  const book = bookSlot(campaign);
  return [LINE, STANDING, ENDING, JOURNAL, ROOT, RETURNED].map((field) => slotAfter(book, field));
}

/** The slots of the tree's levels that make up its root, by the number of entries that the book says. */
export function branchSlots(campaign: Hex, wordAt: (slot: Hex) => Hex): Hex[] {
  const book = bookSlot(campaign);
  const [, , entries = 0n] = unpackWord(wordAt(slotAfter(book, LINE)), LINE_WIDTHS);
  const slots: Hex[] = [];
  for (let level = 0; level < DEPTH; level++) {
    if (((Number(entries) >>> level) & 1) === 1) slots.push(slotAfter(book, BRANCH + level));
  }
  return slots;
}

/**
 * What a book says, read from words of storage; missing words are zero. Null where there is no such
 * campaign. The desk's side is left out.
 */
export function readBook(
  campaign: Hex,
  wordAt: (slot: Hex) => Hex,
): Omit<CampaignReading, 'deskJournal' | 'rulesHash' | 'standing'> | null {
  const book = bookSlot(campaign);
  const field = (offset: number): Hex => wordAt(slotAfter(book, offset));
  const [raised = 0n, disbursed = 0n, entries = 0n, disbursements = 0n] = unpackWord(
    field(LINE),
    LINE_WIDTHS,
  );
  const [, stateNumber = 0n] = unpackWord(field(STANDING), STANDING_WIDTHS);
  const [settled = 0n, , , endedAt = 0n] = unpackWord(field(ENDING), ENDING_WIDTHS);
  const state = STATES[Number(stateNumber)] ?? null;
  if (state === null) return null;
  const size = Number(entries);
  const tree = toBranch(size, (level) => field(BRANCH + level));
  const journal = field(JOURNAL);
  return {
    root: endedAt === 0n ? rootHex(tree) : field(ROOT),
    ledgerJournal: journal === ZERO_BYTES32 ? campaign : journal,
    raised,
    disbursed,
    settled,
    returned: BigInt(field(RETURNED)),
    entries: size,
    disbursements: Number(disbursements),
    state,
  };
}

function storeBook(storage: Storage, state: ReplayState, campaign: CampaignState): void {
  const book = bookSlot(campaign.id);
  const put = (offset: number, word: Hex): void => store(storage, slotAfter(book, offset), word);
  const { config, raised, disbursed, settled, entries, disbursements, endedAt } = campaign;
  put(
    LINE,
    packWord([
      [raised, 96],
      [disbursed, 96],
      [entries.length, 32],
      [disbursements.length, 32],
    ]),
  );
  put(
    GATE,
    packWord([
      [config.token, 160],
      [campaign.opens, 32],
      [campaign.closes, 32],
      [encodeMinimum(config.minimum), 32],
    ]),
  );
  put(
    STANDING,
    packWord([
      [campaign.desk, 160],
      [STATES.indexOf(campaign.state), 8],
      [campaign.aliveAt, 32],
      [config.hardEnd, 32],
      [depthOf(state, campaign), 8],
    ]),
  );
  put(
    ENDING,
    packWord([
      [settled, 96],
      [config.silence, 32],
      [config.claimWindow, 32],
      [endedAt, 32],
      [campaign.state === 'cancelled', 8],
    ]),
  );
  put(SUCCESSOR, config.successor);
  if (campaign.ledgerJournal !== campaign.id) put(JOURNAL, campaign.ledgerJournal);
  put(ROOT, campaign.frozenRoot ?? ZERO_BYTES32);
  put(RETURNED, packWord([[campaign.returned, 96]]));
  storeBranch(put, campaign.accumulator);
  storeLists(storage, book, campaign);
}

function storeBranch(put: (offset: number, word: Hex) => void, tree: Accumulator | null): void {
  tree?.branch.forEach((node, level) => put(BRANCH + level, toHex(node)));
}

/** What a book keeps in mappings: payments, returns, settled entries, operators. */
function storeLists(storage: Storage, book: Hex, campaign: CampaignState): void {
  const { config, entries, disbursements } = campaign;
  const at = (offset: number): Hex => slotAfter(book, offset);
  const [paid, givenBack, settledEntries] = [at(PAID), at(GIVEN_BACK), at(SETTLED_ENTRIES)];
  for (const { index, payee, start, returned, returns } of disbursements) {
    const word = packWord([
      [payee ?? 0n, 160],
      [start, 96],
    ]);
    store(storage, slotOfKey(index, paid), word);
    if (returns.length === 0) continue;
    const back = packWord([
      [returned, 96],
      [returns.length, 8],
    ]);
    store(storage, slotOfKey(index, givenBack), back);
  }
  const words = new Map<number, bigint>();
  for (const { index, settlement } of campaign.settlements === 0 ? [] : entries) {
    if (settlement === null) continue;
    const word = Math.floor(index / BITS_PER_WORD);
    words.set(word, (words.get(word) ?? 0n) | (1n << BigInt(index % BITS_PER_WORD)));
  }
  for (const [word, bits] of words) {
    store(storage, slotOfKey(word, settledEntries), packWord([[bits, 256]]));
  }
  for (const account of config.operators) {
    store(storage, slotOfKey(account, at(OPERATORS)), packWord([[1, 8]]));
  }
}

/** How many campaigns inherit one after the other behind this one. */
function depthOf(state: ReplayState, campaign: CampaignState): number {
  let depth = 0;
  for (let one = campaign; !isTerminal(one); depth++) {
    const next = state.campaigns.get(one.config.successor);
    if (next === undefined) return depth;
    one = next;
  }
  return depth;
}

/** The minimum as the contract keeps it: 27 bits of digits and 5 bits for the zeros behind them. */
function encodeMinimum(minimum: bigint): bigint {
  let mantissa = minimum;
  let exponent = 0n;
  while (mantissa !== 0n && mantissa % 10n === 0n) {
    mantissa /= 10n;
    exponent += 1n;
  }
  return (mantissa << 5n) | exponent;
}
