import { ENUMS } from './eventShape.ts';
import type { Hex } from './hex.ts';
import type { ReplayState } from './state.ts';
import { packWord, slotAt, slotOfKey, store, type Storage } from './storage.ts';

/**
 * The registry's storage as its events leave it: twin of `contracts/Registry.sol`. Its events are in
 * no journal; that none of them was left out or invented shows in the storage root.
 */

const AUTHORITY = slotAt(0);
const RECOGNISED = slotAt(1);
const GENERAL_FUNDS = slotAt(2);

/** @param authority the access manager, which no event of the registry names */
export function registryStorage(state: ReplayState, authority: Hex): Storage {
  const storage: Storage = new Map();
  store(storage, AUTHORITY, packWord([[authority, 160]]));
  for (const [role, accounts] of state.roles) {
    const slot = slotOfKey(ENUMS.role.indexOf(role), RECOGNISED);
    for (const account of accounts.keys()) {
      store(storage, slotOfKey(account, slot), packWord([[1, 8]]));
    }
  }
  for (const [token, campaign] of state.generalFunds) {
    store(storage, slotOfKey(token, GENERAL_FUNDS), campaign);
  }
  return storage;
}

/**
 * Slots that say of everybody in the campaigns whether they are recognised, in every role: what the
 * desks look at. Development chains keep those that are zero, too.
 */
export function askedSlots(state: ReplayState): Hex[] {
  const accounts = new Set<Hex>([...state.roles.values()].flatMap((known) => [...known.keys()]));
  for (const { rules, config, desk } of state.campaigns.values()) {
    for (const account of [desk, config.token, ...config.operators]) accounts.add(account);
    for (const account of rules === null ? [] : [rules.charity, ...rules.auditors]) {
      accounts.add(account);
    }
  }
  return ENUMS.role.flatMap((_, role) => {
    const slot = slotOfKey(role, RECOGNISED);
    return [...accounts].map((account) => slotOfKey(account, slot));
  });
}
