import type { Hex } from './hex.ts';

/** What an operator signs so that a gateway stores its batch's file: nobody else fills the disk. */

/** The header that carries the signature. */
export const UPLOAD_HEADER = 'x-sunline-signature';

/** The domain of the signature, as EIP-712 names its fields. */
export function uploadDomain(chainId: number, ledger: Hex) {
  return { name: 'Sunline Gateway', version: '1', chainId, verifyingContract: ledger } as const;
}

/** The signed struct: the SHA-256 of the file's bytes. */
export const UPLOAD_TYPES = { StoreBatch: [{ name: 'sha256', type: 'bytes32' }] } as const;
