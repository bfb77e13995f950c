import type { Hex } from '../../domain/hex.ts';
import type { CampaignView, DisbursementView } from '../../domain/views.ts';
import { nextStep } from './nextStep.ts';

/** What an account may do about a disbursement at a moment. */
export type Action =
  'approve' | 'veto' | 'pay' | 'evidence' | 'confirm' | 'attest' | 'moreEvidence';

/** In whose part the account does it; paying is open to anyone. */
export type Part = 'charity' | 'auditor' | 'recipient' | 'anyone';

/** The part an account has in a disbursement; `anyone` if it has none. */
export function partOf(
  { terms }: DisbursementView,
  campaign: CampaignView,
  account: Hex | null,
): Part {
  if (account === null) return 'anyone';
  if (campaign.charity === account) return 'charity';
  if (campaign.auditors.includes(account)) return 'auditor';
  return terms.recipient === account ? 'recipient' : 'anyone';
}

/**
 * All that an account may do about a disbursement now, the most pressing first.
 * @param now Unix seconds
 */
export function actionsOf(
  disbursement: DisbursementView,
  campaign: CampaignView,
  account: Hex | null,
  now: number,
): Action[] {
  const { terms, stage, evidence, confirmation, attestations, approvals } = disbursement;
  const part = partOf(disbursement, campaign, account);
  const next = nextStep(disbursement, campaign, now).kind;
  const actions: Action[] = [];
  const isOpen = stage === 'requested' || stage === 'approved';
  if (isOpen && part === 'auditor') {
    const approved = approvals.some(({ auditor }) => auditor === account);
    if (next === 'approvals' && !approved) actions.push('approve');
    actions.push('veto');
  }
  if (next === 'payable') actions.unshift('pay');
  if (stage !== 'paid' || terms.category === 'transfer') return actions;
  if (part === 'charity') actions.push(evidence.length === 0 ? 'evidence' : 'moreEvidence');
  if (evidence.length === 0) return actions;
  if (terms.recipient === account && confirmation === null) actions.push('confirm');
  if (part === 'auditor' && attestations.length === 0) actions.push('attest');
  return actions;
}

/** Actions that somebody is waiting for; the others are merely possible. */
const PRESSING: readonly Action[] = ['approve', 'pay', 'evidence', 'confirm', 'attest'];

/** Whether the disbursement belongs on the account's desk: something waits for it in particular. */
export function isWaiting(actions: readonly Action[], part: Part): boolean {
  return actions.some(
    (action) => PRESSING.includes(action) && (action !== 'pay' || part === 'charity'),
  );
}
