import { recoverAddress } from 'ethers';
import type { Hex } from '../../domain/hex.ts';
import { receiptDigest } from '../../domain/receipt.ts';
import type { SignedReceipt } from '../../domain/signedReceipt.ts';

/** Whose signature stands under a receipt; null where it is none of a plain key. */
export function signerOf(receipt: SignedReceipt): Hex | null {
  const { chainId, ledger, signature } = receipt;
  return recovered(receiptDigest(chainId, ledger, receipt), signature);
}

/** Who signed a digest; null for what is no signature of a plain key. */
export function recovered(digest: Hex, signature: Hex): Hex | null {
  try {
    return recoverAddress(digest, signature).toLowerCase() as Hex;
  } catch {
    return null;
  }
}
