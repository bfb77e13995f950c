import type { Hex } from '../../../domain/hex.ts';
import { DELIVERY_TYPES } from '../../../domain/recipientWords.ts';
import { deskCall, deskDomain, rulesStruct, termsStruct, toDesk } from '../calls.ts';
import type { Sent } from '../chain.ts';
import { disbursementNamed, roundOf } from '../stage.ts';
import type { Stage } from '../stage.ts';
import type { ConfirmStep, PlainStep } from '../steps.ts';

type Plain<D extends PlainStep['do']> = Extract<PlainStep, { do: D }>;

export async function evidence(stage: Stage, step: Plain<'evidence'>): Promise<Sent[]> {
  const disbursement = disbursementNamed(stage, step.disbursement);
  const { campaign, terms } = disbursement;
  const topic = {
    kind: 'evidence',
    campaign: campaign.name,
    subject: disbursement.name,
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

/** The recipient's signed word, about all that the payee kept or less; whoever signs also submits it. */
export async function confirm(stage: Stage, step: ConfirmStep): Promise<Sent[]> {
  const {
    id,
    campaign,
    terms,
    recipient,
    evidence: digest,
  } = disbursementNamed(stage, step.disbursement);
  const signer = stage.actors.wallet(step.by ?? recipient ?? campaign.charity);
  const received = step.received ?? (await keptOf(stage, campaign.id, id, terms.amount));
  const round = await roundOf(stage, id);
  const delivery = { campaign: campaign.id, disbursement: id, round, evidence: digest, received };
  const types = { Delivery: [...DELIVERY_TYPES.Delivery] };
  const signature = await signer.signTypedData(deskDomain(stage), types, delivery);
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

export async function attest(stage: Stage, step: Plain<'attest'>): Promise<Sent[]> {
  const { campaign, terms, evidence: digest } = disbursementNamed(stage, step.disbursement);
  const call = deskCall('attest', [rulesStruct(campaign.rules), termsStruct(terms), digest]);
  return [await toDesk(stage, stage.actors.wallet(step.auditor), call)];
}
