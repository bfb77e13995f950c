import { settleArguments } from '../../../domain/entryProof.ts';
import type { Hex } from '../../../domain/hex.ts';
import { deskCall, ledgerCall, termsStruct, toDesk, toLedger } from '../calls.ts';
import type { Sent } from '../chain.ts';
import { StepRejected } from '../errors.ts';
import { ANYONE, disbursementNamed } from '../stage.ts';
import type { Stage } from '../stage.ts';
import type { PlainStep, ReturnStep } from '../steps.ts';
import { allow } from './giving.ts';

/**
 * A payee gives part of a payment back, which the ledger knows by its number on the line, and has the
 * desk take note of it.
 */
export async function giveBack(stage: Stage, step: ReturnStep): Promise<Sent[]> {
  const { id, campaign, payee, terms } = disbursementNamed(stage, step.disbursement);
  await stage.records.sync();
  const record = stage.records.state.records.get(id);
  // A disbursement that was not paid has no number; the next one is as unknown to the ledger.
  const next = stage.records.state.campaigns.get(campaign.id)?.disbursements.length ?? 0;
  const index = record?.paid?.index ?? next;
  const name = step.by ?? payee ?? campaign.charity;
  const wallet = stage.actors.wallet(name);
  await stage.purse.fill(wallet.address, step.amount);
  await allow(stage, name, step.amount);
  const data = ledgerCall('returnFunds', [campaign.id, index, step.amount, 0, '0x']);
  const value = stage.scenario.isNative ? step.amount : 0n;
  const sent = await toLedger(stage, wallet, data, value);
  stage.records.expect(sent, () => step.id);
  await toDesk(stage, wallet, deskCall('noteReturn', [termsStruct(terms)]));
  return [sent];
}

/** Settles one entry of a cancelled campaign, with the proof that it is one of its entries. */
export async function settle(
  stage: Stage,
  step: Extract<PlainStep, { do: 'settle' }>,
): Promise<Sent[]> {
  const { records } = stage;
  await records.sync();
  const place = records.placeOf(step.entry);
  if (place === undefined) throw new StepRejected('NoSuchEntry', step.entry);
  const campaign = records.state.campaigns.get(place.campaign);
  if (campaign === undefined) throw new Error(`${place.campaign} is not in the records`);
  const { entry, source, proof } = settleArguments(campaign, place.index);
  const data = ledgerCall('settle', [place.campaign, entry, source, [...proof]]);
  const sent = await toLedger(stage, stage.actors.wallet(step.by ?? ANYONE), data);
  const name = campaignNameOf(stage, place.campaign);
  records.expect(sent, (event) =>
    event.name === 'ReturnReceived' ? `return:${step.entry}` : `leftover:${name}:${step.entry}`,
  );
  return [sent];
}

/** What the story calls a campaign; its id when the story did not open it. */
export function campaignNameOf(stage: Stage, id: Hex): string {
  for (const campaign of stage.campaigns.values()) if (campaign.id === id) return campaign.name;
  return id;
}
