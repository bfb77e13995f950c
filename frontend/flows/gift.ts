import type { Hex } from '../../domain/hex.ts';

/** What somebody wants to give. */
export interface Gift {
  readonly ledger: Hex;
  readonly campaign: Hex;
  /** Zero for the chain's own coin. */
  readonly token: Hex;
  readonly decimals: number;
  /** In the token's smallest unit. */
  readonly amount: bigint;
}
