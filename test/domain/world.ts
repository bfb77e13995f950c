import type { Hex } from '../../domain/hex.ts';

/** Addresses, times and names that the domain's tests share. */

export const CHAIN = 31337;
export const LEDGER: Hex = `0x${'1e'.repeat(20)}`;
export const REGISTRY: Hex = `0x${'2e'.repeat(20)}`;
export const DESK: Hex = `0x${'de'.repeat(20)}`;
export const TOKEN: Hex = `0x${'70'.repeat(20)}`;
export const SCOPE = { chainId: CHAIN, ledger: LEDGER, registry: REGISTRY } as const;
export const DAY = 86_400;
export const START = 1_700_000_000;
export const CLAIM_WINDOW = 30 * DAY;

/** An account named by a word. */
export function account(name: string): Hex {
  return `0x${Buffer.from(name).toString('hex').padEnd(40, '0').slice(0, 40)}`;
}

/** A disbursement's id named by a word. */
export function ref(name: string): Hex {
  return `0x${Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64)}`;
}
