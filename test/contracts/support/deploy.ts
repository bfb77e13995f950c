import type {
  Authority,
  DemoToken,
  Desk,
  DeskAnnex,
  Ledger,
  Registry,
} from '../../../typechain-types/index.ts';
import { ethers, ZERO, type Signer } from './chain.ts';

/** Deploys a contract by its artifact's name and hands it out under its generated type. */
export async function deploy<T>(name: string, ...args: unknown[]): Promise<T> {
  const contract = await ethers.deployContract(name, args);
  await contract.waitForDeployment();
  return contract as unknown as T;
}

/** As numbered in IRegistry. */
export const Role = {
  Charity: 0,
  Auditor: 1,
  Operator: 2,
  Token: 3,
  Desk: 4,
  FundKeeper: 5,
  Witness: 6,
} as const;

/** Of the access manager: who may recognise. */
export const REGISTRAR = 1n;

/** Of the access manager: who may pause campaigns. */
export const GUARDIAN = 2n;

export interface Actors {
  admin: Signer;
  registrar: Signer;
  guardian: Signer;
  keeper: Signer;
  charity: Signer;
  auditors: [Signer, Signer, Signer];
  operator: Signer;
  donor: Signer;
  giver: Signer;
  payee: Signer;
  recipient: Signer;
  relayer: Signer;
  stranger: Signer;
  witness: Signer;
}

export interface World {
  ledger: Ledger;
  desk: Desk;
  registry: Registry;
  manager: Authority;
  token: DemoToken;
  actors: Actors;
}

async function nameActors(): Promise<Actors> {
  const signers = await ethers.getSigners();
  const at = (index: number): Signer => {
    const signer = signers[index];
    if (signer === undefined) throw new Error(`the chain has no account ${index}`);
    return signer;
  };
  return {
    admin: at(0),
    registrar: at(1),
    keeper: at(2),
    charity: at(3),
    auditors: [at(4), at(5), at(6)],
    operator: at(7),
    donor: at(8),
    giver: at(9),
    payee: at(10),
    recipient: at(11),
    relayer: at(12),
    stranger: at(13),
    guardian: at(14),
    witness: at(15),
  };
}

/** A desk with an annex of its own. */
export async function deployDesk(ledger: Ledger, registry: Registry): Promise<Desk> {
  const at = [await ledger.getAddress(), await registry.getAddress()];
  const annex = await deploy<DeskAnnex>('DeskAnnex', ...at);
  return deploy<Desk>('Desk', await annex.getAddress());
}

/** Everything deployed and everybody recognised; nobody owns a token yet. */
export async function deployWorld(): Promise<World> {
  const actors = await nameActors();
  const manager = await deploy<Authority>('Authority', actors.admin.address);
  const ledger = await deploy<Ledger>('Ledger');
  const registry = await deploy<Registry>(
    'Registry',
    await ledger.getAddress(),
    await manager.getAddress(),
  );
  const desk = await deployDesk(ledger, registry);
  const token = await deploy<DemoToken>('DemoToken', 'Demo Dollar', 'DUSD', 6);

  await manager.setTargetFunctionRole(
    await registry.getAddress(),
    (['recognise', 'unrecognise', 'nameGeneralFund'] as const).map(
      (name) => registry.interface.getFunction(name).selector,
    ),
    REGISTRAR,
  );
  await manager.grantRole(REGISTRAR, actors.registrar.address, 0);
  await manager.setTargetFunctionRole(
    await desk.getAddress(),
    [desk.interface.getFunction('pause').selector],
    GUARDIAN,
  );
  await manager.grantRole(GUARDIAN, actors.guardian.address, 0);

  const recognised: [number, string][] = [
    [Role.Charity, actors.charity.address],
    [Role.Charity, actors.keeper.address],
    [Role.FundKeeper, actors.keeper.address],
    ...actors.auditors.map((auditor): [number, string] => [Role.Auditor, auditor.address]),
    [Role.Operator, actors.operator.address],
    [Role.Witness, actors.witness.address],
    [Role.Token, await token.getAddress()],
    [Role.Token, ethers.ZeroAddress],
    [Role.Desk, await desk.getAddress()],
  ];
  for (const [role, account] of recognised) {
    await registry.connect(actors.registrar).recognise(role, account, ZERO);
  }
  return { ledger, desk, registry, manager, token, actors };
}
