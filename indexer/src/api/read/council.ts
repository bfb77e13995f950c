import { db } from 'ponder:api';
import { asc, inArray } from 'ponder';
import { motion, proposal, recipient, report, type campaign } from 'ponder:schema';
import { votersOf } from '../../../../domain/deskState.ts';
import type { Hex } from '../../../../domain/hex.ts';
import type { CampaignView, ProposalView } from '../../../../domain/views.ts';
import { grouped } from './grouped.ts';
import { pointOf } from './point.ts';

/** What happened at the desk to campaigns as a whole. */
type CouncilView = Pick<CampaignView, 'reports' | 'proposal' | 'recipients' | 'motions'>;

export interface Council {
  of(row: Pick<typeof campaign.$inferSelect, 'id' | 'auditors'>): CouncilView;
}

/** Reports, motions, enrolled recipients and the open proposals of some campaigns, each in order. */
export async function loadCouncil(ids: Hex[]): Promise<Council> {
  const reports = await db
    .select()
    .from(report)
    .where(inArray(report.campaign, ids))
    .orderBy(asc(report.block), asc(report.logIndex));
  const motions = await db
    .select()
    .from(motion)
    .where(inArray(motion.campaign, ids))
    .orderBy(asc(motion.block), asc(motion.logIndex));
  const recipients = await db
    .select()
    .from(recipient)
    .where(inArray(recipient.campaign, ids))
    .orderBy(asc(recipient.block), asc(recipient.logIndex));
  const proposals = await db.select().from(proposal).where(inArray(proposal.campaign, ids));

  const reportsOf = grouped(reports, ofCampaign);
  const motionsOf = grouped(motions, ofCampaign);
  const recipientsOf = grouped(recipients, ofCampaign);
  const proposalsOf = grouped(proposals, ofCampaign);
  return {
    of: ({ id, auditors }) => ({
      reports: reportsOf(id).map((row) => ({
        digest: row.digest,
        due: row.due,
        nextDue: row.nextDue,
        at: pointOf(row),
      })),
      proposal: proposalsOf(id).map((row) => viewProposal(row, auditors ?? []))[0] ?? null,
      recipients: recipientsOf(id).map((row) => ({
        key: row.key,
        recipient: row.recipient,
        by: row.by,
        document: row.document,
        at: pointOf(row),
      })),
      motions: motionsOf(id).map((row) => ({
        motion: row.motion,
        auditor: row.auditor,
        carried: row.carried,
        at: pointOf(row),
      })),
    }),
  };
}

const ofCampaign = (row: { readonly campaign: Hex }): Hex => row.campaign;

function viewProposal(row: typeof proposal.$inferSelect, inOffice: readonly Hex[]): ProposalView {
  return {
    id: row.id,
    auditors: row.auditors,
    threshold: row.threshold,
    readyAt: row.readyAt,
    supporters: votersOf(row.supporters, inOffice),
    objectors: votersOf(row.objectors, inOffice),
  };
}
