import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import { DAY, digest, ethers, GENESIS, time, ZERO, type Signer } from './chain.ts';
import { campaignConfig, deskRules, fundConfig, openAtDesk } from './campaigns.ts';
import type { World } from './deploy.ts';

/** As numbered in IDeskTypes. */
export const Category = {
  Goods: 0,
  Services: 1,
  Cash: 2,
  Management: 3,
  Fee: 4,
  Transfer: 5,
} as const;

/** As numbered in IDeskTypes. */
export const Motion = { Close: 0, Cancel: 1, Extend: 2 } as const;

/** As numbered in IDeskTypes. */
export const Ruling = { Resolve: 0, WriteOff: 1 } as const;

/** A campaign at the desk with everything a step needs to be handed in again. */
export interface DeskCampaign {
  id: string;
  fund: string;
  rules: IDeskTypes.RulesStruct;
}

/** A General Fund and one campaign of the charity that it inherits from, its recipient enrolled. */
export async function openWithFund(
  world: World,
  changes: Partial<IDeskTypes.RulesStruct> = {},
  salt = ZERO,
): Promise<DeskCampaign> {
  const { keeper, charity } = world.actors;
  const fundRules = deskRules(world, { charity: keeper.address });
  const fund = await openAtDesk(world, keeper, fundRules, await fundConfig(world), salt);
  // The registry's General Fund, so that campaigns of other desks may name it too.
  await world.registry
    .connect(world.actors.registrar)
    .nameGeneralFund(await world.token.getAddress(), fund);
  const rules = deskRules(world, changes);
  const config = await campaignConfig(world, {
    successor: fund,
    operators: [world.actors.operator.address],
  });
  const campaign = { id: await openAtDesk(world, charity, rules, config, salt), fund, rules };
  await enrol(world, campaign);
  return campaign;
}

/** Terms of a payment for goods; `changes` wins over every default. */
export function paymentTerms(
  world: World,
  campaign: string,
  number: number,
  changes: Partial<IDeskTypes.TermsStruct> = {},
): IDeskTypes.TermsStruct {
  return {
    campaign,
    number,
    payee: world.actors.payee.address,
    target: ZERO,
    amount: 1_000n,
    category: Category.Goods,
    deliverBy: GENESIS + 250 * DAY,
    documents: digest(`documents ${number}`),
    recipient: world.actors.recipient.address,
    ...changes,
  };
}

/** Mints and approves, so that the account can give. */
export async function fundDonor(world: World, account: Signer, amount: bigint): Promise<void> {
  await world.token.connect(world.actors.admin).mint(account.address, amount);
  await world.token.connect(account).approve(await world.ledger.getAddress(), ethers.MaxUint256);
}

/** An auditor vouches for a recipient's key, unless somebody has already. */
export async function enrol(
  world: World,
  campaign: DeskCampaign,
  recipient: string = world.actors.recipient.address,
): Promise<void> {
  if (await world.desk.isEnrolled(campaign.id, ethers.keccak256(recipient))) return;
  const [auditor] = world.actors.auditors;
  await world.desk.connect(auditor).enrol(campaign.id, campaign.rules, recipient, digest('who'));
}

/** From the request to the end of the challenge window; the next call may pay. */
export async function requestAndApprove(
  world: World,
  campaign: DeskCampaign,
  terms: IDeskTypes.TermsStruct,
): Promise<void> {
  const { charity, auditors } = world.actors;
  await world.desk.connect(charity).request(campaign.rules, terms);
  for (const auditor of auditors.slice(0, Number(campaign.rules.threshold))) {
    await world.desk.connect(auditor).approve(campaign.rules, terms);
  }
  await time.increase(Number(campaign.rules.challenge));
}
