import { contractOf } from '../../domain/deployment.ts';
import type { Deployment } from '../../domain/deployment.ts';
import { Authority__factory } from '../../typechain-types/factories/contracts/Authority__factory.ts';
import {
  custodianRole,
  custodyTokensOf,
  GUARDIAN_ROLE,
  REGISTRAR_ROLE,
} from '../deployment/offices.ts';
import type { Actors } from '../scenario/actors.ts';
import type { Chain, Sender } from '../scenario/chain.ts';

/** Half a minute between announcing and doing: long enough to be seen, short enough to be waited for. */
const ANNOUNCED = 30;

const authority = Authority__factory.createInterface();

/**
 * Gives people of the story the offices, so that a visitor can act in them. Whoever deployed keeps
 * them too: the local commands act in its name.
 */
export async function appointPeople(
  chain: Chain,
  actors: Actors,
  deployment: Deployment,
  admin: Sender,
): Promise<void> {
  const to = contractOf(deployment, 'Authority').address;
  const tokens = Object.values(custodyTokensOf(deployment.contracts));
  const appointments: [bigint, string, number][] = [
    [REGISTRAR_ROLE, 'registrar', ANNOUNCED],
    [GUARDIAN_ROLE, 'guardian', 0],
    ...tokens.map((token): [bigint, string, number] => [custodianRole(token), 'custodian', 0]),
  ];
  for (const [role, name, delay] of appointments) {
    const { address } = actors.wallet(name);
    await chain.send(admin, {
      to,
      data: authority.encodeFunctionData('grantRole', [role, address, delay]),
    });
  }
  await chain.flush();
}
