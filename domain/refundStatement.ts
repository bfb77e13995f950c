import { isCid } from './cid.ts';
import type { Hex } from './hex.ts';
import { asArray, asExactObject, asHex, asInteger, asString, ShapeError } from './shape.ts';

/**
 * An operator's word that a list is its list of refunds ({@link RefundList}). No contract records it:
 * the operator signs which list it is, and a gateway keeps that beside the list.
 */

export interface RefundStatement {
  readonly campaign: Hex;
  /** The batch's entry. */
  readonly entry: number;
  /** The batch's operator, who signs. */
  readonly account: Hex;
  /** The list's CID, by which it is found, and the SHA-256 of its bytes, by which it is checked. */
  readonly document: string;
  readonly sha256: Hex;
  /** When it was signed, in Unix seconds; of several about one batch the latest counts. */
  readonly at: number;
}

export interface SignedRefundStatement extends RefundStatement {
  readonly signature: Hex;
}

/** The domain of the signature, as EIP-712 names its fields: bound to one chain and ledger. */
export function refundDomain(chainId: number, ledger: Hex) {
  return { name: 'Sunline Refunds', version: '1', chainId, verifyingContract: ledger } as const;
}

/** The signed struct. */
export const REFUND_TYPES = {
  Refunds: [
    { name: 'campaign', type: 'bytes32' },
    { name: 'entry', type: 'uint32' },
    { name: 'operator', type: 'address' },
    { name: 'document', type: 'string' },
    { name: 'sha256', type: 'bytes32' },
    { name: 'at', type: 'uint256' },
  ],
} as const;

/** The struct's values. */
export const refundMessage = ({ account, at, ...statement }: RefundStatement) => {
  const { campaign, entry, document, sha256 } = statement;
  return { campaign, entry, operator: account, document, sha256, at: BigInt(at) };
};

/** Longest signature, in bytes: contracts that sign may need several keys. */
const LONGEST_SIGNATURE = 2_048;
const MOST = 5_000;

/** Reads a statement, exactly; whether the signature is the operator's is not looked into. */
export function parseRefundStatement(value: unknown, path = 'refunds'): SignedRefundStatement {
  const keys = ['campaign', 'entry', 'account', 'document', 'sha256', 'at', 'signature'];
  const fields = asExactObject(value, path, keys);
  const document = asString(fields['document'], `${path}.document`);
  if (!isCid(document)) throw new ShapeError(`${path}.document`, 'must be a CID of version 1');
  const signature = asString(fields['signature'], `${path}.signature`).toLowerCase();
  const isSignature = /^0x([0-9a-f]{2})+$/.test(signature);
  if (!isSignature || signature.length > 2 + 2 * LONGEST_SIGNATURE) {
    throw new ShapeError(`${path}.signature`, 'must be hexadecimal');
  }
  return {
    campaign: asHex(fields['campaign'], `${path}.campaign`, 32),
    entry: asInteger(fields['entry'], `${path}.entry`, 0, 2 ** 32 - 1),
    account: asHex(fields['account'], `${path}.account`, 20),
    document,
    sha256: asHex(fields['sha256'], `${path}.sha256`, 32),
    at: asInteger(fields['at'], `${path}.at`, 1, 2 ** 32 - 1),
    signature: signature as Hex,
  };
}

/** What a gateway answers at `/refunds`. Throws {@link ShapeError}. */
export function parseRefundStatements(value: unknown): SignedRefundStatement[] {
  const { refunds } = asExactObject(value, 'answer', ['refunds']);
  return asArray(refunds, 'refunds', 0, MOST).map((one, i) =>
    parseRefundStatement(one, `refunds[${i}]`),
  );
}
