import type { CampaignState } from './state.ts';
import type { DeskRecord } from './deskState.ts';

/**
 * What a campaign has paid and what of it is not proven yet: the figures that laws 7 and 8 are
 * about. Each rule changes a campaign's and a payment's figures in place, wherever they are kept.
 */

/** A campaign's figures. */
export type Exposure = Pick<CampaignState, 'exposed' | 'management' | 'overdue'>;

/** A payment's figures, and the terms that decide how they count. */
export type Exposed = Pick<DeskRecord, 'exposed' | 'noted' | 'overdue'> & {
  readonly terms: Pick<DeskRecord['terms'], 'amount' | 'category'>;
};

const ALL_BPS = 10_000n;

/** A payment to a payee was made: all of it is to be proven. */
export function countPayment(campaign: Exposure, payment: Exposed): void {
  const { amount, category } = payment.terms;
  payment.exposed = amount;
  campaign.exposed += amount;
  if (category === 'management') campaign.management += amount;
}

/**
 * The desk took note of what the payee has given back: that much needs no proof any more.
 * @param returned all that was given back of this payment so far
 */
export function countReturn(campaign: Exposure, payment: Exposed, returned: bigint): void {
  const { amount, category } = payment.terms;
  if (category === 'management') campaign.management -= returned - payment.noted;
  payment.noted = returned;
  const kept = amount - returned;
  if (payment.exposed <= kept) return;
  campaign.exposed -= payment.exposed - kept;
  payment.exposed = kept;
}

/** Gives back the room that a payment took under the exposure cap, and takes its mark of lateness away. */
export function freeExposure(campaign: Exposure, payment: Exposed): void {
  campaign.exposed -= payment.exposed;
  payment.exposed = 0n;
  if (payment.overdue) campaign.overdue -= 1;
  payment.overdue = false;
}

/**
 * Whether management cost is above its share of what was paid (law 8).
 * @param paid to payees, without what was passed on or given back
 * @param capBps the share allowed, in hundredths of a percent
 */
export function exceedsManagementCap(management: bigint, paid: bigint, capBps: number): boolean {
  return management * ALL_BPS > paid * BigInt(capBps);
}

/** How much more management cost could be paid at once within its share (law 8); null for no limit. */
export function managementRoom(management: bigint, paid: bigint, capBps: number): bigint | null {
  const cap = BigInt(capBps);
  if (cap >= ALL_BPS) return null;
  const room = (paid * cap - management * ALL_BPS) / (ALL_BPS - cap);
  return room > 0n ? room : 0n;
}
