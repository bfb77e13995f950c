/** The offices of the access manager: their numbers, what each may call, and who is to hold them. */
import type { Interface } from 'ethers';
import { Desk__factory } from '../../typechain-types/factories/contracts/Desk__factory.ts';
import { Registry__factory } from '../../typechain-types/factories/contracts/Registry__factory.ts';

/** Numbers of the offices in the access manager. */
export const ADMIN_ROLE = 0n;
export const REGISTRAR_ROLE = 1n;
export const GUARDIAN_ROLE = 2n;

/** Seconds between announcing an action and doing it, by office. */
export interface Delays {
  readonly admin: number;
  readonly registrar: number;
  readonly guardian: number;
}

export interface Roles {
  /** Grants and revokes roles. */
  readonly admin: string;
  /** Recognises charities, auditors, operators, tokens, desks, fund keepers and witnesses. */
  readonly registrar: string;
  /** Pauses a campaign for some days, and calls back what others announced. */
  readonly guardian: string;
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
}

/** Every office of a deployment, the administrator's last: whoever sets up is administrator until then. */
export function officesOf({ registry, desk }: Guarded, roles: Roles): Office[] {
  const { admin, registrar, guardian, delays } = roles;
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
    { name: 'admin', role: ADMIN_ROLE, holder: admin, delay: delays.admin, powers: [] },
  ];
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
