import type { Hex } from './hex.ts';
import { LINE_LIMIT } from './line.ts';
import { ReceiptError, receiptDigest, type GiftPromise } from './receipt.ts';
import { asHex, asInteger, asObject, asString, ShapeError } from './shape.ts';

/**
 * The receipt that an operator signs when a gift is paid, and what became of its promise. A gift
 * that the operator leaves out of its batches is thereby provable.
 */

/** The last moment that a Date can hold, in Unix seconds: a later one cannot be told to anybody. */
const LAST_SECOND = 8.64e12;

/** A promise with its signature, bound to one chain and ledger. */
export interface SignedReceipt extends GiftPromise {
  readonly chainId: number;
  readonly ledger: Hex;
  /** Who anchors, and who signed. */
  readonly operator: Hex;
  readonly signature: Hex;
}

/** One batch that the ledger's events tell of. */
export interface AnchoredBatch {
  readonly campaign: Hex;
  readonly operator: Hex;
  /** The entry's number in its campaign. */
  readonly entry: number;
  /** When it was anchored, in Unix seconds. */
  readonly time: number;
  /**
   * The amount that the published file names for a commitment, undefined if it names none; null
   * instead of a function when the file is missing or was altered.
   */
  readonly amountOf: ((commitment: Hex) => bigint | undefined) | null;
}

/** What became of a promise. */
export type ReceiptVerdict =
  | { readonly state: 'kept'; readonly entry: number }
  /** Not anchored yet, and there is still time. */
  | { readonly state: 'waiting'; readonly until: number }
  /** Proven not kept: never anchored, too late, or with another amount. */
  | { readonly state: 'broken'; readonly reason: 'missing' }
  | { readonly state: 'broken'; readonly reason: 'late'; readonly entry: number }
  | {
      readonly state: 'broken';
      readonly reason: 'amount';
      readonly entry: number;
      readonly found: bigint;
    }
  /** The files of these batches cannot be read, and the gift may be in one of them. */
  | { readonly state: 'undecided'; readonly unread: readonly number[] };

/** Whether `operator` signed `digest`; secp256k1 (and ERC-1271, if wanted) is the caller's. */
export type SignatureCheck = (operator: Hex, digest: Hex, signature: Hex) => boolean;

/**
 * What became of an operator's promise, given every batch anchored up to a moment.
 * @param batches of any campaign and operator; those of another campaign do not count. Another key of
 * the campaign's operators counts as well: the one that promised may have been replaced since
 * @param now time of the block up to which the batches are known, in Unix seconds
 * @throws ReceiptError when the signature is not the operator's: then there is no promise
 */
export function judgeReceipt(
  receipt: SignedReceipt,
  batches: readonly AnchoredBatch[],
  now: number,
  isSignedBy: SignatureCheck,
): ReceiptVerdict {
  const { chainId, ledger, operator, signature, campaign, commitment, amount, anchorBy } = receipt;
  if (!isSignedBy(operator, receiptDigest(chainId, ledger, receipt), signature)) {
    throw new ReceiptError(`the receipt is not signed by the operator ${operator}`);
  }
  const ours = batches.filter((batch) => batch.campaign === campaign);
  const found = ours.flatMap(({ entry, time, amountOf }) => {
    const anchored = amountOf?.(commitment);
    return anchored === undefined ? [] : [{ entry, time, amount: anchored }];
  });
  const kept = found.find((one) => one.amount === amount && one.time <= anchorBy);
  if (kept !== undefined) return { state: 'kept', entry: kept.entry };
  if (now <= anchorBy) return { state: 'waiting', until: anchorBy };
  const unread = ours.filter(({ amountOf, time }) => amountOf === null && time <= anchorBy);
  if (unread.length > 0) return { state: 'undecided', unread: unread.map(({ entry }) => entry) };
  const late = found.find((one) => one.amount === amount);
  if (late !== undefined) return { state: 'broken', reason: 'late', entry: late.entry };
  const [other] = found;
  if (other === undefined) return { state: 'broken', reason: 'missing' };
  return { state: 'broken', reason: 'amount', entry: other.entry, found: other.amount };
}

/** A signed receipt as JSON; amounts as decimal strings. */
export function signedReceiptJson(receipt: SignedReceipt) {
  return { ...receipt, amount: receipt.amount.toString() };
}

/** Reads {@link signedReceiptJson}. The signature is not checked here. Throws {@link ShapeError}. */
export function parseSignedReceipt(value: unknown, path = 'receipt'): SignedReceipt {
  const fields = asObject(value, path);
  const hex = (name: string, bytes: number): Hex => asHex(fields[name], `${path}.${name}`, bytes);
  const integer = (name: string, most: number): number =>
    asInteger(fields[name], `${path}.${name}`, 1, most);
  return {
    chainId: integer('chainId', Number.MAX_SAFE_INTEGER),
    ledger: hex('ledger', 20),
    operator: hex('operator', 20),
    campaign: hex('campaign', 32),
    commitment: hex('commitment', 32),
    amount: asUnits(fields['amount'], `${path}.amount`),
    anchorBy: integer('anchorBy', LAST_SECOND),
    signature: asSignature(fields['signature'], `${path}.signature`),
  };
}

/** A whole number of smallest units above zero and below 2^96, as a decimal string. */
export function asUnits(value: unknown, path: string): bigint {
  const text = asString(value, path);
  const units = /^[1-9]\d{0,28}$/.test(text) ? BigInt(text) : 0n;
  if (units <= 0n || units >= LINE_LIMIT) {
    throw new ShapeError(path, 'must be a whole number of smallest units, as a string');
  }
  return units;
}

/** Signatures of plain keys have 65 bytes, those of contracts as many as they like. */
function asSignature(value: unknown, path: string): Hex {
  const text = asString(value, path);
  if (!/^0x(?:[0-9a-fA-F]{2}){1,2048}$/.test(text))
    throw new ShapeError(path, 'must be hexadecimal');
  return text.toLowerCase() as Hex;
}
