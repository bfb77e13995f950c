import { castVote } from '../../ballots.ts';
import { countBits } from '../../deskState.ts';
import { ENUMS } from '../../eventShape.ts';
import type { EventOf } from '../../events.ts';
import { proposalId } from '../../ids.ts';
import { report, type CampaignState, type ReplayState } from '../../state.ts';
import { checkAuditor, expectStep } from './checks.ts';

/** What concerns a campaign as a whole: its rules, reports, pauses, motions, and who its auditors are. */

export function applyRulesAdopted(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'RulesAdopted'>,
): void {
  const { charity, auditors, threshold, proof, challenge, goal, metadata, at } = event;
  const { exposureCap, managementCapBps, disclosure, reportDue } = event;
  if (campaign.rules !== null) {
    report(state, 9, 'openedTwice', campaign.id, at, 'rules', 'once', 'twice');
    return;
  }
  if (threshold < 1 || threshold > auditors.length || auditors.includes(charity)) {
    const expected = 'independent auditors, and a threshold they can meet';
    report(state, 9, 'process', campaign.id, at, 'rules', expected, `${threshold} of ${auditors}`);
  }
  const due = Math.max(at.timestamp, campaign.opens) + disclosure;
  expectStep(state, campaign, at, 'first report due', due, reportDue);
  const limits = { exposureCap, managementCapBps, disclosure };
  campaign.rules = { charity, auditors, threshold, proof, challenge, goal, ...limits, metadata };
  campaign.reportDue = reportDue;
}

export function applyReportPublished(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'ReportPublished'>,
): void {
  const { report: digest, nextDue, at } = event;
  // A pause may have moved the date further.
  const due = Math.max(campaign.reportDue, at.timestamp + (campaign.rules?.disclosure ?? 0));
  expectStep(state, campaign, at, 'next report due', due, nextDue);
  campaign.reports.push({ digest, due: campaign.reportDue, nextDue, at });
  campaign.reportDue = nextDue;
}

export function applyPaused(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'CampaignPaused'>,
): void {
  const { by, until, reportDue, at } = event;
  const length = until - at.timestamp;
  expectStep(state, campaign, at, 'report due', campaign.reportDue + length, reportDue);
  campaign.pauses.push({ by, until, at });
  campaign.pausedUntil = until;
  campaign.pausedTotal += length;
  campaign.reportDue = reportDue;
}

export function applyMotion(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'MotionSupported'>,
): void {
  const { motion, auditor, supporters, carried, at } = event;
  const subject = `motion to ${motion}`;
  checkAuditor(state, campaign, auditor, at, subject);
  const met = countBits(supporters) >= (campaign.rules?.threshold ?? 0);
  expectStep(state, campaign, at, subject, met, carried);
  if (motion === 'close') {
    expectStep(state, campaign, at, 'exposed at closing', 0n, campaign.exposed);
  }
  campaign.motions.push({ motion, auditor, supporters, carried, at });
  const vote = {
    subject: campaign.id,
    question: ENUMS.motion.indexOf(motion),
    supporters,
    carried,
  };
  castVote(campaign.ballots, vote, campaign.epoch, at.timestamp);
}

export function applyAuditorsProposed(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'AuditorsProposed'>,
): void {
  const { proposal: id, auditors, threshold, readyAt, at } = event;
  const expected = proposalId(campaign.id, campaign.epoch, auditors, threshold, readyAt);
  if (id !== expected) report(state, 9, 'wrongId', campaign.id, at, 'proposal', expected, id);
  campaign.proposal = { id, auditors, threshold, readyAt, supporters: 0, objectors: 0 };
}

export function applyAuditorsVoted(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'AuditorsVoted'>,
): void {
  const { proposal: id, auditor, supporters, objectors, at } = event;
  const { proposal } = campaign;
  checkAuditor(state, campaign, auditor, at, 'vote on auditors');
  expectStep(state, campaign, at, 'proposal', proposal?.id, id);
  if (proposal === null) return;
  proposal.supporters = supporters;
  proposal.objectors = objectors;
}

export function applyAuditorsChanged(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'AuditorsChanged'>,
): void {
  const { proposal: id, epoch, auditors, threshold, at } = event;
  const { proposal, rules } = campaign;
  expectStep(state, campaign, at, 'proposal', proposal?.id, id);
  expectStep(state, campaign, at, 'epoch', campaign.epoch + 1, epoch);
  if (proposal !== null) {
    const ripe = at.timestamp >= proposal.readyAt;
    const carried = countBits(proposal.supporters) > countBits(proposal.objectors);
    expectStep(
      state,
      campaign,
      at,
      'change of auditors',
      'ripe and carried',
      verdict(ripe, carried),
    );
  }
  campaign.proposal = null;
  campaign.epoch = epoch;
  if (rules !== null) campaign.rules = { ...rules, auditors, threshold };
}

function verdict(ripe: boolean, carried: boolean): string {
  if (ripe) return carried ? 'ripe and carried' : 'not carried';
  return 'too early';
}
