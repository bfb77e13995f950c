import { wordsNeeded } from '../../domain/proof.ts';
import type { BlockView, CampaignView, DisbursementView } from '../../domain/views.ts';

/** What a disbursement waits for; exactly one thing at any time. */
export type NextStep =
  | { readonly kind: 'approvals'; readonly missing: number }
  | { readonly kind: 'challenge'; readonly until: number }
  /** Approved, and still not payable: see {@link blocksAt}. */
  | { readonly kind: 'blocked'; readonly blocks: readonly BlockView[] }
  | {
      readonly kind:
        | 'payable'
        | 'lapsed'
        | 'ended'
        | 'evidence'
        | 'confirm'
        | 'attest'
        | 'rule'
        | 'writtenOff'
        | 'returned'
        | 'vetoed'
        | 'done';
    };

/**
 * What stands between a disbursement and its next stage, by the desk's rules.
 * @param now Unix seconds
 */
export function nextStep(
  disbursement: DisbursementView,
  campaign: CampaignView,
  now: number,
): NextStep {
  const { stage, deadline } = disbursement;
  if (stage === 'vetoed') return { kind: 'vetoed' };
  if (stage === 'paid') return { kind: proofMissing(disbursement, campaign) };
  if (campaign.state !== 'active') return { kind: 'ended' };
  if (now > deadline) return { kind: 'lapsed' };
  const blocks = blocksAt(disbursement, campaign, now);
  const isStale = blocks.some(({ reason }) => reason === 'epoch');
  if (stage === 'requested' || isStale) {
    const given = isStale ? 0 : disbursement.approvals.length;
    return { kind: 'approvals', missing: Math.max(campaign.threshold - given, 1) };
  }
  const [first] = blocks;
  if (first === undefined) return { kind: 'payable' };
  if (first.reason === 'challenge' && blocks.length === 1) {
    return { kind: 'challenge', until: first.until };
  }
  return { kind: 'blocked', blocks };
}

/**
 * What stops an approved payment: what the index said of its last block, as it is at the moment,
 * since windows close and reports fall due without a block. Empty for whatever is not approved.
 * @param now Unix seconds
 */
export function blocksAt(
  { stage, blockedBy, deadline }: DisbursementView,
  { reportDue }: CampaignView,
  now: number,
): BlockView[] {
  if (stage !== 'approved') return [];
  const blocks = blockedBy.filter((block) => !('until' in block) || now < block.until);
  const has = (reason: BlockView['reason']) => blocks.some((block) => block.reason === reason);
  if (now > deadline && !has('lapsed')) blocks.unshift({ reason: 'lapsed', since: deadline });
  if (now > reportDue && !has('reportOverdue')) {
    blocks.push({ reason: 'reportOverdue', since: reportDue });
  }
  return blocks;
}

/** Whether a paid disbursement's delivery was due, and is not proven yet. */
export const isLate = ({ stage, exposed, deadline }: DisbursementView, now: number): boolean =>
  stage === 'paid' && BigInt(exposed) > 0n && now > deadline;

/** Whether something is wrong with it: in dispute, late, or given up. */
export const isDoubtful = (disbursement: DisbursementView, now: number): boolean =>
  disbursement.proof === 'disputed' ||
  disbursement.writtenOff !== null ||
  disbursement.overdue ||
  isLate(disbursement, now);

function proofMissing(
  disbursement: DisbursementView,
  { proof }: CampaignView,
): 'evidence' | 'confirm' | 'attest' | 'rule' | 'writtenOff' | 'returned' | 'done' {
  const { terms, evidence, confirmation, attestations, noted } = disbursement;
  if (terms.category === 'transfer') return 'done';
  if (disbursement.proof === 'writtenOff') return 'writtenOff';
  if (disbursement.proof === 'disputed') return 'rule';
  if (noted === terms.amount) return 'returned';
  const needs = wordsNeeded(terms, { proof });
  const lacksRecipient = needs.recipient && confirmation === null;
  const lacksAuditor = needs.auditor && attestations.length === 0;
  if (!lacksRecipient && !lacksAuditor) return 'done';
  if (evidence.length === 0) return 'evidence';
  return lacksRecipient ? 'confirm' : 'attest';
}
