import { caseSlots, readCase } from '../../domain/caseStorage.ts';
import type { CampaignReading } from '../../domain/compare.ts';
import { deskStorage, deskWords } from '../../domain/deskStorage.ts';
import { ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import {
  bookStorage,
  branchSlots,
  fieldSlots,
  ledgerStorage,
  readBook,
  touchedSlots,
} from '../../domain/ledgerStorage.ts';
import { askedSlots, registryStorage } from '../../domain/registryStorage.ts';
import type { ReplayState } from '../../domain/state.ts';
import { asAddress, slotAt, unpackWord, type Storage } from '../../domain/storage.ts';
import type { Header } from '../chain/header.ts';
import { readProven } from '../chain/proofs.ts';
import type { Rpc } from '../chain/rpc.ts';
import { hashOf, storageRoot } from '../chain/trie.ts';
import { walkTrie } from '../chain/trieWalk.ts';
import { found, type AuditFinding } from './findings.ts';
import type { Place } from './place.ts';

/** What a block's state root proves of a contract's storage against what the events make of it. */
export interface StorageCheck {
  readonly findings: readonly AuditFinding[];
  /** Whether it is certain that no event is missing, not even a whole campaign's. */
  readonly isComplete: boolean;
}

/** Words of one campaign; more say nothing new. */
const MOST_NAMED = 20;

/** What the contracts keep of every campaign, each word proven under the block's state root. */
export async function readProvenCampaigns(
  rpc: Rpc,
  header: Header,
  place: Place,
  state: ReplayState,
): Promise<Map<Hex, CampaignReading>> {
  const all = [...state.campaigns.values()];
  const words = new Map<Hex, Hex>();
  const read = async (slots: readonly Hex[]): Promise<void> => {
    const proven = await readProven(rpc, header, place.ledger, slots);
    for (const [slot, word] of proven.words) words.set(slot, word);
  };
  const wordAt = (slot: Hex): Hex => words.get(slot) ?? ZERO_BYTES32;
  await read(all.flatMap(({ id }) => fieldSlots(id)));
  // How many levels of a tree count is what the chain says, not what the events give.
  await read(all.flatMap(({ id }) => branchSlots(id, wordAt)));
  const cases = new Map<Hex, ReadonlyMap<Hex, Hex>>();
  for (const desk of place.desks) {
    const own = all.filter((campaign) => campaign.desk === desk);
    const slots = own.flatMap(({ id }) => caseSlots(id));
    if (slots.length > 0) cases.set(desk, (await readProven(rpc, header, desk, slots)).words);
  }
  const readings = new Map<Hex, CampaignReading>();
  for (const { id, desk } of all) {
    const book = readBook(id, wordAt);
    if (book === null) continue;
    const kept = cases.get(desk);
    const atDesk =
      kept === undefined
        ? { deskJournal: null }
        : readCase(id, (slot) => kept.get(slot) ?? ZERO_BYTES32);
    readings.set(id, { ...book, ...atDesk });
  }
  return readings;
}

/** The whole of the ledger's storage. */
export async function checkLedgerStorage(
  rpc: Rpc,
  header: Header,
  { ledger }: Place,
  state: ReplayState,
): Promise<StorageCheck> {
  const touched = () => [...state.campaigns.values()].flatMap(touchedSlots);
  return checkStorage(rpc, header, ledger, ledgerStorage(state), touched, (slots) =>
    whereIn(slots, ledgerWords(state)),
  );
}

/** The whole of a desk's storage: its campaigns, every payment from its request on, evidence, votes. */
export async function checkDeskStorage(
  rpc: Rpc,
  header: Header,
  desk: Hex,
  state: ReplayState,
): Promise<StorageCheck> {
  const expected = deskStorage(state, desk, await readAuthority(rpc, header, desk));
  const told = () => deskWords(state, desk);
  const touched = () => Array.from(told(), ({ slot }) => slot);
  return checkStorage(rpc, header, desk, expected, touched, (slots) => whereIn(slots, told()));
}

/** The whole of the registry's storage: who is recognised, and the funds that inherit in the end. */
export async function checkRegistryStorage(
  rpc: Rpc,
  header: Header,
  { registry }: Place,
  state: ReplayState,
): Promise<StorageCheck> {
  const expected = registryStorage(state, await readAuthority(rpc, header, registry));
  const asked = () => askedSlots(state);
  return checkStorage(rpc, header, registry, expected, asked, () => new Map());
}

/** Who manages a contract's offices: the one word of it that no event of its own tells. */
async function readAuthority(rpc: Rpc, header: Header, address: Hex): Promise<Hex> {
  const slot = slotAt(0);
  const { words } = await readProven(rpc, header, address, [slot]);
  const [authority = 0n] = unpackWord(words.get(slot) ?? ZERO_BYTES32, [160]);
  return asAddress(authority);
}

/** Whose word stands in a slot, and what it tells of, in English. */
interface Where {
  readonly campaign: Hex;
  readonly about?: string;
}

/** A ledger's slots, campaign by campaign. */
function* ledgerWords(state: ReplayState): Generator<Where & { readonly slot: Hex }> {
  for (const campaign of state.campaigns.values()) {
    for (const slot of bookStorage(state, campaign).keys()) yield { slot, campaign: campaign.id };
  }
}

function whereIn(
  slots: ReadonlySet<Hex>,
  words: Iterable<Where & { readonly slot: Hex }>,
): Map<Hex, Where> {
  const found = new Map<Hex, Where>();
  for (const word of words) if (slots.has(word.slot)) found.set(word.slot, word);
  return found;
}

/**
 * Holds words of storage against a contract's storage root. Where that is another one, each word is
 * looked at, and then all of the trie for words that nobody expects.
 * @param touched slots worth looking at besides, which spares finding them by trying
 * @param locate what the slots that differ are about
 */
async function checkStorage(
  rpc: Rpc,
  header: Header,
  address: Hex,
  expected: Storage,
  touched: () => readonly Hex[],
  locate: (slots: ReadonlySet<Hex>) => ReadonlyMap<Hex, Where>,
): Promise<StorageCheck> {
  const { storageHash } = await readProven(rpc, header, address);
  if (storageRoot(expected) === storageHash) return { findings: [], isComplete: true };
  const slots = new Set([...expected.keys(), ...touched()]);
  const { words, nodes } = await readProven(rpc, header, address, [...slots]);
  const wordAt = (slot: Hex): Hex => words.get(slot) ?? ZERO_BYTES32;
  const differing = [...expected].filter(([slot, word]) => wordAt(slot) !== word);
  const where = locate(new Set(differing.map(([slot]) => slot)));
  const findings: AuditFinding[] = [];
  // Counted by campaign, so that what is wrong with one never pushes another's out of sight.
  const named = new Map<Hex | null, number>();
  for (const [slot, word] of differing) {
    const { campaign = null, about } = where.get(slot) ?? {};
    const count = (named.get(campaign) ?? 0) + 1;
    if (count > MOST_NAMED) continue;
    named.set(campaign, count);
    const subject = `${about === undefined ? '' : `${about}: `}${address}, slot ${slot}`;
    findings.push(found(9, 'storageDiffers', campaign, subject, wordAt(slot), word));
  }
  const leaves = await walkTrie(
    storageHash,
    nodes,
    async (slots) => (await readProven(rpc, header, address, slots)).nodes,
  );
  if (leaves === null) {
    // Something is there that no event tells of, and it would take too long to look at it.
    const subject = `storage root of ${address}`;
    findings.push(found(9, 'storageUnknown', null, subject, storageHash, storageRoot(expected)));
    return { findings, isComplete: false };
  }
  const keys = new Set([...expected.keys()].map((slot) => hashOf(slot).slice(2)));
  // Development chains keep words that are zero, which no real chain does.
  const unknown = leaves.filter(({ key, word }) => word !== 0n && !keys.has(key)).length;
  if (unknown > 0) {
    const subject = `words in the storage of ${address} that no event tells of`;
    findings.push(found(9, 'storageUnknown', null, subject, 0, unknown));
  }
  return { findings, isComplete: findings.length === 0 };
}
