import { PROOFS } from '../../domain/proof.ts';
import type { CampaignView } from '../../domain/views.ts';

/** Where a stretch of money can stand, from the most to the least proven. */
export const STANDINGS = [
  'attested',
  'confirmed',
  'evidenced',
  'paid',
  'disputed',
  'writtenOff',
  'transferred',
  'settled',
  'escrow',
] as const;
export type Standing = (typeof STANDINGS)[number];

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
    disputed: BigInt(proven.disputed),
    writtenOff: BigInt(proven.writtenOff),
    transferred: BigInt(campaign.transferred),
    settled: BigInt(campaign.settled),
    escrow: BigInt(campaign.escrow),
  };
  return STANDINGS.map((standing) => ({ standing, units: units[standing] }));
}

/** Paid to payees and kept by them, in smallest units. */
export function paidOf({ proven }: CampaignView): bigint {
  return PROOFS.reduce((sum, proof) => sum + BigInt(proven[proof]), 0n);
}

/** Of that, what the recipient confirmed or an auditor attested. */
export function deliveredOf({ proven }: CampaignView): bigint {
  return BigInt(proven.confirmed) + BigInt(proven.attested);
}

/** Came in from other campaigns: all that entered the line but gifts and what payees gave back. */
export function passedInOf({ raised, given, returned }: CampaignView): bigint {
  return BigInt(raised) - BigInt(given) - BigInt(returned);
}
