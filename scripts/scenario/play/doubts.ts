import { sha256Hex } from '../../../domain/cid.ts';
import { DISPUTE_TYPES } from '../../../domain/recipientWords.ts';
import { deskCall, deskDomain, rulesStruct, rulingNumber, termsStruct, toDesk } from '../calls.ts';
import type { Sent } from '../chain.ts';
import { ANYONE, disbursementNamed, roundOf } from '../stage.ts';
import type { Stage } from '../stage.ts';
import type { PlainStep } from '../steps.ts';

type Plain<D extends PlainStep['do']> = Extract<PlainStep, { do: D }>;

/** What the desk does not look at where the terms name a single recipient. */
const NO_SHARE = { index: 0, amount: 0, key: '0x', proof: [] };

/**
 * An auditor of the campaign doubts a payment; or anybody else does by signature, of whom the desk
 * believes the recipient only. The recipient does, unless the step says otherwise.
 */
export async function dispute(stage: Stage, step: Plain<'dispute'>): Promise<Sent[]> {
  const { id, campaign, terms, recipient } = disbursementNamed(stage, step.disbursement);
  const [auditor] = campaign.auditors;
  const name = step.by ?? recipient ?? auditor ?? campaign.charity;
  const wallet = stage.actors.wallet(name);
  const reason = await sha256Hex(new TextEncoder().encode(step.reason ?? ''));
  if (campaign.auditors.includes(name)) {
    const call = deskCall('dispute', [rulesStruct(campaign.rules), termsStruct(terms), reason]);
    return [await toDesk(stage, wallet, call)];
  }
  const round = await roundOf(stage, id);
  const doubt = { campaign: campaign.id, disbursement: id, round, index: 0, reason };
  const types = { Dispute: [...DISPUTE_TYPES.Dispute] };
  const signature = await wallet.signTypedData(deskDomain(stage), types, doubt);
  const call = deskCall('disputeDelivery', [termsStruct(terms), NO_SHARE, reason, signature]);
  return [await toDesk(stage, wallet, call)];
}

/** As many auditors as it takes settle a dispute, or give the delivery up. */
export async function rule(stage: Stage, step: Plain<'resolve' | 'writeOff'>): Promise<Sent[]> {
  const { campaign, terms } = disbursementNamed(stage, step.disbursement);
  const rules = rulesStruct(campaign.rules);
  const call = deskCall('rule', [rules, termsStruct(terms), rulingNumber(step.do)]);
  const sent: Sent[] = [];
  for (const auditor of campaign.auditors.slice(0, campaign.threshold)) {
    sent.push(await toDesk(stage, stage.actors.wallet(auditor), call));
  }
  return sent;
}

/** Anyone may note that a delivery is late. */
export async function markOverdue(stage: Stage, step: Plain<'mark'>): Promise<Sent[]> {
  const { terms } = disbursementNamed(stage, step.disbursement);
  const wallet = stage.actors.wallet(step.by ?? ANYONE);
  return [await toDesk(stage, wallet, deskCall('markOverdue', [termsStruct(terms)]))];
}
