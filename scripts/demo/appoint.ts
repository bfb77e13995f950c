import { contractOf } from '../../domain/deployment.ts';
import type { Deployment } from '../../domain/deployment.ts';
import { Authority__factory } from '../../typechain-types/factories/contracts/Authority__factory.ts';
import {
  custodianRole,
  custodyTokensOf,
  GUARDIAN_ROLE,
  REGISTRAR_ROLE,
} from '../deployment/offices.ts';
import type { Appointment, Roles } from '../deployment/offices.ts';
import type { Actors } from '../scenario/actors.ts';
import type { Chain, Sender } from '../scenario/chain.ts';

/** Half a minute between announcing and doing: long enough to be seen, short enough to be waited for. */
const ANNOUNCED = 30;

const authority = Authority__factory.createInterface();

/**
 * Gives people of the story the offices, so that a visitor can act in them. Whoever deployed keeps
 * them too: the local commands act in its name.
 * @returns whom it appointed, for the deployment's record
 */
export async function appointPeople(
  chain: Chain,
  actors: Actors,
  deployment: Deployment,
  admin: Sender,
): Promise<Roles> {
  const to = contractOf(deployment, 'Authority').address;
  const appoint = async (role: bigint, name: string, delay: number): Promise<Appointment[]> => {
    const account = actors.wallet(name).address;
    const data = authority.encodeFunctionData('grantRole', [role, account, delay]);
    await chain.send(admin, { to, data });
    return [{ account, delay }];
  };
  const registrar = await appoint(REGISTRAR_ROLE, 'registrar', ANNOUNCED);
  const guardian = await appoint(GUARDIAN_ROLE, 'guardian', 0);
  const custodians: Record<string, Appointment[]> = {};
  for (const [symbol, token] of Object.entries(custodyTokensOf(deployment.contracts))) {
    custodians[symbol] = await appoint(custodianRole(token), 'custodian', 0);
  }
  await chain.flush();
  return { admin: [], registrar, guardian, custodians };
}
