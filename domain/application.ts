import type { Hex } from './hex.ts';
import { asExactObject, asHex, asInteger, asString, ShapeError } from './shape.ts';

/**
 * How somebody asks to be recognised. No contract records it: the account signs which document says
 * who it is, a gateway keeps that, and whoever recognises looks it up there. Nothing follows from it
 * but that the account said so.
 */

/** As what somebody may ask to be recognised; tokens and desks have no account that could sign. */
export const APPLICATION_ROLES = [
  'charity',
  'auditor',
  'witness',
  'operator',
  'fundKeeper',
] as const;
export type ApplicationRole = (typeof APPLICATION_ROLES)[number];

export interface Application {
  readonly role: ApplicationRole;
  readonly account: Hex;
  /** Digest of the {@link Profile} that says who this is. */
  readonly document: Hex;
  /** When it was signed, in Unix seconds; of several by an account in a role the latest counts. */
  readonly at: number;
}

export interface SignedApplication extends Application {
  readonly signature: Hex;
}

/** The domain of the signature, as EIP-712 names its fields: bound to one chain and registry. */
export function applicationDomain(chainId: number, registry: Hex) {
  return {
    name: 'Sunline Application',
    version: '1',
    chainId,
    verifyingContract: registry,
  } as const;
}

/** The signed struct. */
export const APPLICATION_TYPES = {
  Application: [
    { name: 'role', type: 'string' },
    { name: 'account', type: 'address' },
    { name: 'document', type: 'bytes32' },
    { name: 'at', type: 'uint256' },
  ],
} as const;

/** The struct's values. */
export const applicationMessage = ({ role, account, document, at }: Application) => ({
  role,
  account,
  document,
  at: BigInt(at),
});

/** Longest signature, in bytes: contracts that sign may need several keys. */
const LONGEST_SIGNATURE = 2_048;

/** Reads an application, exactly; whether the signature is the account's is not looked into. */
export function parseApplication(value: unknown, path = 'application'): SignedApplication {
  const fields = asExactObject(value, path, ['role', 'account', 'document', 'at', 'signature']);
  const role = APPLICATION_ROLES.find((one) => one === fields['role']);
  if (role === undefined) {
    throw new ShapeError(`${path}.role`, `must be one of ${APPLICATION_ROLES.join(', ')}`);
  }
  const signature = asString(fields['signature'], `${path}.signature`).toLowerCase();
  const isSignature = /^0x([0-9a-f]{2})+$/.test(signature);
  if (!isSignature || signature.length > 2 + 2 * LONGEST_SIGNATURE) {
    throw new ShapeError(`${path}.signature`, 'must be hexadecimal');
  }
  return {
    role,
    account: asHex(fields['account'], `${path}.account`, 20),
    document: asHex(fields['document'], `${path}.document`, 32),
    at: asInteger(fields['at'], `${path}.at`, 1, 2 ** 32 - 1),
    signature: signature as Hex,
  };
}
