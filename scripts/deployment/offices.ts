/** The offices of the access manager: their numbers, what each may call, and who is to hold them. */
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

export interface Roles {
  /** Grants and revokes roles. */
  readonly admin: string;
  /** Recognises charities, auditors, operators, tokens, desks, fund keepers and witnesses. */
  readonly registrar: string;
  /** Pauses a campaign for some days, and calls back what others announced. */
  readonly guardian: string;
  /** Who makes and redeems the receipts of each custody token, by its symbol. */
  readonly custodians: Readonly<Record<string, string>>;
  readonly delays: Delays;
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
  readonly holder: string;
  readonly delay: number;
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
  const { admin, registrar, guardian, custodians, delays } = roles;
  const registrarsPower = power('Registry', registry, Registry__factory.createInterface(), [
    'recognise',
    'unrecognise',
    'nameGeneralFund',
  ]);
  return [
    {
      name: 'registrar',
      role: REGISTRAR_ROLE,
      holder: registrar,
      delay: delays.registrar,
      powers: [registrarsPower],
      guardian: GUARDIAN_ROLE,
    },
    {
      name: 'guardian',
      role: GUARDIAN_ROLE,
      holder: guardian,
      delay: delays.guardian,
      powers: [power('Desk', desk, Desk__factory.createInterface(), ['pause'])],
    },
    ...Object.entries(custodyTokens).map(([symbol, token]) => ({
      name: `custodian of ${symbol}`,
      role: custodianRole(token),
      holder: custodians[symbol] ?? admin,
      delay: delays.custodian,
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
    { name: 'admin', role: ADMIN_ROLE, holder: admin, delay: delays.admin, powers: [] },
  ];
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
