import { rootHex } from './accumulator.ts';
import { DomainError } from './errors.ts';
import { eventJson, parseEventJson } from './eventJson.ts';
import type { ChainEvent } from './events.ts';
import { describeFinding } from './findings.ts';
import { checkFoundGift, giftAnswerJson, parseGiftAnswer, type FoundGift } from './giftAnswer.ts';
import { isZero, ZERO_BYTES32, type Hex } from './hex.ts';
import { rulesHash } from './ids.ts';
import { replay } from './replay.ts';
import { asArray, asExactObject, asHex, asInteger, asObject, ShapeError } from './shape.ts';
import type { CampaignState, Departure, Entry, ReplayState } from './state.ts';
import type { Slice } from './trace.ts';
import { traceRange } from './traceState.ts';

/**
 * A giver's own records in one file that anybody can check without a network: every event of the
 * campaigns that the gifts can have reached. Played through, they must end in the roots and journals
 * that the file names; whether the chain has these is one question to any node, whenever one is at hand.
 */

const FORMAT = 'sunline-donor-bundle';

/** Whose records they are: a wallet's, or those of a receipt's key. */
export type Subject = { readonly giver: Hex } | { readonly receipt: Hex };

/** Where and when it was taken. */
export interface BundlePlace {
  readonly chainId: number;
  readonly ledger: Hex;
  readonly registry: Hex;
  readonly block: number;
  readonly blockHash: Hex;
  /** Of that block, Unix seconds. */
  readonly time: number;
}

/** What a campaign's contracts hold at that block. */
export interface Seal {
  readonly id: Hex;
  readonly root: Hex;
  readonly ledgerJournal: Hex;
  readonly deskJournal: Hex;
  /** What the desk keeps instead of the rules, which are in no journal; zero where it told none. */
  readonly rulesHash: Hex;
}

export interface DonorBundle {
  readonly place: BundlePlace;
  readonly about: Subject;
  /** Small gifts with their proofs; none for a wallet. */
  readonly gifts: readonly FoundGift[];
  readonly seals: readonly Seal[];
  readonly events: readonly ChainEvent[];
}

/** One gift of the bundle: its place in a line, and what became of it. */
export interface BundledGift {
  readonly campaign: CampaignState;
  readonly entry: Entry;
  readonly start: bigint;
  readonly end: bigint;
  readonly slices: readonly Slice[];
}

export interface BundleCheck {
  readonly state: ReplayState;
  readonly gifts: readonly BundledGift[];
  /** Why the file is not what it seems to be; empty when all of it holds. */
  readonly findings: readonly string[];
}

/** The bundle holds nothing of whom it is about. */
export class EmptyBundle extends DomainError {
  override readonly name = 'EmptyBundle';
}

/**
 * Puts together what concerns a giver.
 * @param events all of the ledger's, the desks' and the registry's, in order, from the first on
 * @param gifts small gifts, where it is about a receipt
 * @throws EmptyBundle when there is none
 */
export function bundleOf(
  place: BundlePlace,
  about: Subject,
  state: ReplayState,
  events: readonly ChainEvent[],
  gifts: readonly FoundGift[] = [],
): DonorBundle {
  const own = placesOf(state, about, gifts, place);
  if (own.length === 0) throw new EmptyBundle('there is no gift of this giver');
  const reached = reachedFrom(
    state,
    own.map(({ campaign }) => campaign),
  );
  const kept = events.filter((event) => !('campaign' in event) || reached.has(event.campaign));
  const seals = [...reached].flatMap((id) => sealOf(state, id));
  return { place, about, gifts, seals, events: kept };
}

/** All campaigns that money of these can have come from or gone to. */
function reachedFrom(state: ReplayState, campaigns: readonly CampaignState[]): Set<Hex> {
  const neighbours = neighboursOf(state);
  const reached = new Set<Hex>();
  const ahead = campaigns.map(({ id }) => id);
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    ahead.push(...(neighbours.get(id) ?? []));
  }
  return reached;
}

/** Who passed money on to whom, both ways, and who succeeds whom. */
function neighboursOf(state: ReplayState): Map<Hex, Set<Hex>> {
  const neighbours = new Map<Hex, Set<Hex>>();
  const join = (a: Hex, b: Hex): void => {
    neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
    neighbours.set(b, (neighbours.get(b) ?? new Set()).add(a));
  };
  for (const { id, config, entries, disbursements, leftover } of state.campaigns.values()) {
    if (!isZero(config.successor)) join(id, config.successor);
    for (const { source } of entries) if (source !== null) join(id, source.campaign);
    const gone = [leftover, ...disbursements.map(({ departure }) => departure)];
    for (const range of gone.filter((one): one is Departure => one !== null))
      join(id, range.target);
  }
  return neighbours;
}

function sealOf(state: ReplayState, id: Hex): Seal[] {
  const campaign = state.campaigns.get(id);
  const accumulator = campaign?.accumulator ?? null;
  if (campaign === undefined || accumulator === null) return [];
  const { ledgerJournal, deskJournal, rules } = campaign;
  const hash = rules === null ? ZERO_BYTES32 : rulesHash(rules);
  return [{ id, root: rootHex(accumulator), ledgerJournal, deskJournal, rulesHash: hash }];
}

const SEALED = ['root', 'ledgerJournal', 'deskJournal', 'rulesHash'] as const;

/** Plays the bundle's events through and finds its gifts in them. */
export function checkBundle({ place, about, gifts, seals, events }: DonorBundle): BundleCheck {
  const { chainId, ledger, registry } = place;
  const state = replay({ chainId, ledger, registry }, events);
  const findings = [...state.findings.map(describeFinding), ...checkTimes(place, events)];
  for (const seal of seals) {
    const [found] = sealOf(state, seal.id);
    for (const key of SEALED) {
      if (found?.[key] === seal[key]) continue;
      findings.push(
        `${seal.id}: ${key} is ${found?.[key] ?? 'missing'}, and should be ${seal[key]}`,
      );
    }
  }
  const sealed = new Set(seals.map(({ id }) => id));
  for (const id of state.campaigns.keys()) {
    if (!sealed.has(id)) findings.push(`${id}: its events are in the file, but nothing seals them`);
  }
  const own: BundledGift[] = [];
  const seen = new Set<string>();
  for (const { campaign, entry, start, end } of placesOf(state, about, gifts, place, findings)) {
    const stand = `${campaign.id} ${start}`;
    if (seen.has(stand))
      findings.push(`the gift at ${start} of ${campaign.id} is in the file twice`);
    seen.add(stand);
    // What does not hold leads anywhere, be it round and round.
    const slices = findings.length > 0 ? [] : traceRange(state, campaign.id, start, end);
    own.push({ campaign, entry, start, end, slices });
  }
  if (own.length === 0) findings.push('no gift of this giver is in the file');
  return { state, gifts: own, findings };
}

/** Nothing can have happened behind the block of which the file speaks, nor time have run backwards. */
function checkTimes({ block, time }: BundlePlace, events: readonly ChainEvent[]): string[] {
  let before = 0;
  for (const { at, name } of events) {
    if (at.block > block) return [`${name} is of block ${at.block}, behind the file's ${block}`];
    if (at.timestamp > time || at.timestamp < before) {
      return [`${name} of block ${at.block} has a time that it cannot have: ${at.timestamp}`];
    }
    before = at.timestamp;
  }
  return [];
}

type Place = Omit<BundledGift, 'slices'>;

/** Where the gifts stand; what does not hold is added to `findings`. */
function placesOf(
  state: ReplayState,
  about: Subject,
  gifts: readonly FoundGift[],
  { chainId, ledger }: Pick<BundlePlace, 'chainId' | 'ledger'>,
  findings: string[] = [],
): Place[] {
  const campaigns = [...state.campaigns.values()];
  if ('giver' in about) {
    return campaigns.flatMap((campaign) =>
      campaign.entries
        .filter(({ kind, giver }) => kind === 'gift' && giver === about.giver)
        .map((entry) => ({ campaign, entry, start: entry.start, end: entry.end })),
    );
  }
  return gifts.flatMap((gift): Place[] => {
    const { scope, root } = gift;
    if (scope.chainId !== chainId || scope.ledger !== ledger) {
      findings.push(
        `a gift is of ledger ${scope.ledger} on chain ${scope.chainId}, not of this one`,
      );
      return [];
    }
    const campaign = state.campaigns.get(scope.campaign);
    const entry = campaign?.entries.find(
      ({ batch, giver }) => batch?.root === root && giver === scope.operator,
    );
    if (campaign === undefined || entry === undefined) {
      findings.push(`no entry of the campaign has the batch ${root}`);
      return [];
    }
    try {
      const held = { root, amount: entry.end - entry.start };
      const { start, end } = checkFoundGift(gift, about.receipt, held);
      return [{ campaign, entry, start: entry.start + start, end: entry.start + end }];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      findings.push(`a gift's proof does not hold: ${error.message}`);
      return [];
    }
  });
}

/** The bundle as JSON. */
export function bundleJson({ place, about, gifts, seals, events }: DonorBundle) {
  return {
    format: FORMAT,
    version: 1,
    place,
    about,
    gifts: giftAnswerJson({ gifts, waiting: [], unavailable: [] }).gifts,
    seals,
    events: events.map(eventJson),
  };
}

/** Most campaigns in one file, and most events. */
const MOST = { gifts: 10_000, seals: 10_000, events: 5_000_000 };

/**
 * Reads a bundle from parsed JSON; nothing of it is believed yet, see {@link checkBundle}.
 * @throws ShapeError, UnknownEventError, EventArgumentError
 */
export function parseBundle(value: unknown): DonorBundle {
  const keys = ['format', 'version', 'place', 'about', 'gifts', 'seals', 'events'];
  const fields = asExactObject(value, 'bundle', keys);
  if (fields['format'] !== FORMAT) throw new ShapeError('format', `must be ${FORMAT}`);
  asInteger(fields['version'], 'version', 1, 1);
  const gifts = asArray(fields['gifts'], 'gifts', 0, MOST.gifts);
  return {
    place: parsePlace(fields['place']),
    about: parseSubject(fields['about']),
    gifts: parseGiftAnswer({ gifts, waiting: [], unavailable: [] }).gifts,
    seals: asArray(fields['seals'], 'seals', 1, MOST.seals).map((seal, i) =>
      parseSeal(seal, `seals[${i}]`),
    ),
    events: asArray(fields['events'], 'events', 1, MOST.events).map((event, i) =>
      parseEventJson(event, `events[${i}]`),
    ),
  };
}

function parsePlace(value: unknown): BundlePlace {
  const fields = asObject(value, 'place');
  const whole = (name: string) =>
    asInteger(fields[name], `place.${name}`, 0, Number.MAX_SAFE_INTEGER);
  return {
    chainId: whole('chainId'),
    ledger: asHex(fields['ledger'], 'place.ledger', 20),
    registry: asHex(fields['registry'], 'place.registry', 20),
    block: whole('block'),
    blockHash: asHex(fields['blockHash'], 'place.blockHash', 32),
    time: whole('time'),
  };
}

function parseSubject(value: unknown): Subject {
  const fields = asObject(value, 'about');
  return 'giver' in fields
    ? { giver: asHex(fields['giver'], 'about.giver', 20) }
    : { receipt: asHex(fields['receipt'], 'about.receipt', 20) };
}

function parseSeal(value: unknown, path: string): Seal {
  const fields = asObject(value, path);
  const word = (name: string) => asHex(fields[name], `${path}.${name}`, 32);
  return {
    id: word('id'),
    root: word('root'),
    ledgerJournal: word('ledgerJournal'),
    deskJournal: word('deskJournal'),
    rulesHash: word('rulesHash'),
  };
}
