/** From gifts to batches: receipt codes made, gifts shuffled, commitments and trees computed. */
import { randomInt } from 'node:crypto';
import { toBytes, type Hex } from '../../domain/hex.ts';
import { giftCommitmentBytes, receiptPrivateKeyBytes } from '../../domain/receipt.ts';
import { newReceiptSecret, RECEIPT_SECRET_BYTES } from '../../domain/receiptCode.ts';
import { buildSumTree, type BatchGift, type BatchScope } from '../../domain/sumTree.ts';
import type { Gift } from '../../domain/provider/intake.ts';
import { BatchError } from './errors.ts';
import { addressesOf } from './receiptAddresses.ts';

/** One batch, gift by gift in the order of its tree. */
export interface Assembled {
  readonly scope: BatchScope;
  readonly gifts: readonly Gift[];
  /** 20 bytes for each gift. */
  readonly addresses: Uint8Array;
  /** 16 bytes for each code made here; zeros where the gift brought an address. */
  readonly secrets: Uint8Array;
  readonly leaves: readonly BatchGift[];
  readonly root: Hex;
  readonly sum: bigint;
}

const ADDRESS_BYTES = 20;
const KEY_BYTES = 32;
/** Codes made between two signs of life. */
const STEP = 32_768;

/** The gifts that are left after refunds, by campaign, in batches of at most `most`, shuffled. */
export function groupGifts(gifts: readonly Gift[], most: number): Gift[][] {
  const byCampaign = new Map<Hex, Gift[]>();
  for (const gift of gifts) {
    if (gift.amount === 0n) continue;
    const group = byCampaign.get(gift.campaign);
    if (group === undefined) byCampaign.set(gift.campaign, [gift]);
    else group.push(gift);
  }
  return [...byCampaign.values()].flatMap((group) => {
    shuffle(group);
    // Equal parts: a last batch of three gifts would hide nobody.
    const parts = Math.ceil(group.length / most);
    const size = Math.ceil(group.length / parts);
    return Array.from({ length: parts }, (_, i) => group.slice(i * size, (i + 1) * size));
  });
}

/**
 * Makes the codes that are missing and builds the tree.
 * @param onCodes hears how many codes were made so far
 * @throws BatchError when the tree's sum is not the rows' sum
 */
export async function assemble(
  scope: BatchScope,
  gifts: readonly Gift[],
  onCodes: (made: number) => void,
): Promise<Assembled> {
  const { addresses, secrets } = await receiptsOf(gifts, onCodes);
  const leaves = gifts.map(({ reference, amount }, i): BatchGift => {
    const address = addresses.subarray(ADDRESS_BYTES * i, ADDRESS_BYTES * (i + 1));
    return { commitment: hex(giftCommitmentBytes(address, reference)), amount };
  });
  const { root, sum } = buildSumTree(scope, leaves);
  const rows = gifts.reduce((total, { amount }) => total + amount, 0n);
  if (sum !== rows) throw new BatchError(`the tree adds up to ${sum}, the rows to ${rows}`);
  return { scope, gifts, addresses, secrets, leaves, root, sum };
}

async function receiptsOf(gifts: readonly Gift[], onCodes: (made: number) => void) {
  const addresses = new Uint8Array(ADDRESS_BYTES * gifts.length);
  const secrets = new Uint8Array(RECEIPT_SECRET_BYTES * gifts.length);
  const without: number[] = [];
  gifts.forEach(({ receipt }, i) => {
    if (receipt === null) without.push(i);
    else addresses.set(toBytes(receipt), ADDRESS_BYTES * i);
  });
  for (let from = 0; from < without.length; from += STEP) {
    const places = without.slice(from, from + STEP);
    const keys = new Uint8Array(KEY_BYTES * places.length);
    places.forEach((place, k) => {
      const secret = newReceiptSecret();
      secrets.set(secret, RECEIPT_SECRET_BYTES * place);
      keys.set(receiptPrivateKeyBytes(secret), KEY_BYTES * k);
    });
    const made = addressesOf(keys);
    places.forEach((place, k) =>
      addresses.set(
        made.subarray(ADDRESS_BYTES * k, ADDRESS_BYTES * (k + 1)),
        ADDRESS_BYTES * place,
      ),
    );
    onCodes(from + places.length);
    // Signals and output get their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { addresses, secrets };
}

/** Every order equally likely (Fisher and Yates): a gift's place says nothing about its time. */
function shuffle(list: unknown[]): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
}

/** Flat strings, unlike those that are put together piece by piece: a million of them stay small. */
function hex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')}`;
}
