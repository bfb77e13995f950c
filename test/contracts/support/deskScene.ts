import type { ContractTransactionResponse } from 'ethers';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import { digest } from './chain.ts';
import { deployWorld, type World } from './deploy.ts';
import { signDelivery } from './signatures.ts';
import {
  enrol,
  fundDonor,
  openWithFund,
  paymentTerms,
  requestAndApprove,
  type DeskCampaign,
} from './steps.ts';

/** A campaign at the desk that raised {@link RAISED}, and the terms of its first request. */
export interface DeskScene {
  world: World;
  campaign: DeskCampaign;
  terms: IDeskTypes.TermsStruct;
}

export const RAISED = 100_000n;
export const EVIDENCE = digest('evidence');

/** Nothing is requested yet. */
export async function openDeskScene(): Promise<DeskScene> {
  return openSceneWith({});
}

/** Nothing is requested yet; `changes` wins over the usual rules. */
export async function openSceneWith(changes: Partial<IDeskTypes.RulesStruct>): Promise<DeskScene> {
  const world = await deployWorld();
  const campaign = await openWithFund(world, changes);
  await fundDonor(world, world.actors.donor, 10n * RAISED);
  await world.ledger.connect(world.actors.donor).donate(campaign.id, RAISED);
  return { world, campaign, terms: paymentTerms(world, campaign.id, 0) };
}

/** The first request is approved, its challenge window over. */
export async function openApproved(): Promise<DeskScene> {
  const scene = await openDeskScene();
  await requestAndApprove(scene.world, scene.campaign, scene.terms);
  return scene;
}

/** The first request is paid. */
export async function openPaid(): Promise<DeskScene> {
  const scene = await openApproved();
  await scene.world.desk.pay(scene.terms);
  return scene;
}

/** The first request is paid and evidence of it submitted. */
export async function openEvidenced(): Promise<DeskScene> {
  const scene = await openPaid();
  await scene.world.desk.connect(scene.world.actors.charity).submitEvidence(scene.terms, EVIDENCE);
  return scene;
}

/** A disbursement with what its next steps need. */
export interface Payment {
  terms: IDeskTypes.TermsStruct;
  evidence: string;
  id: string;
}

/** Number `number` of the campaign's requests, approved, its challenge window over; its recipient is enrolled. */
export async function prepare(
  { world, campaign }: DeskScene,
  number: number,
  changes: Partial<IDeskTypes.TermsStruct> = {},
): Promise<Payment> {
  const terms = paymentTerms(world, campaign.id, number, changes);
  const { recipient } = terms;
  if (typeof recipient === 'string' && recipient !== '0x') await enrol(world, campaign, recipient);
  await requestAndApprove(world, campaign, terms);
  const evidence = digest(`evidence ${number}`);
  return { terms, evidence, id: await world.desk.disbursementId(terms) };
}

/** As {@link prepare}, and paid and evidenced. */
export async function payAndEvidence(
  scene: DeskScene,
  number: number,
  changes: Partial<IDeskTypes.TermsStruct> = {},
): Promise<Payment> {
  const payment = await prepare(scene, number, changes);
  const { desk, actors } = scene.world;
  await desk.pay(payment.terms);
  await desk.connect(actors.charity).submitEvidence(payment.terms, payment.evidence);
  return payment;
}

/** The recipient confirms and an auditor attests: nothing is left to prove. */
export async function prove(scene: DeskScene, { terms, evidence }: Payment): Promise<void> {
  const { world, campaign } = scene;
  await confirm(world, terms, evidence);
  await world.desk.connect(world.actors.auditors[2]).attest(campaign.rules, terms, evidence);
}

/** As many auditors as the threshold asks support a ruling on a payment. */
export async function ruleTogether(
  { world, campaign }: DeskScene,
  terms: IDeskTypes.TermsStruct,
  ruling: number,
): Promise<void> {
  for (const auditor of world.actors.auditors.slice(0, Number(campaign.rules.threshold))) {
    await world.desk.connect(auditor).rule(campaign.rules, terms, ruling);
  }
}

/** The payee gives part of the ledger's disbursement `index` back. */
export async function giveBack(
  { world, campaign }: DeskScene,
  index: number,
  amount: bigint,
): Promise<void> {
  const { payee } = world.actors;
  await world.token.connect(payee).approve(await world.ledger.getAddress(), amount);
  await world.ledger.connect(payee).returnFunds(campaign.id, index, amount, 0, '0x');
}

/** As many auditors as the threshold asks support a motion. */
export async function moveTogether(
  { world, campaign }: DeskScene,
  motion: number,
): Promise<ContractTransactionResponse> {
  const { auditors } = world.actors;
  await world.desk.connect(auditors[0]).support(campaign.id, campaign.rules, motion);
  return world.desk.connect(auditors[1]).support(campaign.id, campaign.rules, motion);
}

/** The recipient confirms what the terms say; anybody hands it in. */
export async function confirm(
  world: World,
  terms: IDeskTypes.TermsStruct,
  evidence = EVIDENCE,
): Promise<void> {
  const disbursement = await world.desk.disbursementId(terms);
  const { round } = await world.desk.recordOf(disbursement);
  const signature = await signDelivery(world, world.actors.recipient, {
    campaign: String(terms.campaign),
    disbursement,
    round: Number(round),
    evidence,
    received: BigInt(terms.amount),
  });
  await world.desk
    .connect(world.actors.relayer)
    .confirmDelivery(terms, evidence, terms.amount, signature);
}
