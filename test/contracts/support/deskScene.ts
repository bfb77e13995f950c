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
  const world = await deployWorld();
  const campaign = await openWithFund(world);
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

/** Number `number` of the campaign's requests, paid and evidenced; whoever it names as recipient is enrolled. */
export async function payAndEvidence(
  { world, campaign }: DeskScene,
  number: number,
  changes: Partial<IDeskTypes.TermsStruct> = {},
): Promise<{ terms: IDeskTypes.TermsStruct; evidence: string; id: string }> {
  const terms = paymentTerms(world, campaign.id, number, changes);
  const evidence = digest(`evidence ${number}`);
  const { recipient } = terms;
  if (typeof recipient === 'string' && recipient !== '0x') await enrol(world, campaign, recipient);
  await requestAndApprove(world, campaign, terms);
  await world.desk.pay(terms);
  await world.desk.connect(world.actors.charity).submitEvidence(terms, evidence);
  return { terms, evidence, id: await world.desk.disbursementId(terms) };
}

/** The recipient confirms what the terms say; anybody hands it in. */
export async function confirm(
  world: World,
  terms: IDeskTypes.TermsStruct,
  evidence = EVIDENCE,
): Promise<void> {
  const signature = await signDelivery(world, world.actors.recipient, {
    campaign: String(terms.campaign),
    disbursement: await world.desk.disbursementId(terms),
    evidence,
    received: BigInt(terms.amount),
  });
  await world.desk
    .connect(world.actors.relayer)
    .confirmDelivery(terms, evidence, terms.amount, signature);
}
