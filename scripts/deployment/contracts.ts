/**
 * The product's contracts, put on a chain in the right order: the access manager, the ledger, the
 * registry that knows both, the desk, and play money where somebody asks for it.
 */
import type { ContractDeployTransaction, Signer } from 'ethers';
import { AccessManager__factory } from '../../typechain-types/factories/@openzeppelin/contracts/access/manager/AccessManager__factory.ts';
import { Desk__factory } from '../../typechain-types/factories/contracts/Desk__factory.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';
import { Registry__factory } from '../../typechain-types/factories/contracts/Registry__factory.ts';
import { DemoToken__factory } from '../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';
import type { AccessManager } from '../../typechain-types/@openzeppelin/contracts/access/manager/AccessManager.ts';
import type { Desk } from '../../typechain-types/contracts/Desk.ts';
import type { Ledger } from '../../typechain-types/contracts/Ledger.ts';
import type { Registry } from '../../typechain-types/contracts/Registry.ts';
import type { DemoToken } from '../../typechain-types/contracts/demo/DemoToken.ts';
import { setUpRoles } from './roles.ts';
import type { Roles, Step } from './roles.ts';

/** Play money to be created: `decimals` digits behind the point, its creator may mint. */
export interface DemoTokenOptions {
  readonly name: string;
  readonly symbol: string;
  readonly decimals: number;
}

export interface DeployOptions extends Partial<Roles> {
  /** Creates a {@link DemoToken} and recognises it. */
  readonly token?: DemoTokenOptions;
  /** Tokens that exist already, to be recognised; the zero address is the chain's own coin. */
  readonly tokens?: readonly string[];
}

/** Names under which a deployment's contracts are recorded. */
export type ContractName = 'AccessManager' | 'Ledger' | 'Registry' | 'Desk' | 'DemoToken';

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
  /** OpenZeppelin's AccessManager, which says who the registrar is. */
  readonly manager: AccessManager;
  readonly created: Readonly<Partial<Record<ContractName, Created>>>;
}

/** Wraps a step's work, to show it. */
export type Show = (step: Step) => Promise<void>;

/**
 * Deploys everything with `signer`, who is also admin and registrar unless the options name others,
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
  const make = async (
    name: ContractName,
    creation: Promise<ContractDeployTransaction>,
  ): Promise<string> => {
    const made = await create(name, (await creation).data);
    created[name] = made;
    return made.address;
  };

  const manager = await make(
    'AccessManager',
    new AccessManager__factory().getDeployTransaction(deployer),
  );
  const ledger = await make('Ledger', new Ledger__factory().getDeployTransaction());
  const registry = await make(
    'Registry',
    new Registry__factory().getDeployTransaction(ledger, manager),
  );
  const desk = await make('Desk', new Desk__factory().getDeployTransaction(ledger, registry));
  const { token } = options;
  const demoToken =
    token &&
    (await make(
      'DemoToken',
      new DemoToken__factory().getDeployTransaction(token.name, token.symbol, token.decimals),
    ));

  const contracts = {
    ledger: Ledger__factory.connect(ledger, signer),
    registry: Registry__factory.connect(registry, signer),
    desk: Desk__factory.connect(desk, signer),
    token: demoToken === undefined ? undefined : DemoToken__factory.connect(demoToken, signer),
    manager: AccessManager__factory.connect(manager, signer),
    created,
  };
  const roles: Roles = {
    admin: options.admin ?? deployer,
    registrar: options.registrar ?? deployer,
    delays: options.delays ?? { admin: 0, registrar: 0 },
  };
  const tokens = [...(demoToken === undefined ? [] : [demoToken]), ...(options.tokens ?? [])];
  await setUpRoles(
    { deployer, manager: contracts.manager, registry: contracts.registry, desk, tokens, roles },
    show,
  );
  return contracts;
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
