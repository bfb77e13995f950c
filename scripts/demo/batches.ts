import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Wallet } from 'ethers';
import { keccak } from '../../domain/hash.ts';
import { toHex } from '../../domain/hex.ts';
import { ADDRESS_BYTES, assemble, KEY_BYTES } from '../../domain/provider/assemble.ts';
import { receiptPrivateKeyBytes } from '../../domain/receipt.ts';
import { formatReceiptCode, RECEIPT_SECRET_BYTES } from '../../domain/receiptCode.ts';
import type { BatchScope } from '../../domain/sumTree.ts';
import { writeBatch } from '../batch/prepare.ts';
import { publishBatch } from '../batch/publish.ts';
import { addressesOf, IN_BULK } from '../batch/receiptAddresses.ts';
import type { AnchoredBatch, NamedGift } from '../scenario/documents.ts';

/**
 * The story's small gifts, kept as an operator keeps them: receipts, the published file and the index
 * by which the gateway finds a gift. Their codes follow from their names, so that the same code works
 * after every start; like everybody's key in the story they are public.
 */

const SEED = 'sunline demo receipt: ';

/** The receipt code of a gift of the story. */
export function demoReceiptCode(gift: string): string {
  return formatReceiptCode(secretOf(gift));
}

function secretOf(gift: string): Uint8Array {
  return keccak(new TextEncoder().encode(SEED + gift)).slice(0, RECEIPT_SECRET_BYTES);
}

export interface BatchKeeping {
  readonly gatewayUrl: string;
  /** Where an operator's files lie; see `RECEIPTS_DIR` of the gateway. */
  readonly folder: string;
  /** Of the token. */
  readonly decimals: number;
}

/**
 * Writes the files of a batch and has the gateway keep the public one.
 * @param gifts in the order of the tree
 * @throws AnchorError when the gateway refuses it
 */
export async function keepBatch(
  { gatewayUrl, folder, decimals }: BatchKeeping,
  scope: BatchScope,
  operator: Wallet,
  gifts: readonly NamedGift[],
): Promise<AnchoredBatch> {
  const keys = new Uint8Array(KEY_BYTES * gifts.length);
  gifts.forEach(({ id }, i) => keys.set(receiptPrivateKeyBytes(secretOf(id)), KEY_BYTES * i));
  const addresses = await addressesOf(keys);
  const paid = gifts.map(({ amount }, i) => {
    const number = String(i + 1).padStart(5, '0');
    return {
      order: number,
      reference: `pay-${number}`,
      time: '',
      campaign: scope.campaign,
      receipt: toHex(addresses.subarray(ADDRESS_BYTES * i, ADDRESS_BYTES * (i + 1))),
      amount,
      paid: amount,
    };
  });
  const assembled = await assemble(scope, paid, IN_BULK, () => {});
  const secrets = new Uint8Array(RECEIPT_SECRET_BYTES * gifts.length);
  gifts.forEach(({ id }, i) => secrets.set(secretOf(id), RECEIPT_SECRET_BYTES * i));

  const run = join(folder, `story-${scope.campaign.slice(2, 10)}`);
  await mkdir(run, { recursive: true });
  const batch = await writeBatch(run, 1, { ...assembled, secrets }, decimals);
  const { chainId, ledger } = scope;
  await publishBatch(gatewayUrl, { folder: run, journal: { chainId, ledger } }, batch, operator);
  return { leaves: assembled.leaves, dataDigest: batch.dataDigest };
}
