import { isDisputed, type Ballot, type DeskRecord } from './deskState.ts';
import { ENUMS } from './eventShape.ts';
import { keccak256 } from './hash.ts';
import { toBytes, toHex, ZERO_BYTES32, type Hex } from './hex.ts';
import { rulesHash } from './ids.ts';
import type { CampaignState, ReplayState } from './state.ts';
import {
  packWord,
  slotAfter,
  slotAt,
  slotOfKey,
  store,
  type PackedField,
  type Storage,
} from './storage.ts';

/**
 * A desk's storage, slot by slot, as the events of a replayed state leave it: twin of
 * `contracts/desk/DeskStorage.sol`. Campaigns, payments, evidence, votes: whoever arrives at the
 * storage root that a block names knows that no step of any process was left out.
 */

const AUTHORITY = slotAt(0);
const CASES = slotAt(3);
const FILES = slotAt(4);
const EVIDENCE = slotAt(5);
const ENROLLED = slotAt(6);
const BALLOTS = slotAt(7);
const PROPOSALS = slotAt(8);
const REKEYED = slotAt(9);
const CONFIRMED_SHARES = slotAt(10);
const SHARES = slotAt(11);
const NOTED = slotAt(12);

/** How long after a pause's end no other one may begin: `REST` in `contracts/desk/DeskCouncil.sol`. */
const REST = 30 * 86_400;
const STAGES: readonly (DeskRecord['stage'] | null)[] = [null, 'requested', 'vetoed', 'paid'];
const BITS_PER_WORD = 256;
/** Bytes that fit into a slot beside their length. */
const SHORT = 31;
const WORD_BYTES = 32;

/** One word of a desk's storage. */
export interface DeskWord {
  readonly slot: Hex;
  readonly word: Hex;
  readonly campaign: Hex;
  /** What it tells of, in English: `request 3`. */
  readonly about: string;
}

/**
 * All of a desk's storage.
 * @param authority the access manager, of which no event of the desk tells
 */
export function deskStorage(state: ReplayState, desk: Hex, authority: Hex): Storage {
  const storage: Storage = new Map();
  store(storage, AUTHORITY, packWord([[authority, 160]]));
  for (const { slot, word } of deskWords(state, desk)) store(storage, slot, word);
  return storage;
}

/** Every word that a desk keeps of its campaigns; some are zero. */
export function* deskWords(state: ReplayState, desk: Hex): Generator<DeskWord> {
  for (const campaign of campaignsAt(state, desk)) {
    const { id, evidence, enrolled, ballots, requests } = campaign;
    const of = (about: string, slot: Hex, word: Hex): DeskWord => {
      return { slot, word, campaign: id, about };
    };
    yield* caseWords(campaign, of);
    for (const request of requests) yield* fileWords(request, of);
    const [proofs, keys] = [slotOfKey(id, EVIDENCE), slotOfKey(id, ENROLLED)];
    for (const [digest, disbursement] of evidence) {
      yield of(`evidence ${digest}`, slotOfKey(digest, proofs), disbursement);
    }
    for (const [key, { by }] of enrolled) {
      yield of(`recipient ${key}`, slotOfKey(key, keys), packWord([[by, 160]]));
    }
    for (const ballot of ballots.values()) yield ballotWord(ballot, of);
  }
}

type Of = (about: string, slot: Hex, word: Hex) => DeskWord;

function* campaignsAt(state: ReplayState, desk: Hex): Generator<CampaignState> {
  for (const campaign of state.campaigns.values()) if (campaign.desk === desk) yield campaign;
}

/** The campaign as a whole, and who is proposed as its auditors. */
function* caseWords(campaign: CampaignState, of: Of): Generator<DeskWord> {
  const { id, rules, deskJournal, pauses, proposal } = campaign;
  if (rules === null) return;
  const base = slotOfKey(id, CASES);
  const lastPause = pauses.at(-1);
  const fields: [about: string, word: Hex][] = [
    ['what payments look at', watchWord(campaign, rules)],
    [
      'charity, cap of management cost and pauses',
      packWord([
        [rules.charity, 160],
        [rules.managementCapBps, 16],
        [campaign.pausedTotal, 32],
        [lastPause === undefined ? 0 : lastPause.until + REST, 32],
      ]),
    ],
    ['rules', rulesHash(rules)],
    ['journal', deskJournal === id ? ZERO_BYTES32 : deskJournal],
    [
      'management cost and transfers',
      packWord([
        [campaign.management, 96],
        [campaign.passedOn, 96],
      ]),
    ],
  ];
  for (const [i, [about, word]] of fields.entries()) yield of(about, slotAfter(base, i), word);
  if (proposal === null) return;
  const place = slotOfKey(id, PROPOSALS);
  yield of('proposal of auditors', place, proposal.id);
  const votes: PackedField[] = [
    [proposal.readyAt, 32],
    [proposal.supporters, 16],
    [proposal.objectors, 16],
  ];
  yield of('votes on auditors', slotAfter(place, 1), packWord(votes));
}

function watchWord(
  campaign: CampaignState,
  { exposureCap, threshold, proof }: NonNullable<CampaignState['rules']>,
): Hex {
  return packWord([
    [exposureCap - campaign.exposed, 96],
    [campaign.reportDue, 32],
    [campaign.pausedUntil, 32],
    [campaign.requests.length, 32],
    [campaign.disputed, 16],
    [campaign.overdue, 16],
    [campaign.epoch, 16],
    [threshold, 8],
    [ENUMS.proofPolicy.indexOf(proof), 8],
  ]);
}

/** A payment from its request on: approvals, facts, shares, returns and keys. */
function* fileWords(record: DeskRecord, of: Of): Generator<DeskWord> {
  const { id, terms, noted, shares, rekeyed } = record;
  const about = `request ${terms.number}`;
  const file: PackedField[] = [
    [STAGES.indexOf(record.stage), 8],
    [factsOf(record), 8],
    [record.disputes.length, 8],
    [record.approvalBits, 16],
    [record.epoch, 16],
    [record.payableFrom, 32],
    [record.paid?.index ?? 0, 32],
    [record.pausedBefore, 32],
    [record.exposed, 96],
  ];
  yield of(about, slotOfKey(id, FILES), packWord(file));
  yield of(`${about}: returns`, slotOfKey(id, NOTED), packWord([[noted, 96]]));
  if (shares.length > 0) {
    const received = shares.reduce((sum, share) => sum + share.received, 0n);
    const missing = shares.reduce((sum, share) => sum + share.amount, 0n) - received;
    const sums: PackedField[] = [
      [received, 96],
      [missing, 96],
    ];
    yield of(`${about}: sum of shares`, slotOfKey(id, SHARES), packWord(sums));
    for (const [word, bits] of bitsOf(shares.map(({ index }) => index))) {
      const slot = slotOfKey(word, slotOfKey(id, CONFIRMED_SHARES));
      yield of(`${about}: confirmed shares`, slot, toWord(bits));
    }
  }
  for (const [index, key] of rekeyed) {
    const slot = slotOfKey(index, slotOfKey(id, REKEYED));
    for (const [place, word] of bytesAt(slot, key)) yield of(`${about}: new key`, place, word);
  }
}

/** The bits of `facts` in `contracts/desk/DeskStorage.sol`, the first one lowest. */
function factsOf(record: DeskRecord): number {
  const facts = [
    record.evidence.length > 0,
    record.confirmation !== null,
    record.attestations.length > 0,
    isDisputed(record),
    record.overdue,
    record.writtenOff !== null,
    record.rekeyed.size > 0,
  ];
  return facts.reduce((bits, isSo, bit) => bits | (isSo ? 1 << bit : 0), 0);
}

function ballotWord({ subject, question, supporters, epoch, since }: Ballot, of: Of): DeskWord {
  const votes: PackedField[] = [
    [supporters, 16],
    [epoch, 16],
    [since, 32],
  ];
  const slot = slotOfKey(question, slotOfKey(subject, BALLOTS));
  return of(`votes on question ${question} about ${subject}`, slot, packWord(votes));
}

/** Bitmaps word by word. */
function bitsOf(places: readonly number[]): Map<number, bigint> {
  const words = new Map<number, bigint>();
  for (const place of places) {
    const word = Math.floor(place / BITS_PER_WORD);
    words.set(word, (words.get(word) ?? 0n) | (1n << BigInt(place % BITS_PER_WORD)));
  }
  return words;
}

/** Where Solidity keeps `bytes`: in their slot while they are short, else behind its hash. */
function* bytesAt(slot: Hex, value: Hex): Generator<[slot: Hex, word: Hex]> {
  const bytes = toBytes(value);
  if (bytes.length <= SHORT) {
    const word = new Uint8Array(WORD_BYTES);
    word.set(bytes);
    word[SHORT] = 2 * bytes.length;
    yield [slot, toHex(word)];
    return;
  }
  yield [slot, toWord(2 * bytes.length + 1)];
  const first = keccak256(toBytes(slot));
  for (let at = 0; at < bytes.length; at += WORD_BYTES) {
    const word = new Uint8Array(WORD_BYTES);
    word.set(bytes.subarray(at, at + WORD_BYTES));
    yield [slotAfter(first, at / WORD_BYTES), toHex(word)];
  }
}

function toWord(value: bigint | number): Hex {
  return packWord([[value, 256]]);
}
