import { campaign, motion, pause, proposal, report } from 'ponder:schema';
import { on } from '../lib/on.ts';

/** What concerns a campaign as a whole at its desk: rules, reports, pauses, motions, its auditors. */

on('RulesAdopted', async ({ campaign: id, auditors, ...event }, { db }) => {
  await db.update(campaign, { id }).set({
    charity: event.charity,
    auditors: [...auditors],
    threshold: event.threshold,
    proof: event.proof,
    challenge: event.challenge,
    goal: event.goal,
    exposureCap: event.exposureCap,
    managementCapBps: event.managementCapBps,
    disclosure: event.disclosure,
    reportDue: event.reportDue,
    metadata: event.metadata,
  });
});

on('ReportPublished', async ({ campaign: id, report: digest, nextDue, at }, { db }) => {
  const due = (await db.find(campaign, { id }))?.reportDue ?? nextDue;
  await db.insert(report).values({ campaign: id, digest, due, nextDue, ...at });
  await db.update(campaign, { id }).set({ reportDue: nextDue });
});

on('CampaignPaused', async ({ campaign: id, until, reportDue, at }, { db }) => {
  await db.insert(pause).values({ campaign: id, until, ...at });
  await db.update(campaign, { id }).set((row) => ({
    pausedUntil: until,
    pausedTotal: row.pausedTotal + until - at.timestamp,
    reportDue,
  }));
});

on('MotionSupported', async ({ at, ...event }, { db }) => {
  await db.insert(motion).values({
    campaign: event.campaign,
    motion: event.motion,
    auditor: event.auditor,
    carried: event.carried,
    ...at,
  });
});

on('AuditorsProposed', async ({ campaign: of, proposal: id, auditors, ...event }, { db }) => {
  const { threshold, readyAt } = event;
  const terms = { id, auditors: [...auditors], threshold, readyAt, supporters: 0, objectors: 0 };
  await db
    .insert(proposal)
    .values({ campaign: of, ...terms })
    .onConflictDoUpdate(terms);
});

on('AuditorsVoted', async ({ campaign: of, supporters, objectors }, { db }) => {
  await db.update(proposal, { campaign: of }).set({ supporters, objectors });
});

on('AuditorsChanged', async ({ campaign: id, epoch, auditors, threshold, at }, { db }) => {
  await db.delete(proposal, { campaign: id });
  await db
    .update(campaign, { id })
    .set({ epoch, auditors: [...auditors], threshold, seatedAt: at.timestamp });
});
