import { deadlineOf } from '../../domain/deskState.ts';
import type { CampaignState } from '../../domain/state.ts';
import type { ReportOverdue } from './report.ts';

/** Deliveries that are due and not proven, and reports that are due and not there, at a moment. */
export function overdueOf(campaigns: readonly CampaignState[], now: number): ReportOverdue[] {
  return campaigns.flatMap((campaign) => [
    ...overdueProofs(campaign, now),
    ...overdueReport(campaign, now),
  ]);
}

function overdueProofs(campaign: CampaignState, now: number): ReportOverdue[] {
  const list: ReportOverdue[] = [];
  for (const record of campaign.requests) {
    const due = deadlineOf(record, campaign);
    if (record.exposed === 0n || now <= due) continue;
    list.push({
      kind: 'proof',
      campaign: campaign.id,
      disbursement: record.id,
      amount: record.exposed.toString(),
      due,
      isMarked: record.overdue,
    });
  }
  return list;
}

function overdueReport(
  { id, state, rules, reportDue }: CampaignState,
  now: number,
): ReportOverdue[] {
  if (state !== 'active' || rules === null || now <= reportDue) return [];
  return [
    {
      kind: 'report',
      campaign: id,
      disbursement: null,
      amount: null,
      due: reportDue,
      isMarked: false,
    },
  ];
}
