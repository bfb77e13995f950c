import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import type { ILedger } from '../../../typechain-types/index.ts';
import { DAY, digest, GENESIS, ZERO, type Signer } from './chain.ts';
import type { World } from './deploy.ts';

/** An exposure cap that caps nothing. */
export const NO_CAP = 2n ** 96n - 1n;

/** As numbered in IDeskTypes. */
export const Proof = { Recipient: 0, Auditor: 1, Both: 2 } as const;

/** A campaign in the world's demo token, open from the first second on; `changes` wins over every default. */
export async function campaignConfig(
  world: World,
  changes: Partial<ILedger.CampaignConfigStruct> = {},
): Promise<ILedger.CampaignConfigStruct> {
  return {
    token: await world.token.getAddress(),
    opens: GENESIS,
    closes: GENESIS + 300 * DAY,
    minimum: 1n,
    successor: ZERO,
    claimWindow: 60 * DAY,
    silence: 90 * DAY,
    hardEnd: GENESIS + 600 * DAY,
    operators: [],
    ...changes,
  };
}

/** A terminal fund: without successor it can be neither closed nor cancelled. */
export async function fundConfig(
  world: World,
  changes: Partial<ILedger.CampaignConfigStruct> = {},
): Promise<ILedger.CampaignConfigStruct> {
  return campaignConfig(world, { claimWindow: 0, silence: 0, hardEnd: 0, ...changes });
}

/** Opens a campaign whose desk is a plain account; returns its id. */
export async function openAs(
  world: World,
  desk: Signer,
  config: ILedger.CampaignConfigStruct,
  salt = ZERO,
): Promise<string> {
  const ledger = world.ledger.connect(desk);
  const campaign = await ledger.open.staticCall(config, salt);
  await ledger.open(config, salt);
  return campaign;
}

/** Two of three auditors, proof by recipient and auditor, 48 hours to veto, no caps; `changes` wins. */
export function deskRules(
  world: World,
  changes: Partial<IDeskTypes.RulesStruct> = {},
): IDeskTypes.RulesStruct {
  return {
    charity: world.actors.charity.address,
    auditors: world.actors.auditors.map((auditor) => auditor.address),
    threshold: 2,
    proof: Proof.Both,
    challenge: 2 * DAY,
    goal: 10n ** 12n,
    exposureCap: NO_CAP,
    managementCapBps: 10_000,
    disclosure: 90 * DAY,
    metadata: digest('metadata'),
    ...changes,
  };
}

/** Opens a campaign through the desk as its charity; returns its id. */
export async function openAtDesk(
  world: World,
  charity: Signer,
  rules: IDeskTypes.RulesStruct,
  config: ILedger.CampaignConfigStruct,
  salt = ZERO,
): Promise<string> {
  const desk = world.desk.connect(charity);
  const campaign = await desk.openCampaign.staticCall(rules, config, salt);
  await desk.openCampaign(rules, config, salt);
  return campaign;
}
