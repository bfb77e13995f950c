import { factsOf, proofOf } from './proof.ts';
import type { CampaignState, ReplayState } from './state.ts';
import type { Hex } from './hex.ts';

/** A campaign's public sums, in the token's smallest unit. */
export interface Figures {
  readonly raised: bigint;
  /** Gift and Batch entries only: money that went round does not count twice. */
  readonly given: bigint;
  readonly gifts: number;
  readonly disbursed: bigint;
  readonly settled: bigint;
  readonly refunded: bigint;
  readonly escrow: bigint;
  /** Passed on by transfers that the campaign's desk made. */
  readonly transferred: bigint;
  readonly proven: Proven;
}

/** What payees were paid and kept, each unit counted at the highest proof it has. */
export interface Proven {
  readonly paid: bigint;
  readonly evidenced: bigint;
  readonly confirmed: bigint;
  readonly attested: bigint;
  /** A dispute about it is open. */
  readonly disputed: bigint;
  /** The auditors gave its delivery up. */
  readonly writtenOff: bigint;
}

/** `raised - disbursed - settled`: what the ledger still holds for a campaign. */
export function escrowOf(
  campaign: Pick<CampaignState, 'raised' | 'disbursed' | 'settled'>,
): bigint {
  return campaign.raised - campaign.disbursed - campaign.settled;
}

/** Payments to payees net of returns, by proof; transfers apart. Linear in the disbursements. */
export function provenOf(state: ReplayState, campaign: CampaignState): Proven {
  const proven = {
    paid: 0n,
    evidenced: 0n,
    confirmed: 0n,
    attested: 0n,
    disputed: 0n,
    writtenOff: 0n,
  };
  for (const { payee, ref, start, end, returned } of campaign.disbursements) {
    if (payee !== null) proven[proofOf(factsOf(state.records.get(ref)))] += end - start - returned;
  }
  return proven;
}

export function figuresOf(state: ReplayState, campaign: CampaignState): Figures {
  const { raised, given, gifts, disbursed, settled, refunded, transferred } = campaign;
  const escrow = escrowOf(campaign);
  const proven = provenOf(state, campaign);
  return { raised, given, gifts, disbursed, settled, refunded, escrow, transferred, proven };
}

/** What the ledger must hold at least, by token: the escrow of all its campaigns (law 1). */
export function owedByToken(state: ReplayState): Map<Hex, bigint> {
  const owed = new Map<Hex, bigint>();
  for (const campaign of state.campaigns.values()) {
    const { token } = campaign.config;
    owed.set(token, (owed.get(token) ?? 0n) + escrowOf(campaign));
  }
  return owed;
}
