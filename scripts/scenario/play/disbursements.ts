import { sha256Hex } from '../../../domain/cid.ts';
import { ZERO_ADDRESS, ZERO_BYTES32 } from '../../../domain/hex.ts';
import { disbursementId } from '../../../domain/ids.ts';
import type { Terms } from '../../../domain/ids.ts';
import { deskCall, rulesStruct, termsStruct, toDesk } from '../calls.ts';
import type { Sent } from '../chain.ts';
import { campaignNamed, disbursementNamed } from '../stage.ts';
import type { Stage, StagedCampaign } from '../stage.ts';
import type { PlainStep, RequestStep } from '../steps.ts';
import { addressOf } from './campaigns.ts';

type Plain<D extends PlainStep['do']> = Extract<PlainStep, { do: D }>;

/** Seconds after the request in which delivery is due, unless the step says otherwise. */
const DELIVERY_TIME = 100 * 86_400;

/** The charity asks for a payment, or for a transfer to another campaign. */
export async function request(stage: Stage, step: RequestStep): Promise<Sent[]> {
  const { place, chain } = stage;
  const campaign = campaignNamed(stage, step.campaign);
  const topic = { kind: 'request', campaign: step.campaign, subject: step.id } as const;
  const terms: Terms = {
    campaign: campaign.id,
    number: campaign.requests,
    payee: step.payee === undefined ? ZERO_ADDRESS : addressOf(stage, step.payee),
    target: step.toCampaign === undefined ? ZERO_BYTES32 : campaignNamed(stage, step.toCampaign).id,
    amount: step.amount,
    category: step.category,
    deliverBy: chain.now + (step.deliverBy ?? DELIVERY_TIME),
    documents:
      step.documents === undefined
        ? ZERO_BYTES32
        : await stage.documents.bundle(topic, step.documents),
    recipient: step.recipient === undefined ? '0x' : addressOf(stage, step.recipient),
  };
  if (step.recipient !== undefined) await enrol(stage, campaign, step.recipient);
  const asker = stage.actors.wallet(step.by ?? campaign.charity);
  const sent = await toDesk(
    stage,
    asker,
    deskCall('request', [rulesStruct(campaign.rules), termsStruct(terms)]),
  );
  campaign.requests += 1;
  if (step.recipient !== undefined) campaign.enrolled.add(step.recipient);
  stage.disbursements.set(step.id, {
    name: step.id,
    id: disbursementId(place.chainId, place.desk, terms),
    campaign,
    terms,
    payee: step.payee ?? null,
    recipient: step.recipient ?? null,
    evidence: ZERO_BYTES32,
  });
  return [sent];
}

/** Whoever is to receive something is vouched for by an auditor, once in each campaign. */
async function enrol(stage: Stage, campaign: StagedCampaign, recipient: string): Promise<void> {
  const { id, rules, auditors, enrolled } = campaign;
  const [auditor] = auditors;
  if (enrolled.has(recipient) || auditor === undefined) return;
  const document = await stage.documents.party(recipient);
  const key = addressOf(stage, recipient);
  const call = deskCall('enrol', [id, rulesStruct(rules), key, document]);
  await toDesk(stage, stage.actors.wallet(auditor), call);
}

export async function approve(stage: Stage, step: Plain<'approve'>): Promise<Sent[]> {
  const { campaign, terms } = disbursementNamed(stage, step.disbursement);
  const call = deskCall('approve', [rulesStruct(campaign.rules), termsStruct(terms)]);
  return [await toDesk(stage, stage.actors.wallet(step.auditor), call)];
}

export async function veto(stage: Stage, step: Plain<'veto'>): Promise<Sent[]> {
  const { campaign, terms } = disbursementNamed(stage, step.disbursement);
  const reason = await sha256Hex(new TextEncoder().encode(step.reason ?? ''));
  const call = deskCall('veto', [rulesStruct(campaign.rules), termsStruct(terms), reason]);
  return [await toDesk(stage, stage.actors.wallet(step.auditor), call)];
}

/** Anyone may; the charity does, unless the step says otherwise. */
export async function pay(stage: Stage, step: Plain<'pay'>): Promise<Sent[]> {
  const { campaign, terms } = disbursementNamed(stage, step.disbursement);
  const payer = stage.actors.wallet(step.by ?? campaign.charity);
  const sent = await toDesk(stage, payer, deskCall('pay', [termsStruct(terms)]));
  stage.records.expect(sent, () => `to:${step.disbursement}`);
  return [sent];
}
