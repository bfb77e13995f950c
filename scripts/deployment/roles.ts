/**
 * Sets up who may do what outside the kernel: the offices with their powers, and who is recognised
 * from the start. Every step first looks whether it is done already, so an interrupted set-up is
 * taken up where it stopped.
 */
import { getAddress, ZeroHash } from 'ethers';
import type { ContractTransactionResponse } from 'ethers';
import type { Authority } from '../../typechain-types/contracts/Authority.ts';
import type { Registry } from '../../typechain-types/contracts/Registry.ts';
import { DeploymentError } from './errors.ts';
import { ADMIN_ROLE, GUARDIAN_ROLE, REGISTRAR_ROLE } from './offices.ts';
import type { Appointment, Office, Power } from './offices.ts';
import { mined } from './mined.ts';

/** What the registry's roles are called on chain (`IRegistry.Role`). */
export const RECOGNISED_AS = {
  charity: 0,
  auditor: 1,
  operator: 2,
  token: 3,
  desk: 4,
  fundKeeper: 5,
  witness: 6,
} as const;

export type RoleName = keyof typeof RECOGNISED_AS;

/** Accounts to be recognised, by what they are to be recognised as. */
export type Recognitions = Partial<Readonly<Record<RoleName, readonly string[]>>>;

export interface RolesContext {
  /** The signer of manager and registry, administrator until the end of the set-up. */
  readonly deployer: string;
  readonly manager: Authority;
  readonly registry: Registry;
  readonly recognise: Recognitions;
  /** Every office there is to be, the administrator's last. */
  readonly offices: readonly Office[];
}

/** One transaction of the set-up. */
export interface Step {
  readonly label: string;
  /** Sends it and waits for its receipt. */
  readonly run: () => Promise<void>;
}

/** A step that knows whether it is needed, and in which role it is done. */
interface CheckedStep extends Step {
  readonly isDone: () => Promise<boolean>;
  readonly role: bigint;
}

/**
 * Does each step that is not done yet, in order, through `show`.
 * @throws DeploymentError naming the step and whose it is, when the signer lacks the power
 */
export async function setUpRoles(
  context: RolesContext,
  show: (step: Step) => Promise<void>,
): Promise<void> {
  const { deployer, manager, offices } = context;
  for (const step of await stepsOf(context)) {
    if (await step.isDone()) continue;
    const { isMember, executionDelay } = await manager.hasRole(step.role, deployer);
    if (!isMember || executionDelay !== 0n) {
      const office = offices.find(({ role }) => role === step.role);
      const whose = office?.holders.map(({ account }) => account).join(' or ');
      throw new DeploymentError(
        `left to do: ${step.label}; ${deployer} has no power to do it at once (any more), the ${office?.name} ${whose} must`,
      );
    }
    await show(step);
  }
}

async function stepsOf(context: RolesContext): Promise<CheckedStep[]> {
  const { deployer, manager, registry, recognise, offices } = context;
  const recognitions = namesOf(recognise).flatMap((role) =>
    (recognise[role] ?? []).map((account) => recognition(registry, role, account)),
  );
  const anyToRecognise = await someAsync(recognitions, async (step) => !(await step.isDone()));
  const actAsRegistrar: CheckedStep = {
    label: 'act as registrar for the set-up',
    role: ADMIN_ROLE,
    isDone: async () =>
      !anyToRecognise || (await manager.hasRole(REGISTRAR_ROLE, deployer)).isMember,
    run: step(() => manager.grantRole(REGISTRAR_ROLE, deployer, 0)),
  };
  const powers = offices.flatMap((office) =>
    office.powers.map((power) => givePower(manager, office, power)),
  );
  const callBacks = offices
    .filter(({ guardian }) => guardian !== undefined)
    .map((office) => letCallBack(manager, office));
  return [
    ...powers,
    ...callBacks,
    actAsRegistrar,
    ...recognitions,
    ...offices.flatMap((office) => appoint(manager, office, deployer)),
  ];
}

function givePower(manager: Authority, { name, role }: Office, power: Power): CheckedStep {
  const selectors = power.functions.map(({ selector }) => selector);
  return {
    label: `give the ${name} power over ${power.contract}`,
    role: ADMIN_ROLE,
    isDone: () =>
      allAsync(
        selectors,
        async (selector) => (await manager.getTargetFunctionRole(power.target, selector)) === role,
      ),
    run: step(() => manager.setTargetFunctionRole(power.target, selectors, role)),
  };
}

function letCallBack(manager: Authority, { name, role }: Office): CheckedStep {
  return {
    label: `let guardians call back what the ${name} announces`,
    role: ADMIN_ROLE,
    isDone: async () => (await manager.getRoleGuardian(role)) === GUARDIAN_ROLE,
    run: step(() => manager.setRoleGuardian(role, GUARDIAN_ROLE)),
  };
}

/** The holders take office; the deployer, having acted in it, leaves it to them unless it is one of them. */
function appoint(
  manager: Authority,
  { name, role, holders }: Office,
  deployer: string,
): CheckedStep[] {
  const isDeployer = ({ account }: Appointment): boolean =>
    getAddress(account) === getAddress(deployer);
  // The deployer's own delay comes last: from then on it can appoint nobody at once.
  const inOrder = [...holders].sort((a, b) => Number(isDeployer(a)) - Number(isDeployer(b)));
  return [
    ...inOrder.map(({ account, delay }) => ({
      label: `make ${account} ${name}`,
      role: ADMIN_ROLE,
      isDone: async () => {
        const access = await manager.getAccess(role, account);
        const { since, currentDelay, pendingDelay, effect } = access;
        // A shorter delay takes effect only after the difference; until then it is pending.
        return since !== 0n && (effect === 0n ? currentDelay : pendingDelay) === BigInt(delay);
      },
      run: step(() => manager.grantRole(role, account, delay)),
    })),
    {
      label: `stop acting as ${name}`,
      role: ADMIN_ROLE,
      isDone: async () =>
        holders.some(isDeployer) || !(await manager.hasRole(role, deployer)).isMember,
      run: step(() => manager.renounceRole(role, deployer)),
    },
  ];
}

function namesOf(recognise: Recognitions): RoleName[] {
  return (Object.keys(RECOGNISED_AS) as RoleName[]).filter((role) => recognise[role]?.length);
}

/** The step that has the registrar recognise an account, without a document. */
function recognition(registry: Registry, role: RoleName, account: string): CheckedStep {
  const number = RECOGNISED_AS[role];
  return {
    label: `recognise ${account} as ${role}`,
    role: REGISTRAR_ROLE,
    isDone: () => registry.isRecognised(number, account),
    run: step(() => registry.recognise(number, account, ZeroHash)),
  };
}

function step(send: () => Promise<ContractTransactionResponse>): () => Promise<void> {
  return async () => {
    await mined(await send());
  };
}

async function allAsync<T>(items: readonly T[], test: (item: T) => Promise<boolean>) {
  return (await Promise.all(items.map(test))).every(Boolean);
}

async function someAsync<T>(items: readonly T[], test: (item: T) => Promise<boolean>) {
  return (await Promise.all(items.map(test))).some(Boolean);
}
