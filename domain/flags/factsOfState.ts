import { deadlineOf, type DeskRecord } from '../deskState.ts';
import type { CampaignState, ReplayState } from '../state.ts';
import type { CampaignFacts, FlagFacts, PaymentFacts } from './facts.ts';

/**
 * The facts of a replayed state.
 * @param now the moment to look from, in Unix seconds; by default that of the last event
 */
export function factsOfState(
  state: ReplayState,
  now: number = state.last?.timestamp ?? 0,
): FlagFacts {
  return {
    now,
    campaigns: [...state.campaigns.values()].map((campaign) => campaignFacts(campaign, now)),
  };
}

function campaignFacts(campaign: CampaignState, now: number): CampaignFacts {
  const { id, config, rules, raised, reportDue, entries, requests } = campaign;
  return {
    id,
    token: config.token,
    state: campaign.state,
    raised,
    rules,
    operators: config.operators,
    payments: requests
      .filter(
        (record) => isToPayee(record) && (record.stage === 'paid' || isOpen(campaign, record, now)),
      )
      .map((record) => paymentFacts(campaign, record)),
    gifts: entries
      .filter(({ kind }) => kind === 'gift')
      .map(({ index, payer, giver, start, end, at }) => {
        return { index, payer, giver, amount: end - start, at: at.timestamp };
      }),
    batches: entries.flatMap(({ index, batch, start, end, at }) =>
      batch === null ? [] : [{ index, root: batch.root, amount: end - start, at: at.timestamp }],
    ),
    reports: campaign.reports.map(({ digest, due, at }) => ({ digest, due, at: at.timestamp })),
    reportDue,
    pauses: campaign.pauses.map(({ at, until }) => ({ at: at.timestamp, until })),
  };
}

function isToPayee({ terms }: DeskRecord): boolean {
  return terms.category !== 'transfer';
}

/** Whether a request may still be paid. */
function isOpen(campaign: CampaignState, record: DeskRecord, now: number): boolean {
  if (record.stage !== 'requested' || campaign.state !== 'active') return false;
  return now <= deadlineOf(record, campaign);
}

function paymentFacts(campaign: CampaignState, record: DeskRecord): PaymentFacts {
  const { id, terms, requested, paid, confirmation, attestations } = record;
  const { payee, recipient, amount, category, documents, deliverBy } = terms;
  const words = [...record.approvals, ...attestations];
  return {
    id,
    payee,
    recipient,
    rekeyed: [...record.rekeyed.values()],
    amount,
    returned: paid === null ? 0n : (campaign.disbursements[paid.index]?.returned ?? 0n),
    category,
    documents,
    requestedAt: requested.timestamp,
    paidAt: paid?.at.timestamp ?? null,
    deliverBy,
    pausedBefore: record.pausedBefore,
    evidence: record.evidence.map(({ digest, at }) => ({ digest, at: at.timestamp })),
    confirmedAt: confirmation?.at.timestamp ?? null,
    attestedAt: attestations[0]?.at.timestamp ?? null,
    writtenOff: record.writtenOff !== null,
    auditors: [...new Set(words.map(({ auditor }) => auditor))],
  };
}
