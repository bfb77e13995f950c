import type { Hex } from './hex.ts';
import { giftCommitment, ReceiptError } from './receipt.ts';
import { asArray, asHex, asInteger, asObject, asString, ShapeError } from './shape.ts';
import {
  asUnits,
  parseSignedReceipt,
  signedReceiptJson,
  type SignedReceipt,
} from './signedReceipt.ts';
import { verifyGift, type BatchScope, type SumNode, type SumProof } from './sumTree.ts';

/**
 * What a gateway answers when somebody asks for a small gift, by its commitment or by the address of
 * its receipt. Nothing of it is believed: whoever asked checks it against the chain's entry.
 */

/** A gift of an anchored batch, with its proof. */
export interface FoundGift {
  readonly scope: BatchScope;
  readonly root: Hex;
  /** Of the whole batch. */
  readonly sum: bigint;
  readonly commitment: Hex;
  readonly amount: bigint;
  /** The payment's reference; null where the gateway was asked by commitment and does not know it. */
  readonly reference: string | null;
  readonly proof: SumProof;
  /** The CID of the batch's published file, and whether it is there and unaltered. */
  readonly cid: string;
  readonly file: 'kept' | 'missing' | 'altered';
}

/** A gift that is promised and in no batch yet. */
export interface WaitingGift {
  readonly reference: string;
  readonly receipt: SignedReceipt;
}

export interface GiftAnswer {
  readonly gifts: readonly FoundGift[];
  readonly waiting: readonly WaitingGift[];
  /** Roots of batches that hold such a gift, but whose published file is not there. */
  readonly unavailable: readonly Hex[];
}

/** Proofs of 2^32 gifts are no longer. */
const DEEPEST = 32;
const MOST = 1_000;

/**
 * Checks a gift's proof, and that it belongs to the receipt it was asked by.
 * @param address of the receipt's key; null where the commitment alone is known
 * @param entry what the chain says of the batch: its root and its amount
 * @returns the gift's range inside the batch, from the batch's first unit
 * @throws SumTreeError when the proof does not hold, ReceiptError when it is another receipt's
 */
export function checkFoundGift(
  gift: FoundGift,
  address: Hex | null,
  entry: { readonly root: Hex; readonly amount: bigint },
): { readonly start: bigint; readonly end: bigint } {
  const { scope, commitment, amount, reference, proof } = gift;
  if (address !== null) {
    if (reference === null) throw new ReceiptError('the payment reference is missing');
    if (giftCommitment(address, reference) !== commitment) {
      throw new ReceiptError('the gift belongs to another receipt');
    }
  }
  return verifyGift(entry.root, entry.amount, scope, { commitment, amount }, proof);
}

/**
 * Insists that a waiting gift is what it seems to be: promised on this ledger, for this code's
 * payment, by the operator that it names.
 * @param address of the receipt's key
 * @param signer whose signature of the receipt's digest it is, which the caller recovers; null where
 * it is none
 * @throws ReceiptError saying what is not so
 */
export function checkWaitingGift(
  { reference, receipt }: WaitingGift,
  address: Hex,
  place: { readonly chainId: number; readonly ledger: Hex },
  signer: Hex | null,
): void {
  const { chainId, ledger, commitment, operator } = receipt;
  if (chainId !== place.chainId || ledger !== place.ledger) {
    throw new ReceiptError('the promise is about another chain or ledger');
  }
  if (giftCommitment(address, reference) !== commitment) {
    throw new ReceiptError('the promise is about another receipt or payment');
  }
  if (signer !== operator) {
    throw new ReceiptError(`the promise is not signed by the operator ${operator}`);
  }
}

/** The answer as JSON; amounts as decimal strings. */
export function giftAnswerJson({ gifts, waiting, unavailable }: GiftAnswer) {
  return {
    gifts: gifts.map((gift) => ({
      ...gift,
      sum: gift.sum.toString(),
      amount: gift.amount.toString(),
      proof: {
        ...gift.proof,
        siblings: gift.proof.siblings.map(({ hash, sum }) => ({ hash, sum: sum.toString() })),
      },
    })),
    waiting: waiting.map(({ reference, receipt }) => ({
      reference,
      receipt: signedReceiptJson(receipt),
    })),
    unavailable,
  };
}

/** Reads {@link giftAnswerJson}. Throws {@link ShapeError} naming the field. */
export function parseGiftAnswer(value: unknown): GiftAnswer {
  const fields = asObject(value, 'answer');
  return {
    gifts: asArray(fields['gifts'], 'gifts', 0, MOST).map((gift, i) =>
      parseFoundGift(gift, `gifts[${i}]`),
    ),
    waiting: asArray(fields['waiting'], 'waiting', 0, MOST).map((gift, i) => {
      const one = asObject(gift, `waiting[${i}]`);
      return {
        reference: asString(one['reference'], `waiting[${i}].reference`),
        receipt: parseSignedReceipt(one['receipt'], `waiting[${i}].receipt`),
      };
    }),
    unavailable: asArray(fields['unavailable'], 'unavailable', 0, MOST).map((root, i) =>
      asHex(root, `unavailable[${i}]`, 32),
    ),
  };
}

function parseFoundGift(value: unknown, path: string): FoundGift {
  const fields = asObject(value, path);
  const scope = asObject(fields['scope'], `${path}.scope`);
  const proof = asObject(fields['proof'], `${path}.proof`);
  const { reference } = fields;
  const file = (['kept', 'missing', 'altered'] as const).find((state) => state === fields['file']);
  if (file === undefined) throw new ShapeError(`${path}.file`, 'must be kept, missing or altered');
  const siblings = asArray(proof['siblings'], `${path}.proof.siblings`, 0, DEEPEST);
  return {
    scope: {
      chainId: asInteger(scope['chainId'], `${path}.scope.chainId`, 1, Number.MAX_SAFE_INTEGER),
      ledger: asHex(scope['ledger'], `${path}.scope.ledger`, 20),
      campaign: asHex(scope['campaign'], `${path}.scope.campaign`, 32),
      operator: asHex(scope['operator'], `${path}.scope.operator`, 20),
    },
    root: asHex(fields['root'], `${path}.root`, 32),
    sum: asUnits(fields['sum'], `${path}.sum`),
    commitment: asHex(fields['commitment'], `${path}.commitment`, 32),
    amount: asUnits(fields['amount'], `${path}.amount`),
    reference: reference === null ? null : asString(reference, `${path}.reference`),
    proof: {
      index: asInteger(proof['index'], `${path}.proof.index`, 0, 2 ** 32 - 1),
      count: asInteger(proof['count'], `${path}.proof.count`, 1, 2 ** 32 - 1),
      siblings: siblings.map((node, i) => parseNode(node, `${path}.proof.siblings[${i}]`)),
    },
    cid: asString(fields['cid'], `${path}.cid`),
    file,
  };
}

function parseNode(value: unknown, path: string): SumNode {
  const fields = asObject(value, path);
  const hash = asHex(fields['hash'], `${path}.hash`, 32);
  // Padding is the only node without a sum.
  const sum = fields['sum'] === '0' ? 0n : asUnits(fields['sum'], `${path}.sum`);
  return { hash, sum };
}
