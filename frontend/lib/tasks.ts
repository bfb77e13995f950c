import type { Hex } from '../../domain/hex.ts';
import type { CampaignView, DisbursementView } from '../../domain/views.ts';
import { isLate, nextStep } from './nextStep.ts';
import { speakerOf } from './recipient.ts';

/** What a visitor may do about a disbursement at a moment. */
export type Action =
  | 'approve'
  | 'veto'
  | 'takeBack'
  | 'pay'
  | 'evidence'
  | 'moreEvidence'
  | 'confirm'
  | 'attest'
  | 'resolve'
  | 'writeOff'
  | 'dispute'
  | 'disputeDelivery'
  | 'rekey'
  | 'noteReturn'
  | 'markOverdue';

/** In whose part the visitor does it; paying is open to anyone. */
export type Part = 'charity' | 'auditor' | 'recipient' | 'anyone';

/** Who looks at it: an account, and the passkeys that this browser can ask for. */
export interface Visitor {
  readonly account: Hex | null;
  readonly passkeys: readonly Hex[];
}

/** The part a visitor has in a disbursement; `anyone` if it has none. */
export function partOf(
  disbursement: DisbursementView,
  campaign: CampaignView,
  visitor: Visitor,
): Part {
  const { account } = visitor;
  if (account !== null && campaign.charity === account) return 'charity';
  if (account !== null && campaign.auditors.includes(account)) return 'auditor';
  return isSpeaker(disbursement, visitor) ? 'recipient' : 'anyone';
}

/** Whether it is the visitor's word that the delivery waits for. */
function isSpeaker(disbursement: DisbursementView, { account, passkeys }: Visitor): boolean {
  const speaker = speakerOf(disbursement);
  return speaker === account || passkeys.includes(speaker);
}

/**
 * All that a visitor may do about a disbursement now, the most pressing first.
 * @param now Unix seconds
 */
export function actionsOf(
  disbursement: DisbursementView,
  campaign: CampaignView,
  visitor: Visitor,
  now: number,
): Action[] {
  const { terms, stage } = disbursement;
  const part = partOf(disbursement, campaign, visitor);
  if (stage === 'requested' || stage === 'approved') {
    return beforePayment(disbursement, campaign, visitor, now);
  }
  if (stage !== 'paid' || terms.category === 'transfer') return [];
  const actions: Action[] = [];
  if (BigInt(disbursement.returned) > BigInt(disbursement.noted)) actions.push('noteReturn');
  if (isLate(disbursement, now) && !disbursement.overdue) actions.push('markOverdue');
  if (part === 'charity') {
    actions.unshift(disbursement.evidence.length === 0 ? 'evidence' : 'moreEvidence');
  }
  if (part === 'auditor' && isJudge(disbursement, visitor)) {
    actions.unshift(...judgements(disbursement));
  }
  if (isSpeaker(disbursement, visitor)) actions.unshift(...words(disbursement));
  return actions;
}

function beforePayment(
  disbursement: DisbursementView,
  campaign: CampaignView,
  visitor: Visitor,
  now: number,
): Action[] {
  const { account } = visitor;
  const part = partOf(disbursement, campaign, visitor);
  const next = nextStep(disbursement, campaign, now).kind;
  const actions: Action[] = [];
  if (next === 'payable') actions.push('pay');
  if (part === 'auditor') {
    const approved =
      disbursement.epoch === campaign.epoch &&
      disbursement.approvals.some(({ auditor }) => auditor === account);
    if (next === 'approvals' && !approved) actions.push('approve');
    actions.push('veto');
  }
  if (part === 'charity' && next !== 'ended') actions.push('takeBack');
  return actions;
}

/** Nobody judges what it receives itself. */
const isJudge = (disbursement: DisbursementView, { account }: Visitor): boolean =>
  account !== disbursement.terms.payee && account !== speakerOf(disbursement);

function judgements(disbursement: DisbursementView): Action[] {
  const { terms, proof, evidence, attestations, exposed, overdue } = disbursement;
  const isDisputed = proof === 'disputed';
  const isOpen = BigInt(exposed) > 0n;
  const actions: Action[] = [];
  if (isDisputed) actions.push('resolve');
  if (evidence.length > 0 && attestations.length === 0) actions.push('attest');
  if (isOpen && (isDisputed || overdue)) actions.push('writeOff');
  if (!isDisputed) actions.push('dispute');
  if (isOpen && terms.recipient !== '0x' && terms.recipient.length !== LIST_LENGTH) {
    actions.push('rekey');
  }
  return actions;
}

/** A list's root, as hex. */
const LIST_LENGTH = 66;

function words({ proof, evidence, confirmation }: DisbursementView): Action[] {
  const actions: Action[] = [];
  if (evidence.length > 0 && confirmation === null) actions.push('confirm');
  if (proof !== 'disputed') actions.push('disputeDelivery');
  return actions;
}

/** Actions that somebody is waiting for; the others are merely possible. */
const PRESSING: readonly Action[] = [
  'approve',
  'pay',
  'evidence',
  'confirm',
  'attest',
  'resolve',
  'noteReturn',
  'markOverdue',
];

/** Those of the pressing ones that anybody may do: they wait for whoever has a part in it. */
const ANYBODYS: readonly Action[] = ['pay', 'noteReturn', 'markOverdue'];

/** Whether the disbursement belongs on the visitor's desk: something waits for it in particular. */
export function isWaiting(actions: readonly Action[], part: Part): boolean {
  return actions.some((action) => {
    if (!PRESSING.includes(action)) return false;
    if (!ANYBODYS.includes(action)) return true;
    return action === 'pay' ? part === 'charity' : part !== 'anyone';
  });
}
