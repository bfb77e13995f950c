/** The offices of the access manager: their numbers, what each may call, and who is to hold them. */
import { getAddress } from 'ethers';
import type { Interface } from 'ethers';
import { CustodyToken__factory } from '../../typechain-types/factories/contracts/CustodyToken__factory.ts';
import { Desk__factory } from '../../typechain-types/factories/contracts/Desk__factory.ts';
import { Registry__factory } from '../../typechain-types/factories/contracts/Registry__factory.ts';

/** What the recorded name of a custody token begins with; its symbol follows. */
const CUSTODY_TOKEN = 'CustodyToken ';

/** Numbers of the offices in the access manager. */
export const ADMIN_ROLE = 0n;
export const REGISTRAR_ROLE = 1n;
export const GUARDIAN_ROLE = 2n;

/** Seconds between announcing an action and doing it, by office. */
export interface Delays {
  readonly admin: number;
  readonly registrar: number;
  readonly guardian: number;
  readonly custodian: number;
}

export const NO_DELAYS: Delays = { admin: 0, registrar: 0, guardian: 0, custodian: 0 };

/** Somebody who is to hold an office. */
export interface Appointment {
  readonly account: string;
  /** Seconds between announcing an action and doing it. */
  readonly delay: number;
}

/** Who is to hold each office: one account or several, each with a delay of its own. */
export interface Roles {
  /** Grant and revoke roles. */
  readonly admin: readonly Appointment[];
  /** Recognise charities, auditors, operators, tokens, desks, fund keepers and witnesses. */
  readonly registrar: readonly Appointment[];
  /** Pause a campaign for some days, and call back what others announced. */
  readonly guardian: readonly Appointment[];
  /** Make and redeem the receipts of each custody token, by its symbol. */
  readonly custodians: Readonly<Record<string, readonly Appointment[]>>;
}

/** Functions of one contract that an office alone may call. */
export interface Power {
  /** The contract's name in the deployment record. */
  readonly contract: string;
  readonly target: string;
  readonly functions: readonly { readonly name: string; readonly selector: string }[];
}

export interface Office {
  readonly name: string;
  /** Its number in the access manager. */
  readonly role: bigint;
  readonly holders: readonly Appointment[];
  readonly powers: readonly Power[];
  /** Whose holders may call back what this office announced, besides administrators. */
  readonly guardian?: bigint;
}

/** Where the contracts stand whose functions are for one office only. */
export interface Guarded {
  readonly registry: string;
  readonly desk: string;
  /** Addresses by symbol. */
  readonly custodyTokens: Readonly<Record<string, string>>;
}

/** Every office of a deployment, the administrator's last: whoever sets up is administrator until then. */
export function officesOf({ registry, desk, custodyTokens }: Guarded, roles: Roles): Office[] {
  const { admin, registrar, guardian, custodians } = roles;
  const registrarsPower = power('Registry', registry, Registry__factory.createInterface(), [
    'recognise',
    'unrecognise',
    'nameGeneralFund',
  ]);
  return [
    {
      name: 'registrar',
      role: REGISTRAR_ROLE,
      holders: registrar,
      powers: [registrarsPower],
      guardian: GUARDIAN_ROLE,
    },
    {
      name: 'guardian',
      role: GUARDIAN_ROLE,
      holders: guardian,
      powers: [power('Desk', desk, Desk__factory.createInterface(), ['pause'])],
    },
    ...Object.entries(custodyTokens).map(([symbol, token]) => ({
      name: `custodian of ${symbol}`,
      role: custodianRole(token),
      holders: custodians[symbol] ?? admin,
      powers: [
        power(`CustodyToken ${symbol}`, token, CustodyToken__factory.createInterface(), [
          'stateReserve',
          'mint',
          'confirmPaid',
          'refuse',
        ]),
      ],
      guardian: GUARDIAN_ROLE,
    })),
    { name: 'admin', role: ADMIN_ROLE, holders: admin, powers: [] },
  ];
}

/**
 * The roles of both, each account once: where both name it, as the first does.
 * @param more whom the first may leave out
 */
export function joinRoles(roles: Roles, more: Roles): Roles {
  const symbols = new Set([...Object.keys(roles.custodians), ...Object.keys(more.custodians)]);
  return {
    admin: joinHolders(roles.admin, more.admin),
    registrar: joinHolders(roles.registrar, more.registrar),
    guardian: joinHolders(roles.guardian, more.guardian),
    custodians: Object.fromEntries(
      [...symbols].map((symbol) => [
        symbol,
        joinHolders(roles.custodians[symbol] ?? [], more.custodians[symbol] ?? []),
      ]),
    ),
  };
}

function joinHolders(first: readonly Appointment[], more: readonly Appointment[]): Appointment[] {
  const known = new Set(first.map(({ account }) => getAddress(account)));
  return [...first, ...more.filter(({ account }) => !known.has(getAddress(account)))];
}

/** Addresses of a deployment's custody tokens by symbol, from its contracts by name. */
export function custodyTokensOf(
  contracts: Readonly<Record<string, { readonly address: string }>>,
): Record<string, string> {
  const tokens = Object.entries(contracts).filter(([name]) => name.startsWith(CUSTODY_TOKEN));
  return Object.fromEntries(
    tokens.map(([name, { address }]) => [name.slice(CUSTODY_TOKEN.length), address]),
  );
}

/** The number of a custody token's custodian: the address's last 60 bits, so that each token has its own. */
export function custodianRole(token: string): bigint {
  return BigInt.asUintN(60, BigInt(token));
}

function power(
  contract: string,
  target: string,
  contractInterface: Interface,
  names: readonly string[],
): Power {
  const functions = names.map((name) => {
    const known = contractInterface.getFunction(name);
    if (known === null) throw new Error(`${contract} has no function ${name}`);
    return { name, selector: known.selector };
  });
  return { contract, target, functions };
}
