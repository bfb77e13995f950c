import type { CampaignView, ProofView } from '../../domain/views.ts';

/** Where a stretch of money can stand, from the most to the least proven. */
export const STANDINGS = [
  'attested',
  'confirmed',
  'evidenced',
  'paid',
  'transferred',
  'settled',
  'escrow',
] as const;
export type Standing = (typeof STANDINGS)[number];

/** The ladder of proof, from the bottom up. */
export const LADDER: readonly ProofView[] = ['paid', 'evidenced', 'confirmed', 'attested'];

export interface Part {
  readonly standing: Standing;
  /** In the token's smallest unit. */
  readonly units: bigint;
}

/**
 * A campaign's money by what is proven about it. The parts add up to all it received, without what
 * payees gave back (that stands in line again, and would count twice).
 */
export function partsOf(campaign: CampaignView): Part[] {
  const { proven } = campaign;
  const units: Record<Standing, bigint> = {
    attested: BigInt(proven.attested),
    confirmed: BigInt(proven.confirmed),
    evidenced: BigInt(proven.evidenced),
    paid: BigInt(proven.paid),
    transferred: BigInt(campaign.transferred),
    settled: BigInt(campaign.settled),
    escrow: BigInt(campaign.escrow),
  };
  return STANDINGS.map((standing) => ({ standing, units: units[standing] }));
}

/** Paid to payees and kept by them, in smallest units. */
export function paidOf({ proven }: CampaignView): bigint {
  return LADDER.reduce((sum, proof) => sum + BigInt(proven[proof]), 0n);
}

/** Of that, what the recipient confirmed or an auditor attested. */
export function deliveredOf({ proven }: CampaignView): bigint {
  return BigInt(proven.confirmed) + BigInt(proven.attested);
}

/** What payees gave back, in smallest units. */
export function returnedOf(campaign: CampaignView): bigint {
  return BigInt(campaign.disbursed) - BigInt(campaign.transferred) - paidOf(campaign);
}
