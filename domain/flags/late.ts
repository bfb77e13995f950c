import { wordsNeeded } from '../proof.ts';
import { bundleEvidence, paymentEvidence, type CampaignFacts, type PaymentFacts } from './facts.ts';
import type { FlagEvidence, Raised, Severity } from './flag.ts';

/** *Late proof* and *late report*: what came after it was due, or has not come yet. */

/**
 * What came late by more than this is serious: two weeks, longer than a holiday, an illness or a
 * closed road explains. What has not come at all is serious from the first day.
 */
export const SERIOUS_DELAY = 14 * 86_400;

/** Deliveries that were shown after their deadline, or should have been by now. */
export function lateProofs(campaign: CampaignFacts, now: number): Raised<'lateProof'>[] {
  return campaign.payments.flatMap((payment) => {
    const figures = lateness(campaign, payment, now);
    if (figures === null) return [];
    const { id, evidence } = payment;
    return [
      {
        kind: 'lateProof' as const,
        campaign: campaign.id,
        severity: severityOf(figures),
        figures,
        evidence: [
          paymentEvidence(campaign.id, payment),
          ...evidence.map(({ digest, at }) =>
            bundleEvidence(campaign.id, 'evidence', id, digest, at),
          ),
        ],
      },
    ];
  });
}

/** Reports that came after they were due, and the one that is due now. */
export function lateReports(campaign: CampaignFacts, now: number): Raised<'lateReport'>[] {
  const { id, reports, reportDue, state, raised } = campaign;
  const flags: Raised<'lateReport'>[] = [];
  const raise = (
    due: number,
    publishedAt: number | null,
    evidence: FlagEvidence<bigint>[],
  ): void => {
    const lateBy = (publishedAt ?? now) - due;
    const serious = publishedAt === null || lateBy > SERIOUS_DELAY;
    const figures = { due, publishedAt, lateBy };
    const severity = serious ? 'serious' : 'notable';
    flags.push({ kind: 'lateReport', campaign: id, severity, figures, evidence });
  };
  for (const { digest, due, at } of reports) {
    if (at > due) raise(due, at, [bundleEvidence(id, 'report', null, digest, at)]);
  }
  // Where nothing came in there is nothing to report, whatever the clock says.
  const isAwaited = state === 'active' && raised > 0n && campaign.rules !== null;
  if (isAwaited && now > reportDue) raise(reportDue, null, []);
  return flags;
}

type Lateness = Raised<'lateProof'>['figures'];

function lateness(campaign: CampaignFacts, payment: PaymentFacts, now: number): Lateness | null {
  const { rules } = campaign;
  const { id: disbursement, amount, returned, paidAt, writtenOff } = payment;
  // Nothing is to be delivered for what was given back.
  if (rules === null || paidAt === null || returned === amount) return null;
  const needs = wordsNeeded(payment, rules);
  const [first] = payment.evidence;
  const shownAt = needs.recipient ? payment.confirmedAt : (first?.at ?? null);
  const deadline = deadlineAt(campaign, payment, shownAt ?? now);
  const about = { disbursement, amount, deadline, shownAt, writtenOff };
  if (shownAt === null) {
    const missing = first === undefined ? 'evidence' : 'confirmation';
    return now > deadline ? { ...about, lateBy: now - deadline, missing } : null;
  }
  if (shownAt > deadline) return { ...about, lateBy: shownAt - deadline, missing: null };
  // It came in time; what an auditor has not seen by now still stops the campaign's payments.
  const waits = needs.auditor && payment.attestedAt === null && !writtenOff;
  const until = deadlineAt(campaign, payment, now);
  if (!waits || now <= until) return null;
  return { ...about, deadline: until, lateBy: now - until, missing: 'attestation' };
}

function severityOf({ missing, lateBy }: Lateness): Severity {
  if (missing === 'attestation') return 'notable';
  return missing !== null || lateBy > SERIOUS_DELAY ? 'serious' : 'notable';
}

/** When a delivery was due, as the desk saw it at a moment: pauses until then had moved it. */
function deadlineAt({ pauses }: CampaignFacts, payment: PaymentFacts, at: number): number {
  const paused = pauses
    .filter((pause) => pause.at <= at)
    .reduce((sum, pause) => sum + pause.until - pause.at, 0);
  return payment.deliverBy + paused - payment.pausedBefore;
}
