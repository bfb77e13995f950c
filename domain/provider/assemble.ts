/** From gifts to batches: receipt codes made, gifts shuffled, commitments and trees computed. */
import { DomainError } from '../errors.ts';
import { toBytes, type Hex } from '../hex.ts';
import { giftCommitmentBytes, receiptPrivateKeyBytes } from '../receipt.ts';
import { newReceiptSecret, RECEIPT_SECRET_BYTES } from '../receiptCode.ts';
import { buildSumTree, type BatchGift, type BatchScope } from '../sumTree.ts';
import type { Gift } from './intake.ts';

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

/** How codes are made; the elliptic curve is the caller's. */
export interface CodeMaker {
  /** The addresses of private keys: 32 bytes each in, 20 bytes each out, in their order. */
  addressesOf(keys: Uint8Array): Promise<Uint8Array>;
  /** Codes made between two pauses. */
  readonly step: number;
  /** Lets everything else have its turn. */
  pause(): Promise<void>;
}

/** The tree does not add up to what the rows say. */
export class AssembleError extends DomainError {
  override readonly name = 'AssembleError';
}

/** Bytes of an address as {@link CodeMaker} writes it. */
export const ADDRESS_BYTES = 20;
/** Bytes of a private key as {@link CodeMaker} reads it. */
export const KEY_BYTES = 32;

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
 * @throws AssembleError when the tree's sum is not the rows' sum
 */
export async function assemble(
  scope: BatchScope,
  gifts: readonly Gift[],
  maker: CodeMaker,
  onCodes: (made: number) => void,
): Promise<Assembled> {
  const { addresses, secrets } = await receiptsOf(gifts, maker, onCodes);
  const leaves = gifts.map(({ reference, amount }, i): BatchGift => {
    const address = addresses.subarray(ADDRESS_BYTES * i, ADDRESS_BYTES * (i + 1));
    return { commitment: flatHex(giftCommitmentBytes(address, reference)), amount };
  });
  const { root, sum } = buildSumTree(scope, leaves);
  const rows = gifts.reduce((total, { amount }) => total + amount, 0n);
  if (sum !== rows) throw new AssembleError(`the tree adds up to ${sum}, the rows to ${rows}`);
  return { scope, gifts, addresses, secrets, leaves, root, sum };
}

async function receiptsOf(
  gifts: readonly Gift[],
  { addressesOf, step, pause }: CodeMaker,
  onCodes: (made: number) => void,
) {
  const addresses = new Uint8Array(ADDRESS_BYTES * gifts.length);
  const secrets = new Uint8Array(RECEIPT_SECRET_BYTES * gifts.length);
  const without: number[] = [];
  gifts.forEach(({ receipt }, i) => {
    if (receipt === null) without.push(i);
    else addresses.set(toBytes(receipt), ADDRESS_BYTES * i);
  });
  for (let from = 0; from < without.length; from += step) {
    const places = without.slice(from, from + step);
    const keys = new Uint8Array(KEY_BYTES * places.length);
    places.forEach((place, k) => {
      const secret = newReceiptSecret();
      secrets.set(secret, RECEIPT_SECRET_BYTES * place);
      keys.set(receiptPrivateKeyBytes(secret), KEY_BYTES * k);
    });
    const made = await addressesOf(keys);
    places.forEach((place, k) =>
      addresses.set(
        made.subarray(ADDRESS_BYTES * k, ADDRESS_BYTES * (k + 1)),
        ADDRESS_BYTES * place,
      ),
    );
    onCodes(from + places.length);
    await pause();
  }
  return { addresses, secrets };
}

/** Every order equally likely (Fisher and Yates): a gift's place says nothing about its time. */
function shuffle(list: unknown[]): void {
  const random = new Uint32Array(1);
  for (let i = list.length - 1; i > 0; i--) {
    const choices = i + 1;
    // What lies above the last whole multiple would favour the first places.
    const fair = 2 ** 32 - (2 ** 32 % choices);
    do crypto.getRandomValues(random);
    while (random[0]! >= fair);
    const j = random[0]! % choices;
    [list[i], list[j]] = [list[j], list[i]];
  }
}

const DIGITS = new TextEncoder().encode('0123456789abcdef');
const digits = new TextDecoder('latin1');
const word = new TextEncoder().encode(`0x${'0'.repeat(64)}`);

/** 32 bytes as a flat string, unlike those put together piece by piece: a million stay small. */
function flatHex(bytes: Uint8Array): Hex {
  for (let i = 0; i < bytes.length; i++) {
    word[2 + 2 * i] = DIGITS[bytes[i]! >> 4]!;
    word[3 + 2 * i] = DIGITS[bytes[i]! & 15]!;
  }
  return digits.decode(word) as Hex;
}
