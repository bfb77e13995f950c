/** Who may do what at this moment, read from the chain, and where that is not as the record says. */
import { AbiCoder, getAddress } from 'ethers';
import type { Provider } from 'ethers';
import { Authority__factory } from '../../typechain-types/factories/contracts/Authority__factory.ts';
import { Registry__factory } from '../../typechain-types/factories/contracts/Registry__factory.ts';
import type { Authority } from '../../typechain-types/contracts/Authority.ts';
import { ADMIN_ROLE, custodyTokensOf, GUARDIAN_ROLE, officesOf } from './offices.ts';
import type { Office } from './offices.ts';
import type { DeploymentRecord } from './record.ts';

/** An account in an office. */
export interface Holder {
  readonly account: string;
  /** Seconds between announcing an action and doing it. */
  readonly delay: number;
  /** Whether the grant has taken effect. */
  readonly isActive: boolean;
}

export interface OfficeReading {
  readonly office: Office;
  readonly holders: readonly Holder[];
}

export interface OfficesReading {
  readonly offices: readonly OfficeReading[];
  /** Everything that is not as the record says, in one line each. */
  readonly deviations: readonly string[];
}

/** Blocks asked for at once, few enough for public nodes. */
const RANGE = 5_000;

/** What somebody was ever given, by the authority's events; whether it is so still, its state must say. */
interface Mentioned {
  /** Accounts that ever held a role. */
  readonly members: Map<bigint, Set<string>>;
  /** Functions that were ever given to a role. */
  readonly functions: Map<string, { readonly target: string; readonly selector: string }>;
}

/**
 * Reads every office of the deployment, and roles and functions that are in no office of the record.
 * @throws whatever the node answers wrongly
 */
export async function readOffices(
  provider: Provider,
  record: DeploymentRecord,
): Promise<OfficesReading> {
  const { Authority: authority, Registry, Desk } = record.contracts;
  const manager = Authority__factory.connect(authority.address, provider);
  const guarded = {
    registry: Registry.address,
    desk: Desk.address,
    custodyTokens: custodyTokensOf(record.contracts),
  };
  const expected = officesOf(guarded, record.roles);
  const mentioned = await readMentioned(manager, provider, authority.block);
  const deviations: string[] = [];
  const offices: OfficeReading[] = [];
  for (const office of expected) {
    const holders = await holdersOf(manager, office.role, mentioned);
    offices.push({ office, holders });
    deviations.push(...holderDeviations(office, holders));
    deviations.push(...(await administrationDeviations(manager, office)));
  }
  deviations.push(...(await functionDeviations(manager, expected, mentioned, record)));
  deviations.push(...(await strayHolders(manager, expected, mentioned)));
  deviations.push(...(await strayAuthorities(provider, record, authority.address)));
  return { offices, deviations };
}

async function readMentioned(
  manager: Authority,
  provider: Provider,
  first: number,
): Promise<Mentioned> {
  const mentioned: Mentioned = { members: new Map(), functions: new Map() };
  const last = await provider.getBlockNumber();
  for (let from = first; from <= last; from += RANGE) {
    const to = Math.min(last, from + RANGE - 1);
    for (const log of await provider.getLogs({
      address: await manager.getAddress(),
      fromBlock: from,
      toBlock: to,
    })) {
      const event = manager.interface.parseLog(log);
      if (event?.name === 'RoleGranted') {
        const [role, account] = event.args as unknown as [bigint, string];
        const members = mentioned.members.get(role) ?? new Set();
        mentioned.members.set(role, members.add(account));
      } else if (event?.name === 'TargetFunctionRoleUpdated') {
        const [target, selector] = event.args as unknown as [string, string];
        mentioned.functions.set(`${target} ${selector}`, { target, selector });
      }
    }
  }
  return mentioned;
}

async function holdersOf(
  manager: Authority,
  role: bigint,
  { members }: Mentioned,
): Promise<Holder[]> {
  const holders: Holder[] = [];
  for (const account of members.get(role) ?? []) {
    const { since, currentDelay } = await manager.getAccess(role, account);
    if (since === 0n) continue;
    const { isMember } = await manager.hasRole(role, account);
    holders.push({ account, delay: Number(currentDelay), isActive: isMember });
  }
  return holders;
}

function holderDeviations({ name, holders: wanted }: Office, holders: readonly Holder[]): string[] {
  const deviations: string[] = [];
  const named = new Set(wanted.map(({ account }) => getAddress(account)));
  for (const { account, delay } of wanted) {
    const known = holders.find((holder) => holder.account === getAddress(account));
    if (known === undefined) deviations.push(`${account} is not ${name}`);
    else if (known.delay !== delay) {
      deviations.push(`${account} is ${name} with a delay of ${known.delay} s, not ${delay} s`);
    }
  }
  for (const { account } of holders) {
    if (!named.has(account)) deviations.push(`${account} is ${name} too`);
  }
  return deviations;
}

/** Who grants an office, and who calls back what it announced. */
async function administrationDeviations(
  manager: Authority,
  { name, role, guardian = ADMIN_ROLE }: Office,
): Promise<string[]> {
  const deviations: string[] = [];
  const [admin, callsBack] = await Promise.all([
    manager.getRoleAdmin(role),
    manager.getRoleGuardian(role),
  ]);
  if (admin !== ADMIN_ROLE) deviations.push(`role ${admin}, not the admin, grants the ${name}`);
  if (callsBack !== guardian) {
    const whose = guardian === GUARDIAN_ROLE ? 'the guardian' : 'the admin alone';
    deviations.push(`role ${callsBack}, not ${whose}, calls back what the ${name} announces`);
  }
  return deviations;
}

async function functionDeviations(
  manager: Authority,
  offices: readonly Office[],
  mentioned: Mentioned,
  { contracts }: DeploymentRecord,
): Promise<string[]> {
  const deviations: string[] = [];
  const known = new Set<string>();
  for (const { name, role, powers } of offices) {
    for (const { contract, target, functions } of powers) {
      if (await manager.isTargetClosed(target))
        deviations.push(`${contract} is closed to everybody`);
      for (const { name: called, selector } of functions) {
        known.add(`${getAddress(target)} ${selector}`);
        const actual = await manager.getTargetFunctionRole(target, selector);
        if (actual !== role) {
          deviations.push(`${contract}.${called} is for role ${actual}, not for the ${name}`);
        }
      }
    }
  }
  for (const [key, { target, selector }] of mentioned.functions) {
    const role = await manager.getTargetFunctionRole(target, selector);
    if (known.has(key) || role === ADMIN_ROLE) continue;
    const [name = target] =
      Object.entries(contracts).find(([, contract]) => contract?.address === target) ?? [];
    deviations.push(
      `function ${selector} of ${name} is for role ${role}, which the record does not say`,
    );
  }
  return deviations;
}

async function strayHolders(
  manager: Authority,
  offices: readonly Office[],
  mentioned: Mentioned,
): Promise<string[]> {
  const deviations: string[] = [];
  for (const role of mentioned.members.keys()) {
    if (offices.some((office) => office.role === role)) continue;
    for (const { account } of await holdersOf(manager, role, mentioned)) {
      deviations.push(`${account} holds role ${role}, which the record does not know`);
    }
  }
  return deviations;
}

/** Contracts that obey another authority: what is read here would say nothing of them. */
async function strayAuthorities(
  provider: Provider,
  { contracts }: DeploymentRecord,
  authority: string,
): Promise<string[]> {
  const managed = [
    ['Registry', contracts.Registry.address] as const,
    ['Desk', contracts.Desk.address] as const,
    ...Object.entries(custodyTokensOf(contracts)),
  ];
  const call = Registry__factory.createInterface().encodeFunctionData('authority');
  const deviations: string[] = [];
  for (const [name, address] of managed) {
    const answer = await provider.call({ to: address, data: call });
    const [actual] = AbiCoder.defaultAbiCoder().decode(['address'], answer) as unknown as [string];
    if (actual !== authority) deviations.push(`${name} obeys ${actual}, not the Authority`);
  }
  return deviations;
}
