import { db } from 'ponder:api';
import { inArray } from 'ponder';
import { recognition, token } from 'ponder:schema';
import { ENUMS } from '../../../../domain/eventShape.ts';
import { ZERO_BYTES32, type Hex } from '../../../../domain/hex.ts';
import type { PartyView, RoleView, TokenView } from '../../../../domain/views.ts';

/** Who is recognised as what, at the registry. */
export interface Recognised {
  has(role: RoleView, account: Hex): boolean;
}

export async function loadRecognised(accounts: readonly Hex[]): Promise<Recognised> {
  const rows = await db
    .select({ role: recognition.role, account: recognition.account })
    .from(recognition)
    .where(inArray(recognition.account, [...accounts]));
  const keys = new Set(rows.map(({ role, account }) => `${role} ${account}`));
  return { has: (role, account) => keys.has(`${role} ${account}`) };
}

/** Every token that a campaign is held in or the registry recognises. */
export async function loadTokens(): Promise<TokenView[]> {
  const rows = await db.select().from(token).orderBy(token.address);
  const recognised = await loadRecognised(rows.map(({ address }) => address));
  return rows.map((row) => ({ ...row, recognised: recognised.has('token', row.address) }));
}

/** Everybody whom the registry recognises as anything. */
export async function loadParties(): Promise<PartyView[]> {
  const rows = await db.select().from(recognition).orderBy(recognition.block, recognition.logIndex);
  const parties = new Map<Hex, PartyView>();
  for (const { account, role, document } of rows) {
    const party = parties.get(account) ?? { address: account, roles: [], document: null };
    party.roles.push(role);
    // The latest document says best who it is.
    if (document !== ZERO_BYTES32) party.document = document;
    parties.set(account, party);
  }
  const rank = (role: RoleView): number => ENUMS.role.indexOf(role);
  for (const party of parties.values()) party.roles.sort((a, b) => rank(a) - rank(b));
  return [...parties.values()];
}
