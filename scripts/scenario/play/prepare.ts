import type { RoleView } from '../../../domain/views.ts';
import { ENUMS } from '../../../domain/eventShape.ts';
import { registryInterface } from '../../chain/interfaces.ts';
import type { Stage } from '../stage.ts';
import { campaignNamed } from '../stage.ts';
import { FOUNDATION, FUND_AUDITOR, GENERAL_FUND } from '../steps.ts';
import type { CampaignStep, Step } from '../steps.ts';
import { openCampaign, operatorsOf } from './campaigns.ts';

/** The terminal General Fund that every story has: no successor, no challenge, no caps. */
export const GENERAL_FUND_STEP: CampaignStep = {
  do: 'campaign',
  id: GENERAL_FUND,
  charity: FOUNDATION,
  auditors: [FUND_AUDITOR],
  goal: 0n,
  minimum: 1n,
};

/**
 * Has everybody recognised in the roles in which they appear, opens the General Fund and has it
 * named. Takes place before the story's first step.
 */
export async function prepare(stage: Stage): Promise<void> {
  for (const [name, role] of partiesOf(stage.scenario.steps)) {
    const document = await stage.documents.party(name);
    const account = stage.actors.wallet(name).address;
    await toRegistry(
      stage,
      registryInterface.encodeFunctionData('recognise', [
        ENUMS.role.indexOf(role),
        account,
        document,
      ]),
    );
  }
  await openCampaign(stage, GENERAL_FUND_STEP);
  const { id } = campaignNamed(stage, GENERAL_FUND);
  await toRegistry(
    stage,
    registryInterface.encodeFunctionData('nameGeneralFund', [stage.place.token, id]),
  );
  await stage.chain.flush();
}

/** Who appears as what, each pair once, in the order of appearance. */
export function partiesOf(steps: readonly Step[]): (readonly [string, RoleView])[] {
  const parties = new Map<string, readonly [string, RoleView]>();
  const add = (name: string, role: RoleView) => parties.set(`${role} ${name}`, [name, role]);
  add(FOUNDATION, 'fundKeeper');
  for (const step of [GENERAL_FUND_STEP, ...steps]) {
    if (step.do !== 'campaign') continue;
    add(step.charity, 'charity');
    for (const auditor of step.auditors) add(auditor, 'auditor');
    for (const operator of operatorsOf(steps, step)) add(operator, 'operator');
  }
  return [...parties.values()];
}

async function toRegistry({ chain, place }: Stage, data: string): Promise<void> {
  await chain.send(place.office, { to: place.registry, data });
}
