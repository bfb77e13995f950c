import type { CampaignView, DisbursementView } from '../../domain/views.ts';

/** What a disbursement waits for; exactly one thing at any time. */
export type NextStep =
  | { readonly kind: 'approvals'; readonly missing: number }
  | { readonly kind: 'challenge'; readonly until: number }
  | {
      readonly kind:
        | 'payable'
        | 'lapsed'
        | 'escrow'
        | 'ended'
        | 'evidence'
        | 'confirm'
        | 'attest'
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
  const { stage, terms, payableFrom } = disbursement;
  if (stage === 'vetoed') return { kind: 'vetoed' };
  if (stage === 'paid') return { kind: proofMissing(disbursement, campaign) };
  if (campaign.state !== 'active') return { kind: 'ended' };
  if (now > terms.deliverBy) return { kind: 'lapsed' };
  if (payableFrom === 0) {
    const missing = Math.max(campaign.threshold - disbursement.approvals.length, 1);
    return { kind: 'approvals', missing };
  }
  if (now < payableFrom) return { kind: 'challenge', until: payableFrom };
  if (BigInt(campaign.escrow) < BigInt(terms.amount)) return { kind: 'escrow' };
  return { kind: 'payable' };
}

function proofMissing(
  { terms, evidence, confirmation, attestations }: DisbursementView,
  { proof }: CampaignView,
): 'evidence' | 'confirm' | 'attest' | 'done' {
  if (terms.category === 'transfer') return 'done';
  const hasRecipient = terms.recipient !== '0x';
  const selfReceived = terms.recipient === terms.payee;
  const needsRecipient = hasRecipient && proof !== 'auditor';
  const needsAuditor = proof !== 'recipient' || !hasRecipient || selfReceived;
  const lacksRecipient = needsRecipient && confirmation === null;
  const lacksAuditor = needsAuditor && attestations.length === 0;
  if (!lacksRecipient && !lacksAuditor) return 'done';
  if (evidence.length === 0) return 'evidence';
  return lacksRecipient ? 'confirm' : 'attest';
}
