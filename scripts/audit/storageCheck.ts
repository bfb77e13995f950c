import { keccak256 } from 'ethers';
import { caseSlots, readCase } from '../../domain/caseStorage.ts';
import type { CampaignReading } from '../../domain/compare.ts';
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
import { storageRoot } from '../chain/trie.ts';
import { walkTrie } from '../chain/trieWalk.ts';
import { found, type AuditFinding } from './findings.ts';
import type { Place } from './place.ts';

/** What a block's state root proves of a contract's storage against what the events make of it. */
export interface StorageCheck {
  readonly findings: readonly AuditFinding[];
  /** Whether it is certain that no event is missing, not even a whole campaign's. */
  readonly isComplete: boolean;
}

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
  return checkStorage(rpc, header, ledger, ledgerStorage(state), touched, (slot) => {
    for (const campaign of state.campaigns.values()) {
      if (bookStorage(state, campaign).has(slot)) return campaign.id;
    }
    return null;
  });
}

/** The whole of the registry's storage: who is recognised, and the funds that inherit in the end. */
export async function checkRegistryStorage(
  rpc: Rpc,
  header: Header,
  { registry }: Place,
  state: ReplayState,
): Promise<StorageCheck> {
  const slot = slotAt(0);
  const { words } = await readProven(rpc, header, registry, [slot]);
  const [authority = 0n] = unpackWord(words.get(slot) ?? ZERO_BYTES32, [160]);
  const expected = registryStorage(state, asAddress(authority));
  const asked = () => askedSlots(state);
  return checkStorage(rpc, header, registry, expected, asked, () => null);
}

/**
 * Holds words of storage against a contract's storage root. Where that is another one, each word is
 * looked at, and then all of the trie for words that nobody expects.
 * @param touched slots worth looking at besides, which spares finding them by trying
 */
async function checkStorage(
  rpc: Rpc,
  header: Header,
  address: Hex,
  expected: Storage,
  touched: () => readonly Hex[],
  campaignOf: (slot: Hex) => Hex | null,
): Promise<StorageCheck> {
  const { storageHash } = await readProven(rpc, header, address);
  if (storageRoot(expected) === storageHash) return { findings: [], isComplete: true };
  const findings: AuditFinding[] = [];
  const slots = new Set([...expected.keys(), ...touched()]);
  const { words, nodes } = await readProven(rpc, header, address, [...slots]);
  for (const [slot, word] of expected) {
    const proven = words.get(slot) ?? ZERO_BYTES32;
    if (proven === word || findings.length >= MOST_NAMED) continue;
    const campaign = campaignOf(slot);
    findings.push(found(9, 'storageDiffers', campaign, `${address}, slot ${slot}`, proven, word));
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
  const keys = new Set([...expected.keys()].map((slot) => keccak256(slot).slice(2)));
  // Development chains keep words that are zero, which no real chain does.
  const unknown = leaves.filter(({ key, word }) => word !== 0n && !keys.has(key)).length;
  if (unknown > 0) {
    const subject = `words in the storage of ${address} that no event tells of`;
    findings.push(found(9, 'storageUnknown', null, subject, 0, unknown));
  }
  return { findings, isComplete: findings.length === 0 };
}
