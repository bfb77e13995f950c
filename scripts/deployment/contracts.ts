/**
 * The product's contracts, put on a chain in the right order: the authority, the ledger, the registry
 * that knows both, the desk's annex, the desk, the lens over it, and play money and custody tokens
 * where somebody asks for them.
 */
import type { ContractDeployTransaction, Signer } from 'ethers';
import { Authority__factory } from '../../typechain-types/factories/contracts/Authority__factory.ts';
import { Desk__factory } from '../../typechain-types/factories/contracts/Desk__factory.ts';
import { DeskAnnex__factory } from '../../typechain-types/factories/contracts/desk/DeskAnnex__factory.ts';
import { CustodyToken__factory } from '../../typechain-types/factories/contracts/CustodyToken__factory.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';
import { LedgerLens__factory } from '../../typechain-types/factories/contracts/LedgerLens__factory.ts';
import { Registry__factory } from '../../typechain-types/factories/contracts/Registry__factory.ts';
import { DemoToken__factory } from '../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';
import type { Authority } from '../../typechain-types/contracts/Authority.ts';
import type { Desk } from '../../typechain-types/contracts/Desk.ts';
import type { Ledger } from '../../typechain-types/contracts/Ledger.ts';
import type { Registry } from '../../typechain-types/contracts/Registry.ts';
import type { DemoToken } from '../../typechain-types/contracts/demo/DemoToken.ts';
import { NO_DELAYS, officesOf } from './offices.ts';
import type { Delays, Roles } from './offices.ts';
import { setUpRoles } from './roles.ts';
import type { Recognitions, Step } from './roles.ts';
import { mined } from './mined.ts';

/** Play money to be created: `decimals` digits behind the point, its creator may mint. */
export interface DemoTokenOptions {
  readonly name: string;
  readonly symbol: string;
  readonly decimals: number;
}

/** A receipt for things held off the chain by its custodians; left out, by the deploying account. */
export interface CustodyTokenOptions extends DemoTokenOptions {
  readonly custodian?: readonly string[] | undefined;
}

export interface DeployOptions {
  /** Who is to hold each office; left out, the deploying account. */
  readonly admin?: readonly string[];
  readonly registrar?: readonly string[];
  readonly guardian?: readonly string[];
  /** Left out, there are none. */
  readonly delays?: Delays;
  /** Creates a {@link DemoToken} and recognises it. */
  readonly token?: DemoTokenOptions;
  /** Creates and recognises a {@link CustodyToken} for each; their symbols differ. */
  readonly custodyTokens?: readonly CustodyTokenOptions[];
  /** Who and what else is recognised from the start; as a token, the zero address is the chain's own coin. */
  readonly recognise?: Recognitions;
}

/** Names under which a deployment's contracts are recorded. */
export type ContractName =
  | 'Authority'
  | 'Ledger'
  | 'Registry'
  | 'DeskAnnex'
  | 'Desk'
  | 'LedgerLens'
  | 'DemoToken'
  | CustodyTokenName;

/** A custody token is recorded with its symbol, as there can be several. */
export type CustodyTokenName = `CustodyToken ${string}`;

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
  /** OpenZeppelin's AccessManager, which says who holds which office, and keeps its last administrator. */
  readonly manager: Authority;
  readonly created: { readonly [Name in ContractName]?: Created | undefined };
  /** Who holds which office now, defaults filled in. */
  readonly roles: Roles;
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
    manager: Authority__factory.connect(at('Authority'), signer),
    created,
  };
  const { custodyTokens = [] } = options;
  const delays = options.delays ?? NO_DELAYS;
  const holders = (office: keyof Delays, accounts: readonly string[] = [deployer]) =>
    accounts.map((account) => ({ account, delay: delays[office] }));
  const roles: Roles = {
    admin: holders('admin', options.admin),
    registrar: holders('registrar', options.registrar),
    guardian: holders('guardian', options.guardian),
    custodians: Object.fromEntries(
      custodyTokens.map(({ symbol, custodian }) => [symbol, holders('custodian', custodian)]),
    ),
  };
  const guarded = {
    registry: at('Registry'),
    desk: at('Desk'),
    custodyTokens: Object.fromEntries(
      custodyTokens.map(({ symbol }) => [symbol, at(custodyTokenName(symbol))]),
    ),
  };
  const offices = officesOf(guarded, roles);
  const recognise: Recognitions = {
    ...options.recognise,
    desk: [at('Desk'), ...(options.recognise?.desk ?? [])],
    token: [
      ...(created.DemoToken === undefined ? [] : [created.DemoToken.address]),
      ...custodyTokens.map(({ symbol }) => at(custodyTokenName(symbol))),
      ...(options.recognise?.token ?? []),
    ],
  };
  await setUpRoles(
    { deployer, manager: contracts.manager, registry: contracts.registry, recognise, offices },
    show,
  );
  return { ...contracts, roles };
}

/** The contracts that such a deployment has, in the order in which they must come into being. */
export function contractNames({ token, custodyTokens }: DeployOptions): ContractName[] {
  return [
    'Authority',
    'Ledger',
    'Registry',
    'DeskAnnex',
    'Desk',
    'LedgerLens',
    ...(token === undefined ? [] : (['DemoToken'] as const)),
    ...(custodyTokens ?? []).map(({ symbol }) => custodyTokenName(symbol)),
  ];
}

/** The name under which the custody token of that symbol is recorded. */
export function custodyTokenName(symbol: string): CustodyTokenName {
  return `CustodyToken ${symbol}`;
}

/**
 * The code whose execution brings a contract into being, constructor arguments included. Contracts
 * it refers to that do not stand yet are replaced by `deployer`, good enough to know its size.
 */
export async function creationCode(
  name: ContractName,
  deployer: string,
  standing: { readonly [Name in ContractName]?: Created | undefined },
  { token, custodyTokens = [] }: DeployOptions,
): Promise<string> {
  const at = (other: ContractName) => standing[other]?.address ?? deployer;
  const codes: Record<Exclude<ContractName, CustodyTokenName>, Code> = {
    Authority: () => new Authority__factory().getDeployTransaction(deployer),
    Ledger: () => new Ledger__factory().getDeployTransaction(),
    Registry: () => new Registry__factory().getDeployTransaction(at('Ledger'), at('Authority')),
    DeskAnnex: () => new DeskAnnex__factory().getDeployTransaction(at('Ledger'), at('Registry')),
    Desk: () => new Desk__factory().getDeployTransaction(at('DeskAnnex')),
    LedgerLens: () => new LedgerLens__factory().getDeployTransaction(at('Desk')),
    DemoToken: () =>
      new DemoToken__factory().getDeployTransaction(
        token?.name ?? '',
        token?.symbol ?? '',
        token?.decimals ?? 0,
      ),
  };
  const custody = custodyTokens.find(({ symbol }) => custodyTokenName(symbol) === name);
  if (custody !== undefined) {
    const { name: title, symbol, decimals } = custody;
    const token = new CustodyToken__factory();
    return (await token.getDeployTransaction(title, symbol, decimals, at('Authority'))).data;
  }
  const code = Object.entries(codes).find(([known]) => known === name)?.[1];
  if (code === undefined) throw new Error(`${name} is not among what was asked for`);
  return (await code()).data;
}

type Code = () => Promise<ContractDeployTransaction>;

/** Creates each contract in a transaction of its own and waits for it. */
export function createWith(signer: Signer): Create {
  return async (name, creationCode) => {
    const sent = await signer.sendTransaction({ data: creationCode });
    const receipt = await mined(sent);
    const { contractAddress: address } = receipt;
    if (address === null) throw new Error(`${name} was not created by ${sent.hash}`);
    return { address, block: receipt.blockNumber, tx: sent.hash };
  };
}
