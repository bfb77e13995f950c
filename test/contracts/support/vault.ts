import type { CustodyToken } from '../../../typechain-types/index.ts';
import { digest, GENESIS, ZERO } from './chain.ts';
import { deploy, deployWorld, Role, type World } from './deploy.ts';

/** The number of a custodian's role here: none that a deployment uses. */
export const CUSTODIAN = 100n;

/** The first reserve that a custodian states, in the token's smallest unit. */
export const TOTAL = 1_000_00n;

/** A custody token in a world of its own. */
export interface Vault {
  world: World;
  /** Connected to the custodian, who is the relayer of the world. */
  token: CustodyToken;
}

/** A custody token whose reserve was stated once. */
export async function openVaultWith(decimals: number): Promise<Vault> {
  const world = await deployWorld();
  const { manager, actors, registry } = world;
  const token = await deploy<CustodyToken>(
    'CustodyToken',
    'RMB in a bank',
    'RMBR',
    decimals,
    await manager.getAddress(),
  );
  const address = await token.getAddress();
  const selectors = (['stateReserve', 'mint', 'confirmPaid', 'refuse'] as const).map(
    (name) => token.interface.getFunction(name).selector,
  );
  await manager.setTargetFunctionRole(address, selectors, CUSTODIAN);
  await manager.grantRole(CUSTODIAN, actors.relayer.address, 0);
  await registry.connect(actors.registrar).recognise(Role.Token, address, ZERO);
  const own = token.connect(actors.relayer);
  await own.stateReserve(TOTAL, GENESIS, digest('statement'));
  return { world, token: own };
}
