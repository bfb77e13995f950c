import type { IDesk } from '../../../typechain-types/index.ts';
import { DAY, digest, ethers, GENESIS, time, ZERO, type Signer } from './chain.ts';
import { campaignConfig, deskRules, fundConfig, openAtDesk } from './campaigns.ts';
import type { World } from './deploy.ts';

/** As numbered in IDesk. */
export const Category = {
  Goods: 0,
  Services: 1,
  Cash: 2,
  Management: 3,
  Fee: 4,
  Transfer: 5,
} as const;

/** A campaign at the desk with everything a step needs to be handed in again. */
export interface DeskCampaign {
  id: string;
  fund: string;
  rules: IDesk.RulesStruct;
}

/** A General Fund and one campaign of the charity that it inherits from. */
export async function openWithFund(
  world: World,
  changes: Partial<IDesk.RulesStruct> = {},
  salt = ZERO,
): Promise<DeskCampaign> {
  const { keeper, charity } = world.actors;
  const fundRules = deskRules(world, { charity: keeper.address });
  const fund = await openAtDesk(world, keeper, fundRules, await fundConfig(world), salt);
  const rules = deskRules(world, changes);
  const config = await campaignConfig(world, {
    successor: fund,
    operators: [world.actors.operator.address],
  });
  return { id: await openAtDesk(world, charity, rules, config, salt), fund, rules };
}

/** Terms of a payment for goods; `changes` wins over every default. */
export function paymentTerms(
  world: World,
  campaign: string,
  number: number,
  changes: Partial<IDesk.TermsStruct> = {},
): IDesk.TermsStruct {
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

/** From the request to the end of the challenge window; the next call may pay. */
export async function requestAndApprove(
  world: World,
  campaign: DeskCampaign,
  terms: IDesk.TermsStruct,
): Promise<void> {
  const { charity, auditors } = world.actors;
  await world.desk.connect(charity).request(campaign.rules, terms);
  for (const auditor of auditors.slice(0, Number(campaign.rules.threshold))) {
    await world.desk.connect(auditor).approve(campaign.rules, terms);
  }
  await time.increase(Number(campaign.rules.challenge));
}
