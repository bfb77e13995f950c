import { castVote, rekeyingSubject } from '../../ballots.ts';
import { countBits } from '../../deskState.ts';
import type { EventOf } from '../../events.ts';
import { recipientKey } from '../../ids.ts';
import { report, type CampaignState, type ReplayState } from '../../state.ts';
import { checkAuditor, expectStep, recordOf } from './checks.ts';

/** Who may be named as a recipient, and whose key replaced whose. */

export function applyEnrolled(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'RecipientEnrolled'>,
): void {
  const { key, by, recipient, document, at } = event;
  const expected = recipientKey(recipient);
  if (key !== expected) report(state, 9, 'wrongId', campaign.id, at, 'recipient', expected, key);
  expectStep(state, campaign, at, `enrolment of ${key}`, false, campaign.enrolled.has(key));
  campaign.enrolled.set(key, { recipient, by, document, at });
}

export function applyDismissed(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'RecipientDismissed'>,
): void {
  const { key, by, at } = event;
  checkAuditor(state, campaign, by, at, 'dismissal');
  expectStep(state, campaign, at, `enrolment of ${key}`, true, campaign.enrolled.delete(key));
}

export function applyRekeyed(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'RecipientRekeyed'>,
): void {
  const { auditor, index, recipient, supporters, carried, at } = event;
  const record = recordOf(state, campaign, event, 'paid');
  if (record === null) return;
  const step = `new key for ${record.id}`;
  checkAuditor(state, campaign, auditor, at, step);
  const met = countBits(supporters) >= (campaign.rules?.threshold ?? 0);
  expectStep(state, campaign, at, step, met, carried);
  const subject = rekeyingSubject(record.id, index, recipient);
  castVote(
    campaign.ballots,
    { subject, question: 0, supporters, carried },
    campaign.epoch,
    at.timestamp,
  );
  if (carried) record.rekeyed.set(index, recipient);
}
