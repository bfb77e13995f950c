/**
 * Who may do what outside the kernel: the registrar's powers over the registry, and who administers
 * them. Every step first looks whether it is done already, so an interrupted set-up is taken up
 * where it stopped.
 */
import { getAddress, ZeroHash } from 'ethers';
import type { ContractTransactionResponse } from 'ethers';
import type { AccessManager } from '../../typechain-types/@openzeppelin/contracts/access/manager/AccessManager.ts';
import type { Registry } from '../../typechain-types/contracts/Registry.ts';
import { DeploymentError } from './errors.ts';

/** The registrar's number in the access manager; 0 is its administrator. */
export const REGISTRAR_ROLE = 1n;
const ADMIN_ROLE = 0n;

/** What the registry's roles are called on chain (`IRegistry.Role`). */
export const RECOGNISED_AS = {
  charity: 0,
  auditor: 1,
  operator: 2,
  token: 3,
  desk: 4,
  fundKeeper: 5,
} as const;

export type RoleName = keyof typeof RECOGNISED_AS;

/** Accounts to be recognised, by what they are to be recognised as. */
export type Recognitions = Partial<Readonly<Record<RoleName, readonly string[]>>>;

export interface Roles {
  /** Grants and revokes roles. */
  readonly admin: string;
  /** Recognises charities, auditors, operators, tokens, desks and fund keepers. */
  readonly registrar: string;
  /** Seconds between announcing an action and doing it. */
  readonly delays: { readonly admin: number; readonly registrar: number };
}

export interface RolesContext {
  /** The signer of manager and registry, administrator until the end of the set-up. */
  readonly deployer: string;
  readonly manager: AccessManager;
  readonly registry: Registry;
  readonly recognise: Recognitions;
  readonly roles: Roles;
}

/** One transaction of the set-up. */
export interface Step {
  readonly label: string;
  /** Sends it and waits for its receipt. */
  readonly run: () => Promise<void>;
}

/** A step that knows whether it is needed. */
interface CheckedStep extends Step {
  readonly isDone: () => Promise<boolean>;
  readonly power: 'admin' | 'registrar';
}

/**
 * Does each step that is not done yet, in order, through `show`.
 * @throws DeploymentError naming the step and whose it is, when the signer lacks the power
 */
export async function setUpRoles(
  context: RolesContext,
  show: (step: Step) => Promise<void>,
): Promise<void> {
  const { deployer, manager, registry, roles } = context;
  const holds = async (role: bigint, account: string, delay: number) => {
    const [isMember, executionDelay] = await manager.hasRole(role, account);
    return isMember && executionDelay === BigInt(delay);
  };
  const isMember = async (role: bigint, account: string) =>
    (await manager.hasRole(role, account)).isMember;

  const recognitions = namesOf(context.recognise).flatMap((role) =>
    (context.recognise[role] ?? []).map((account) => recognition(registry, role, account)),
  );
  const anyToRecognise = await someAsync(recognitions, async (step) => !(await step.isDone()));
  const isRegistrar = same(roles.registrar, deployer);
  const isAdmin = same(roles.admin, deployer);

  const steps: CheckedStep[] = [
    {
      label: 'give the registrar power over the registry',
      power: 'admin',
      isDone: () =>
        allAsync(
          restricted(registry),
          async (selector) =>
            (await manager.getTargetFunctionRole(registry, selector)) === REGISTRAR_ROLE,
        ),
      run: mined(() =>
        manager.setTargetFunctionRole(registry, restricted(registry), REGISTRAR_ROLE),
      ),
    },
    {
      label: 'act as registrar for the set-up',
      power: 'admin',
      isDone: async () => !anyToRecognise || (await holds(REGISTRAR_ROLE, deployer, 0)),
      run: mined(() => manager.grantRole(REGISTRAR_ROLE, deployer, 0)),
    },
    ...recognitions,
    {
      label: `make ${roles.registrar} registrar`,
      power: 'admin',
      isDone: () => holds(REGISTRAR_ROLE, roles.registrar, roles.delays.registrar),
      run: mined(() => manager.grantRole(REGISTRAR_ROLE, roles.registrar, roles.delays.registrar)),
    },
    {
      label: 'stop acting as registrar',
      power: 'admin',
      isDone: async () => isRegistrar || !(await isMember(REGISTRAR_ROLE, deployer)),
      run: mined(() => manager.revokeRole(REGISTRAR_ROLE, deployer)),
    },
    {
      label: `make ${roles.admin} administrator`,
      power: 'admin',
      isDone: () => holds(ADMIN_ROLE, roles.admin, roles.delays.admin),
      run: mined(() => manager.grantRole(ADMIN_ROLE, roles.admin, roles.delays.admin)),
    },
    {
      label: 'stop acting as administrator',
      power: 'admin',
      isDone: async () => isAdmin || !(await isMember(ADMIN_ROLE, deployer)),
      run: mined(() => manager.renounceRole(ADMIN_ROLE, deployer)),
    },
  ];

  for (const step of steps) {
    if (await step.isDone()) continue;
    const role = step.power === 'admin' ? ADMIN_ROLE : REGISTRAR_ROLE;
    if (!(await holds(role, deployer, 0))) {
      const whose = step.power === 'admin' ? roles.admin : roles.registrar;
      throw new DeploymentError(
        `left to do: ${step.label}; ${deployer} has no power to (any more), the ${step.power} ${whose} must`,
      );
    }
    await show(step);
  }
}

function namesOf(recognise: Recognitions): RoleName[] {
  return (Object.keys(RECOGNISED_AS) as RoleName[]).filter((role) => recognise[role]?.length);
}

/** The step that has the registrar recognise an account, without a document. */
function recognition(registry: Registry, role: RoleName, account: string): CheckedStep {
  const number = RECOGNISED_AS[role];
  return {
    label: `recognise ${account} as ${role}`,
    power: 'registrar',
    isDone: () => registry.isRecognised(number, account),
    run: mined(() => registry.recognise(number, account, ZeroHash)),
  };
}

/** Selectors of the registry's functions that only the registrar may call. */
function restricted(registry: Registry): string[] {
  const names = ['recognise', 'unrecognise', 'nameGeneralFund'] as const;
  return names.map((name) => registry.interface.getFunction(name).selector);
}

function mined(send: () => Promise<ContractTransactionResponse>): () => Promise<void> {
  return async () => {
    const sent = await send();
    await sent.wait();
  };
}

function same(a: string, b: string): boolean {
  return getAddress(a) === getAddress(b);
}

async function allAsync<T>(items: readonly T[], test: (item: T) => Promise<boolean>) {
  return (await Promise.all(items.map(test))).every(Boolean);
}

async function someAsync<T>(items: readonly T[], test: (item: T) => Promise<boolean>) {
  return (await Promise.all(items.map(test))).some(Boolean);
}
