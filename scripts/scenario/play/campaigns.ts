import { LONGEST_LIFE } from '../../../domain/campaignPlan.ts';
import {
  campaignId,
  ledgerSalt,
  NO_EXPOSURE_CAP,
  NO_MANAGEMENT_CAP,
  rulesHash,
} from '../../../domain/ids.ts';
import { ZERO_BYTES32 } from '../../../domain/hex.ts';
import type { Hex } from '../../../domain/hex.ts';
import { deskCall, ledgerCall, motionNumber, rulesStruct, toDesk, toLedger } from '../calls.ts';
import type { Sent } from '../chain.ts';
import { saltOf } from '../salt.ts';
import { ANYONE, campaignNamed } from '../stage.ts';
import type { Stage } from '../stage.ts';
import { GENERAL_FUND, LONGEST_PAUSE } from '../steps.ts';
import type { CampaignStep, PlainStep, Step } from '../steps.ts';

const DAY = 86_400;
/** What a campaign gets that says nothing else, in seconds. */
const DEFAULTS = {
  donations: 365 * DAY,
  silence: 180 * DAY,
  claimWindow: 90 * DAY,
  afterClosing: 2 * 365 * DAY,
  disclosure: 90 * DAY,
} as const;
/** A terminal fund takes donations for as long as the contracts can count seconds. */
const FOREVER = 2 ** 32 - 1;

/** Opens a campaign at the desk. */
export async function openCampaign(stage: Stage, step: CampaignStep): Promise<Sent[]> {
  const { chain, place } = stage;
  const isTerminal = step.id === GENERAL_FUND;
  const opens = chain.now + (step.opens ?? 0);
  const closes = step.closes === undefined ? opens + DEFAULTS.donations : chain.now + step.closes;
  const hardEnd =
    step.hardEnd === undefined
      ? Math.min(closes + DEFAULTS.afterClosing, opens + LONGEST_LIFE)
      : chain.now + step.hardEnd;
  const successor = isTerminal
    ? ZERO_BYTES32
    : campaignNamed(stage, step.successor ?? GENERAL_FUND).id;
  const config = {
    token: place.token,
    opens,
    closes: isTerminal ? FOREVER : closes,
    minimum: step.minimum,
    successor,
    claimWindow: isTerminal ? 0 : (step.claimWindow ?? DEFAULTS.claimWindow),
    silence: isTerminal ? 0 : (step.silence ?? DEFAULTS.silence),
    hardEnd: isTerminal ? 0 : hardEnd,
    operators: operatorsOf(stage.scenario.steps, step).map((name) => addressOf(stage, name)),
  };
  const rules = {
    charity: addressOf(stage, step.charity),
    auditors: step.auditors.map((name) => addressOf(stage, name)),
    threshold: step.threshold ?? 1,
    proof: step.proof ?? 'auditor',
    challenge: step.challenge ?? 0,
    goal: step.goal,
    exposureCap: step.exposureCap ?? NO_EXPOSURE_CAP,
    managementCapBps: step.managementCapBps ?? NO_MANAGEMENT_CAP,
    disclosure: step.disclosure ?? DEFAULTS.disclosure,
    metadata: await stage.documents.metadata(step.id),
  };
  const salt = saltOf('campaign', stage.scenario.name, step.id);
  const id = campaignId(
    place.chainId,
    place.ledger,
    place.desk,
    config,
    ledgerSalt(rulesHash(rules), salt),
  );

  const call = deskCall('openCampaign', [rulesStruct(rules), config, salt]);
  const sent = await toDesk(stage, stage.actors.wallet(step.charity), call);
  const { charity, auditors } = step;
  const threshold = rules.threshold;
  stage.campaigns.set(step.id, {
    name: step.id,
    id,
    charity,
    auditors,
    threshold,
    rules,
    requests: 0,
    enrolled: new Set(),
  });
  return [sent];
}

/**
 * Who may anchor batches: those the step names, or else whoever anchors one later in the story
 * without being refused.
 */
export function operatorsOf(steps: readonly Step[], campaign: CampaignStep): string[] {
  if (campaign.operators !== undefined) return campaign.operators;
  const operators = new Set<string>();
  for (const step of steps) {
    if (step.do === 'batch' && step.campaign === campaign.id && step.fails !== true) {
      operators.add(step.operator);
    }
  }
  return [...operators];
}

/** Given up by the charity, by as many auditors as it takes, or, once silent, by anyone. */
export async function cancel(
  stage: Stage,
  step: Extract<PlainStep, { do: 'cancel' }>,
): Promise<Sent[]> {
  const { id, charity } = campaignNamed(stage, step.campaign);
  if (step.by === 'auditors') return support(stage, step.campaign, 'cancel');
  if (step.by === 'anyone') {
    return [await toLedger(stage, stage.actors.wallet(ANYONE), ledgerCall('cancel', [id]))];
  }
  return [await toDesk(stage, stage.actors.wallet(charity), deskCall('cancel', [id]))];
}

/** Finished by as many auditors as it takes; what is left goes to the successor. */
export async function close(
  stage: Stage,
  step: Extract<PlainStep, { do: 'close' }>,
): Promise<Sent[]> {
  const sent = await support(stage, step.campaign, 'close');
  for (const one of sent) stage.records.expect(one, () => `leftover:${step.campaign}`);
  return sent;
}

/** The charity's report, which the next one must follow in time. */
export async function publishReport(
  stage: Stage,
  step: Extract<PlainStep, { do: 'report' }>,
): Promise<Sent[]> {
  const { id, name, charity, rules } = campaignNamed(stage, step.campaign);
  const topic = { kind: 'report', campaign: name, subject: name } as const;
  const report = await stage.documents.bundle(topic, step.text ?? `report on ${name}`);
  const call = deskCall('publishReport', [id, rulesStruct(rules), report]);
  return [await toDesk(stage, stage.actors.wallet(step.by ?? charity), call)];
}

/** The guardian stops every campaign of the desk, the General Fund first. */
export async function pause(
  stage: Stage,
  step: Extract<PlainStep, { do: 'pause' }>,
): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (const { id } of stage.campaigns.values()) {
    const call = deskCall('pause', [id, step.seconds ?? LONGEST_PAUSE]);
    sent.push(await toDesk(stage, stage.place.guardian, call));
  }
  return sent;
}

async function support(stage: Stage, name: string, motion: 'close' | 'cancel'): Promise<Sent[]> {
  const { id, rules, auditors, threshold } = campaignNamed(stage, name);
  const sent: Sent[] = [];
  for (const auditor of auditors.slice(0, threshold)) {
    const call = deskCall('support', [id, rulesStruct(rules), motionNumber(motion)]);
    sent.push(await toDesk(stage, stage.actors.wallet(auditor), call));
  }
  return sent;
}

export function addressOf(stage: Stage, name: string): Hex {
  return stage.actors.wallet(name).address.toLowerCase() as Hex;
}
