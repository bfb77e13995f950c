import type { DeskState } from './deskState.ts';
import { exceedsManagementCap, managementRoom } from './exposure.ts';
import { escrowOf } from './figures.ts';
import type { Hex } from './hex.ts';
import { NO_EXPOSURE_CAP, NO_MANAGEMENT_CAP, type Rules } from './ids.ts';
import type { CampaignState } from './state.ts';
import type { BlockView, CategoryView } from './views.ts';

/** Why an approved disbursement cannot be paid at a moment, with the figure that decides it. */
export type Block =
  | { readonly reason: 'epoch' | 'target' | 'ended' }
  | { readonly reason: 'challenge' | 'paused'; readonly until: number }
  | { readonly reason: 'lapsed' | 'reportOverdue'; readonly since: number }
  | { readonly reason: 'deliveryOverdue' | 'disputed'; readonly payments: number }
  | { readonly reason: 'exposure' | 'management' | 'escrow'; readonly room: bigint };

/** What is to be paid: an approved disbursement. */
export interface PaymentToMake {
  readonly amount: bigint;
  readonly category: CategoryView;
  readonly payableFrom: number;
  /** When it lapses, pauses counted in. */
  readonly deadline: number;
  /** The auditors who approved it. */
  readonly epoch: number;
  /** Which campaign would receive it; null for a payment to a payee. */
  readonly target: PaymentTarget | null;
}

/** A campaign that money is to be passed on to. */
export interface PaymentTarget {
  readonly state: CampaignState['state'];
  readonly token: Hex;
  readonly minimum: bigint;
  /** Its desk is recognised. */
  readonly recognised: boolean;
}

/** The campaign that is to pay, as its ledger and its desk know it. */
export type PayingCampaign = Pick<
  CampaignState,
  'state' | 'raised' | 'disbursed' | 'settled' | 'returned'
> &
  Pick<
    DeskState,
    | 'exposed'
    | 'management'
    | 'passedOn'
    | 'epoch'
    | 'pausedUntil'
    | 'reportDue'
    | 'overdue'
    | 'disputed'
  > & {
    readonly token: Hex;
    readonly rules: Pick<Rules, 'exposureCap' | 'managementCapBps'> | null;
  };

/**
 * Everything that stops an approved payment at a moment, in the order in which desk and ledger look
 * at it; empty when it can be paid.
 * @param now Unix time of the block in which it would be paid
 */
export function blocksOf(payment: PaymentToMake, campaign: PayingCampaign, now: number): Block[] {
  return [
    ...blocksByApproval(payment, campaign, now),
    ...blocksByWatch(campaign, now),
    ...(payment.category === 'transfer' ? [] : blocksByCaps(payment, campaign)),
    ...blocksByLedger(payment, campaign),
  ];
}

/** A block as the read API says it. */
export function viewBlock(block: Block): BlockView {
  return 'room' in block ? { ...block, room: String(block.room) } : block;
}

function blocksByApproval(
  { payableFrom, deadline, epoch }: PaymentToMake,
  campaign: PayingCampaign,
  now: number,
): Block[] {
  const blocks: Block[] = [];
  if (epoch !== campaign.epoch) blocks.push({ reason: 'epoch' });
  else if (now < payableFrom) blocks.push({ reason: 'challenge', until: payableFrom });
  if (now > deadline) blocks.push({ reason: 'lapsed', since: deadline });
  return blocks;
}

/** What stops all payments of a campaign at a moment, whatever they are for. */
export function blocksByWatch(
  campaign: Pick<PayingCampaign, 'pausedUntil' | 'reportDue' | 'overdue' | 'disputed'>,
  now: number,
): Block[] {
  const { pausedUntil, reportDue, overdue, disputed } = campaign;
  const blocks: Block[] = [];
  if (now < pausedUntil) blocks.push({ reason: 'paused', until: pausedUntil });
  if (now > reportDue) blocks.push({ reason: 'reportOverdue', since: reportDue });
  if (overdue > 0) blocks.push({ reason: 'deliveryOverdue', payments: overdue });
  if (disputed > 0) blocks.push({ reason: 'disputed', payments: disputed });
  return blocks;
}

/** Laws 7 and 8. */
function blocksByCaps({ amount, category }: PaymentToMake, campaign: PayingCampaign): Block[] {
  const { exposed, management, disbursed, passedOn, returned, rules } = campaign;
  const blocks: Block[] = [];
  const room = (rules?.exposureCap ?? NO_EXPOSURE_CAP) - exposed;
  if (amount > room) blocks.push({ reason: 'exposure', room });
  if (category !== 'management') return blocks;
  const capBps = rules?.managementCapBps ?? NO_MANAGEMENT_CAP;
  const paid = disbursed - passedOn - returned;
  if (exceedsManagementCap(management + amount, paid + amount, capBps)) {
    const left = managementRoom(management, paid, capBps) ?? 0n;
    blocks.push({ reason: 'management', room: left });
  }
  return blocks;
}

function blocksByLedger(payment: PaymentToMake, campaign: PayingCampaign): Block[] {
  if (campaign.state !== 'active') return [{ reason: 'ended' }];
  const blocks: Block[] = [];
  if (payment.category === 'transfer' && !canReceive(payment, campaign)) {
    blocks.push({ reason: 'target' });
  }
  const room = escrowOf(campaign);
  if (payment.amount > room) blocks.push({ reason: 'escrow', room });
  return blocks;
}

/** A target can end, or its desk lose its recognition, after it was asked for. */
function canReceive({ amount, target }: PaymentToMake, { token }: PayingCampaign): boolean {
  if (target?.state !== 'active' || !target.recognised) return false;
  return target.token === token && amount >= target.minimum;
}
