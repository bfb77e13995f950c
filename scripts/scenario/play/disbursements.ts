import { sha256Hex } from '../../../domain/cid.ts';
import { ZERO_ADDRESS, ZERO_BYTES32 } from '../../../domain/hex.ts';
import type { Hex } from '../../../domain/hex.ts';
import { disbursementId } from '../../../domain/ids.ts';
import type { Terms } from '../../../domain/ids.ts';
import { deskCall, rulesStruct, termsStruct, toDesk } from '../calls.ts';
import type { Sent } from '../chain.ts';
import { campaignNamed, disbursementNamed } from '../stage.ts';
import type { Stage } from '../stage.ts';
import type { PlainStep, RequestStep } from '../steps.ts';
import { addressOf } from './campaigns.ts';

type Plain<D extends PlainStep['do']> = Extract<PlainStep, { do: D }>;

/** Seconds after the request in which delivery is due, unless the step says otherwise. */
const DELIVERY_TIME = 100 * 86_400;

/** The charity asks for a payment, or for a transfer to another campaign. */
export async function request(stage: Stage, step: RequestStep): Promise<Sent[]> {
  const { place, chain } = stage;
  const campaign = campaignNamed(stage, step.campaign);
  const topic = { kind: 'request', campaign: step.campaign, disbursement: step.id } as const;
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
  const asker = stage.actors.wallet(step.by ?? campaign.charity);
  const sent = await toDesk(
    stage,
    asker,
    deskCall('request', [rulesStruct(campaign.rules), termsStruct(terms)]),
  );
  campaign.requests += 1;
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

export async function evidence(stage: Stage, step: Plain<'evidence'>): Promise<Sent[]> {
  const disbursement = disbursementNamed(stage, step.disbursement);
  const { campaign, terms } = disbursement;
  const topic = {
    kind: 'evidence',
    campaign: campaign.name,
    disbursement: disbursement.name,
  } as const;
  const digest = await stage.documents.bundle(topic, step.text);
  const submitter = stage.actors.wallet(step.by ?? campaign.charity);
  const sent = await toDesk(
    stage,
    submitter,
    deskCall('submitEvidence', [termsStruct(terms), digest]),
  );
  disbursement.evidence = digest;
  return [sent];
}

/** The recipient's signed word; whoever signs also submits it. */
export async function confirm(stage: Stage, step: Plain<'confirm'>): Promise<Sent[]> {
  const {
    id,
    campaign,
    terms,
    recipient,
    evidence: digest,
  } = disbursementNamed(stage, step.disbursement);
  const signer = stage.actors.wallet(step.by ?? recipient ?? campaign.charity);
  const { chainId, desk: verifyingContract } = stage.place;
  const domain = { name: 'Sunline Desk', version: '1', chainId, verifyingContract };
  const received = await keptOf(stage, campaign.id, id, terms.amount);
  const delivery = { campaign: campaign.id, disbursement: id, evidence: digest, received };
  const signature = await signer.signTypedData(domain, DELIVERY, delivery);
  const call = deskCall('confirmDelivery', [termsStruct(terms), digest, received, signature]);
  return [await toDesk(stage, signer, call)];
}

/** What the payee kept of a payment: what was given back needs no delivery. */
async function keptOf(stage: Stage, campaign: Hex, id: Hex, amount: bigint): Promise<bigint> {
  await stage.records.sync();
  const { campaigns, records } = stage.records.state;
  const index = records.get(id)?.paid?.index;
  if (index === undefined) return amount;
  return amount - (campaigns.get(campaign)?.disbursements[index]?.returned ?? 0n);
}

const DELIVERY = {
  Delivery: [
    { name: 'campaign', type: 'bytes32' },
    { name: 'disbursement', type: 'bytes32' },
    { name: 'evidence', type: 'bytes32' },
    { name: 'received', type: 'uint96' },
  ],
};

export async function attest(stage: Stage, step: Plain<'attest'>): Promise<Sent[]> {
  const { campaign, terms, evidence: digest } = disbursementNamed(stage, step.disbursement);
  const call = deskCall('attest', [rulesStruct(campaign.rules), termsStruct(terms), digest]);
  return [await toDesk(stage, stage.actors.wallet(step.auditor), call)];
}
