import type { Block } from '../blocks.ts';
import type { CampaignPlan } from '../campaignPlan.ts';
import { DomainError } from '../errors.ts';
import { managementRoom } from '../exposure.ts';
import { isZero } from '../hex.ts';
import { NO_EXPOSURE_CAP, NO_MANAGEMENT_CAP } from '../ids.ts';
import { RehearsalStage, type Standing } from './stage.ts';

/**
 * A small course of events under the rules of a campaign that is about to be opened: what they stop,
 * and what they let pass. Nothing of it is written down beforehand: replay and the desk's own rules
 * say what happens at each step.
 */

/**
 * - `opened`, `given`: the campaign opens; somebody gives `amount`;
 * - `approved`: a payment of `amount` was asked for and approved by as many auditors as it takes;
 * - `refused`: a request of `amount`, above the exposure cap, is refused at once;
 * - `paid`: it is paid; `second`: another payment is asked for and approved;
 * - `late`: the first delivery is marked as late; `proven`: it is proven after all;
 * - `reportDue`, `reported`: the time of a report passes; it is published;
 * - `management`: running costs of `amount`, the second payment being paid and proven;
 * - `givenUp`: after `silence` without a payment somebody ends it; `amount` goes back to givers.
 */
export type RehearsalKind =
  | 'opened'
  | 'given'
  | 'refused'
  | 'approved'
  | 'paid'
  | 'second'
  | 'late'
  | 'proven'
  | 'reportDue'
  | 'reported'
  | 'management'
  | 'givenUp';

/** One step; amounts in smallest units, times in Unix seconds. */
export interface RehearsalStep {
  readonly kind: RehearsalKind;
  readonly at: number;
  readonly amount: bigint;
  /** What stops the payment in question at that moment; empty where it can be made. */
  readonly blocks: readonly Block[];
  readonly standing: Standing;
}

/** What was rehearsed breaks a law: the plan is none that the contracts would open. */
export class RehearsalError extends DomainError {
  override readonly name = 'RehearsalError';
}

const DAY = 86_400;
/** How long the first delivery is given, and how late its proof comes after that. */
const DELIVERY = 30 * DAY;
const DELAY = 5 * DAY;
/** A goal to rehearse with where none is set, in whole units of the token. */
const USUAL_GOAL = 10_000n;

/**
 * Plays the course.
 * @param now Unix seconds
 * @param decimals of the token, for a goal where the plan has none
 * @throws RehearsalError
 */
export function rehearse(plan: CampaignPlan, now: number, decimals: number): RehearsalStep[] {
  const { rules, config } = plan;
  const stage = new RehearsalStage(plan, now);
  const steps: RehearsalStep[] = [];
  const note = (kind: RehearsalKind, amount: bigint, blocks: readonly Block[] = []) =>
    steps.push({ kind, at: stage.now, amount, blocks, standing: stage.standing });

  note('opened', rules.goal);
  const { gift, payment } = amountsOf(plan, decimals);
  stage.now += DAY;
  stage.give(gift);
  note('given', gift);
  if (rules.exposureCap < gift) note('refused', rules.exposureCap + 1n);

  stage.now += DAY;
  const first = stage.request(payment, 'goods', rules.challenge + DELIVERY);
  const deadline = stage.now + rules.challenge + DELIVERY;
  stage.approve(first);
  note('approved', payment, stage.blocks(first));
  stage.now += rules.challenge;
  if (stage.now > stage.campaign.reportDue) {
    stage.report();
    note('reported', payment, stage.blocks(first));
  }
  stage.pay(first);
  note('paid', payment);

  stage.now += DAY;
  // Its delivery is not what this is about: it has time until after the next report and beyond.
  const second = stage.request(payment, 'goods', rules.challenge + rules.disclosure + 4 * DELIVERY);
  stage.approve(second);
  stage.now += rules.challenge;
  note('second', payment, stage.blocks(second));
  stage.now = Math.max(stage.now, deadline) + 1;
  stage.markOverdue(first);
  note('late', payment, stage.blocks(second));
  stage.now += DELAY;
  stage.prove(first);
  note('proven', payment, stage.blocks(second));

  stage.now = Math.max(stage.now, stage.campaign.reportDue + 1);
  note('reportDue', payment, stage.blocks(second));
  stage.now += DAY;
  stage.report();
  note('reported', payment, stage.blocks(second));

  stage.pay(second);
  stage.prove(second);
  const costs = costsOf(plan, stage);
  const management = stage.request(costs, 'management', rules.challenge + DELIVERY);
  stage.approve(management);
  stage.now += rules.challenge;
  note('management', costs, stage.blocks(management));

  if (!isZero(config.successor)) {
    const silentFrom = Math.min(stage.campaign.aliveAt + config.silence, config.hardEnd) + 1;
    stage.now = Math.max(stage.now, silentFrom);
    stage.cancel();
    note('givenUp', stage.campaign.refunded);
  }
  const [finding] = stage.state.findings;
  if (finding !== undefined) throw new RehearsalError(`${finding.code}: ${finding.subject}`);
  return steps;
}

/** A gift of a tenth of the goal, and two payments that fit under the cap and into the gift. */
function amountsOf({ rules, config }: CampaignPlan, decimals: number) {
  const goal = rules.goal > 0n ? rules.goal : USUAL_GOAL * 10n ** BigInt(decimals);
  const least = config.minimum > 10n ? config.minimum : 10n;
  // A gift above the cap, where there is one, so that the course shows what it does.
  const capped = rules.exposureCap === NO_EXPOSURE_CAP ? 0n : rules.exposureCap * 2n;
  const tenth = goal / 10n > capped ? goal / 10n : capped;
  const gift = tenth > least ? tenth : least;
  const part = (gift * 4n) / 10n;
  return { gift, payment: part < rules.exposureCap ? part : rules.exposureCap };
}

/** Running costs just above their share; a tenth of what is in escrow where there is no limit. */
function costsOf({ rules }: CampaignPlan, { campaign, standing }: RehearsalStage): bigint {
  const paid = campaign.disbursed - campaign.passedOn - campaign.returned;
  const room = managementRoom(campaign.management, paid, rules.managementCapBps);
  if (room === null || rules.managementCapBps >= NO_MANAGEMENT_CAP)
    return standing.escrow / 10n || 1n;
  return room + 1n;
}
