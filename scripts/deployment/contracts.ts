/**
 * The product's contracts, put on a chain in the right order: the access manager, the ledger, the
 * registry that knows both, the desk's annex, the desk, and play money where somebody asks for it.
 */
import type { ContractDeployTransaction, Signer } from 'ethers';
import { AccessManager__factory } from '../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts';
import { Desk__factory } from '../../typechain-types/factories/contracts/Desk__factory.ts';
import { DeskAnnex__factory } from '../../typechain-types/factories/contracts/desk/DeskAnnex__factory.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';
import { Registry__factory } from '../../typechain-types/factories/contracts/Registry__factory.ts';
import { DemoToken__factory } from '../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';
import type { AccessManager } from '../../typechain-types/@openzeppelin/contracts/access/manager/AccessManager.ts';
import type { Desk } from '../../typechain-types/contracts/Desk.ts';
import type { Ledger } from '../../typechain-types/contracts/Ledger.ts';
import type { Registry } from '../../typechain-types/contracts/Registry.ts';
import type { DemoToken } from '../../typechain-types/contracts/demo/DemoToken.ts';
import { officesOf } from './offices.ts';
import type { Roles } from './offices.ts';
import { setUpRoles } from './roles.ts';
import type { Recognitions, Step } from './roles.ts';

/** Play money to be created: `decimals` digits behind the point, its creator may mint. */
export interface DemoTokenOptions {
  readonly name: string;
  readonly symbol: string;
  readonly decimals: number;
}

export interface DeployOptions extends Partial<Roles> {
  /** Creates a {@link DemoToken} and recognises it. */
  readonly token?: DemoTokenOptions;
  /** Who and what else is recognised from the start; as a token, the zero address is the chain's own coin. */
  readonly recognise?: Recognitions;
}

/** Names under which a deployment's contracts are recorded. */
export type ContractName =
  'AccessManager' | 'Ledger' | 'Registry' | 'DeskAnnex' | 'Desk' | 'DemoToken';

/** Where a contract came to stand: its address, and the block and transaction that created it. */
export interface Created {
  readonly address: string;
  readonly block: number;
  readonly tx: string;
}

/** Brings one contract into being (or finds it standing already) from its creation code. */
export type Create = (name: ContractName, creationCode: string) => Promise<Created>;

export interface DeployedContracts {
  readonly ledger: Ledger;
  readonly registry: Registry;
  readonly desk: Desk;
  /** Present when {@link DeployOptions.token} was given. */
  readonly token: DemoToken | undefined;
  /** OpenZeppelin's AccessManager, which says who holds which office. */
  readonly manager: AccessManager;
  readonly created: { readonly [Name in ContractName]?: Created | undefined };
}

/** Wraps a step's work, to show it. */
export type Show = (step: Step) => Promise<void>;

/**
 * Deploys everything with `signer`, who also holds every office unless the options name others,
 * and has desk and tokens recognised. Each step that is done already is left alone.
 * @param create how a contract comes into being; by default it is created anew
 * @param show called for each step of the set-up; must run it
 * @throws DeploymentError when a step is left that `signer` has no power to do
 */
export function deployContracts(
  signer: Signer,
  options: DeployOptions & { readonly token: DemoTokenOptions },
  create?: Create,
  show?: Show,
): Promise<DeployedContracts & { readonly token: DemoToken }>;
export function deployContracts(
  signer: Signer,
  options?: DeployOptions,
  create?: Create,
  show?: Show,
): Promise<DeployedContracts>;
export async function deployContracts(
  signer: Signer,
  options: DeployOptions = {},
  create: Create = createWith(signer),
  show: Show = (step) => step.run(),
): Promise<DeployedContracts> {
  const deployer = await signer.getAddress();
  const created: Partial<Record<ContractName, Created>> = {};
  for (const name of contractNames(options)) {
    created[name] = await create(name, await creationCode(name, deployer, created, options));
  }
  const at = (name: ContractName) => created[name]?.address ?? deployer;

  const contracts = {
    ledger: Ledger__factory.connect(at('Ledger'), signer),
    registry: Registry__factory.connect(at('Registry'), signer),
    desk: Desk__factory.connect(at('Desk'), signer),
    token: created.DemoToken && DemoToken__factory.connect(created.DemoToken.address, signer),
    manager: AccessManager__factory.connect(at('AccessManager'), signer),
    created,
  };
  const roles: Roles = {
    admin: options.admin ?? deployer,
    registrar: options.registrar ?? deployer,
    guardian: options.guardian ?? deployer,
    delays: options.delays ?? { admin: 0, registrar: 0, guardian: 0 },
  };
  const offices = officesOf({ registry: at('Registry'), desk: at('Desk') }, roles);
  const recognise: Recognitions = {
    ...options.recognise,
    desk: [at('Desk'), ...(options.recognise?.desk ?? [])],
    token: [
      ...(created.DemoToken === undefined ? [] : [created.DemoToken.address]),
      ...(options.recognise?.token ?? []),
    ],
  };
  await setUpRoles(
    { deployer, manager: contracts.manager, registry: contracts.registry, recognise, offices },
    show,
  );
  return contracts;
}

/** The contracts that such a deployment has, in the order in which they must come into being. */
export function contractNames({ token }: DeployOptions): ContractName[] {
  const always: ContractName[] = ['AccessManager', 'Ledger', 'Registry', 'DeskAnnex', 'Desk'];
  return token === undefined ? always : [...always, 'DemoToken'];
}

/**
 * The code whose execution brings a contract into being, constructor arguments included. Contracts
 * it refers to that do not stand yet are replaced by `deployer`, good enough to know its size.
 */
export async function creationCode(
  name: ContractName,
  deployer: string,
  standing: { readonly [Name in ContractName]?: Created | undefined },
  { token }: DeployOptions,
): Promise<string> {
  const at = (other: ContractName) => standing[other]?.address ?? deployer;
  const codes: Record<ContractName, () => Promise<ContractDeployTransaction>> = {
    AccessManager: () => new AccessManager__factory().getDeployTransaction(deployer),
    Ledger: () => new Ledger__factory().getDeployTransaction(),
    Registry: () => new Registry__factory().getDeployTransaction(at('Ledger'), at('AccessManager')),
    DeskAnnex: () => new DeskAnnex__factory().getDeployTransaction(at('Ledger'), at('Registry')),
    Desk: () => new Desk__factory().getDeployTransaction(at('DeskAnnex')),
    DemoToken: () =>
      new DemoToken__factory().getDeployTransaction(
        token?.name ?? '',
        token?.symbol ?? '',
        token?.decimals ?? 0,
      ),
  };
  return (await codes[name]()).data;
}

/** Creates each contract in a transaction of its own and waits for it. */
export function createWith(signer: Signer): Create {
  return async (name, creationCode) => {
    const sent = await signer.sendTransaction({ data: creationCode });
    const receipt = await sent.wait();
    if (!receipt?.contractAddress) throw new Error(`${name} was not created by ${sent.hash}`);
    return { address: receipt.contractAddress, block: receipt.blockNumber, tx: sent.hash };
  };
}
