import { recoverAddress } from 'viem';
import { privateKeyToAddress } from 'viem/accounts';
import * as v from 'valibot';
import { DomainError } from '../../domain/errors.ts';
import {
  checkFoundGift,
  checkWaitingGift,
  parseGiftAnswer,
  type FoundGift,
  type GiftAnswer,
  type WaitingGift,
} from '../../domain/giftAnswer.ts';
import type { Hex } from '../../domain/hex.ts';
import { giftCommitment, receiptDigest, receiptPrivateKey } from '../../domain/receipt.ts';
import { ShapeError } from '../../domain/shape.ts';
import type { EntryView } from '../../domain/views.ts';
import { appConfig, contractAddress } from '../app/config.ts';
import { BadAnswer, getJson, NotFound } from './http.ts';

/** A promised gift, and whether its receipt is really about it and signed by its operator. */
export interface PromisedGift extends WaitingGift {
  readonly isSigned: boolean;
}

/** What a gateway says of a receipt code's gifts. */
export interface ReceiptAnswer extends Omit<GiftAnswer, 'waiting'> {
  readonly waiting: readonly PromisedGift[];
}

/** Address of a receipt code's key, derived here: the code itself is sent nowhere. */
export function receiptAddress(secret: Uint8Array): Hex {
  return privateKeyToAddress(receiptPrivateKey(secret)).toLowerCase() as Hex;
}

/**
 * Asks the gateway where the gifts of a receipt stand; their proofs are checked by
 * {@link provenRange}.
 * @param reference of the payment, where the giver knows it: with it, a gateway can answer that has
 * the batch's published file and not the operator's index; null to ask by the address alone
 * @throws NotFound when it knows of none; ServiceError
 */
export async function askGifts(
  address: Hex,
  reference: string | null,
  signal: AbortSignal,
): Promise<ReceiptAnswer> {
  const { gifts, waiting, unavailable } = await answerOf(address, reference, signal);
  // While a batch is being anchored, the gateway may speak of a gift in both ways.
  const anchored = new Set(gifts.map(({ commitment }) => commitment));
  const promised = waiting.filter(({ receipt }) => !anchored.has(receipt.commitment));
  return {
    gifts,
    waiting: await Promise.all(
      promised.map(async (gift) => ({
        ...gift,
        isSigned: await isPromised(address, gift),
      })),
    ),
    unavailable,
  };
}

async function answerOf(
  address: Hex,
  reference: string | null,
  signal: AbortSignal,
): Promise<GiftAnswer> {
  const ask = async (key: Hex) =>
    read(await getJson(`${appConfig().gatewayUrl}/gifts/${key}`, v.unknown(), { signal }));
  if (reference === null) return ask(address);
  try {
    const { gifts, ...rest } = await ask(giftCommitment(address, reference));
    return { ...rest, gifts: gifts.map((gift) => ({ ...gift, reference })) };
  } catch (error) {
    // A gift that waits to be anchored is known by its address alone.
    if (error instanceof NotFound) return ask(address);
    throw error;
  }
}

/**
 * Where a gift stands inside its batch, from the batch's first unit; null where the proof does not
 * lead to what the entry holds.
 */
export function provenRange(
  gift: FoundGift,
  address: Hex,
  { start, end, batch }: EntryView,
): { readonly start: bigint; readonly end: bigint } | null {
  const { chainId, ledger } = here();
  const { scope } = gift;
  if (batch === null || scope.chainId !== chainId || scope.ledger !== ledger) return null;
  try {
    const entry = { root: batch.root, amount: BigInt(end) - BigInt(start) };
    return checkFoundGift(gift, address, entry);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** Whether a receipt promises this payment of this code, here, in its operator's hand. */
export async function isPromised(address: Hex, gift: WaitingGift): Promise<boolean> {
  const { chainId, ledger, signature } = gift.receipt;
  const hash = receiptDigest(chainId, ledger, gift.receipt);
  const signer = await recoverAddress({ hash, signature }).catch(() => null);
  try {
    checkWaitingGift(gift, address, here(), signer && (signer.toLowerCase() as Hex));
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

function here() {
  return { chainId: appConfig().chainId, ledger: contractAddress('Ledger') };
}

function read(body: unknown): GiftAnswer {
  try {
    return parseGiftAnswer(body);
  } catch (error) {
    if (error instanceof ShapeError) throw new BadAnswer(`gift: ${error.message}`);
    throw error;
  }
}
