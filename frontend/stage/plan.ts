import type { Hex } from '../../domain/hex.ts';
import type { BlockView, CampaignView, DisbursementView } from '../../domain/views.ts';
import { nextStep } from '../lib/nextStep.ts';
import { speakerOf } from '../lib/recipient.ts';

/** The acts of a payment, in the order in which the stage lists them. */
export const ACTS = ['request', 'approve', 'pay', 'evidence', 'confirm', 'attest'] as const;
export type ActName = (typeof ACTS)[number];

/** What happens next on the stage, and whose part it is. */
export type Act =
  | { readonly kind: ActName | 'resolve' | 'report'; readonly by: Hex }
  /** Everybody waits for a moment, in Unix seconds; on the local chain time can be let pass. */
  | { readonly kind: 'time'; readonly until: number }
  /** Somebody has to give first. */
  | { readonly kind: 'give' }
  /** Nobody of the story can go on: a rule stands in the way, or the key is not one of theirs. */
  | { readonly kind: 'stuck' }
  | { readonly kind: 'done' };

type IsPlayable = (address: Hex) => boolean;

/** What a payment waits for, played by the story's people. `now` in Unix seconds. */
export function nextAct(
  disbursement: DisbursementView,
  campaign: CampaignView,
  isPlayable: IsPlayable,
  now: number,
): Act {
  const play = (kind: Exclude<Act, { until: number }>['kind'], by: Hex | undefined): Act =>
    by !== undefined && isPlayable(by) ? { kind, by } : { kind: 'stuck' };
  const { charity } = campaign;
  const step = nextStep(disbursement, campaign, now);
  switch (step.kind) {
    case 'approvals':
      return play('approve', approverOf(disbursement, campaign, isPlayable));
    case 'challenge':
      return { kind: 'time', until: step.until };
    case 'blocked':
      return unblock(step.blocks, charity, play);
    case 'payable':
      return play('pay', charity);
    case 'evidence':
      return play('evidence', charity);
    case 'confirm':
      return play('confirm', speakerOf(disbursement));
    case 'attest':
      return play('attest', judgeOf(disbursement, campaign, isPlayable));
    case 'rule':
      return play('resolve', rulerOf(disbursement, campaign, isPlayable));
    default:
      return { kind: 'done' };
  }
}

/** The one block of several that the stage can do something about comes first. */
function unblock(
  blocks: readonly BlockView[],
  charity: Hex,
  play: (kind: 'report', by: Hex) => Act,
): Act {
  const has = (reason: string) => blocks.some((block) => block.reason === reason);
  if (has('reportOverdue')) return play('report', charity);
  if (has('escrow')) return { kind: 'give' };
  const pause = blocks.find((block) => 'until' in block);
  return pause !== undefined && 'until' in pause
    ? { kind: 'time', until: pause.until }
    : { kind: 'stuck' };
}

function approverOf(
  { approvals, epoch }: DisbursementView,
  campaign: CampaignView,
  isPlayable: IsPlayable,
): Hex | undefined {
  // Approvals of auditors that were replaced since count no more.
  const given = epoch === campaign.epoch ? approvals.map(({ auditor }) => auditor) : [];
  return campaign.auditors.find((auditor) => isPlayable(auditor) && !given.includes(auditor));
}

/** Nobody judges what it receives itself. */
function judgeOf(
  disbursement: DisbursementView,
  { auditors }: CampaignView,
  isPlayable: IsPlayable,
): Hex | undefined {
  const { terms, attestations } = disbursement;
  const party = [terms.payee, speakerOf(disbursement)];
  const spoke = attestations.map(({ auditor }) => auditor);
  return auditors.find(
    (auditor) => isPlayable(auditor) && !party.includes(auditor) && !spoke.includes(auditor),
  );
}

function rulerOf(
  disbursement: DisbursementView,
  { auditors }: CampaignView,
  isPlayable: IsPlayable,
): Hex | undefined {
  const ruled = disbursement.rulings
    .filter(({ ruling }) => ruling === 'resolve')
    .map(({ auditor }) => auditor);
  return auditors.find((auditor) => isPlayable(auditor) && !ruled.includes(auditor));
}

/** How far a payment has come: the acts that are behind it. */
export function actsDone(disbursement: DisbursementView): ReadonlySet<ActName> {
  const { stage, evidence, confirmation, attestations } = disbursement;
  const done = new Set<ActName>(['request']);
  if (stage === 'approved' || stage === 'paid') done.add('approve');
  if (stage === 'paid') done.add('pay');
  if (evidence.length > 0) done.add('evidence');
  if (confirmation !== null) done.add('confirm');
  if (attestations.length > 0) done.add('attest');
  return done;
}

/** The payment that the stage goes on with: the newest in which something can still happen. */
export function paymentToPlay(
  disbursements: readonly DisbursementView[],
  campaign: CampaignView,
  isPlayable: IsPlayable,
  now: number,
): DisbursementView | null {
  const open = disbursements.filter((one) => {
    const { kind } = nextAct(one, campaign, isPlayable, now);
    return kind !== 'done' && kind !== 'stuck';
  });
  return open.toSorted((a, b) => b.terms.number - a.terms.number)[0] ?? null;
}

/** An earlier payment whose payee and recipient a new one can take; null where there is none. */
export function modelOf(
  disbursements: readonly DisbursementView[],
  isPlayable: IsPlayable,
): DisbursementView | null {
  const fit = disbursements.filter(
    ({ stage, terms }) =>
      stage === 'paid' && terms.category !== 'transfer' && isPlayable(terms.recipient),
  );
  return fit.toSorted((a, b) => b.terms.number - a.terms.number)[0] ?? null;
}
