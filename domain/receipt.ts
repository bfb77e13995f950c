import { DomainError } from './errors.ts';
import { keccak, keccak256, keccakText } from './hash.ts';
import { concat, createWords, encodeWords, toBytes, toHex, writeWord, type Hex } from './hex.ts';
import { cleanLine, lengthOf } from './text.ts';

/**
 * What follows from a receipt code: a key pair, and with the payment's reference the gift's
 * commitment. The commitment stands in the published file of the batch; without the code's 128
 * random bits nobody can guess whose it is, and one code cannot stand for two payments unseen, since
 * the reference is part of it.
 *
 * The address that belongs to the private key needs secp256k1, which `domain/` does not carry:
 * pages and scripts have a library for it anyhow and pass the address in.
 */

/** A payment's reference, or a promise about a gift, makes no sense. */
export class ReceiptError extends DomainError {
  override readonly name = 'ReceiptError';
}

/** Longest payment reference, in characters. */
export const REFERENCE_LIMIT = 64;

const KEY_TAG = toBytes(keccakText('Sunline receipt key 1'));
const COMMITMENT_TAG = keccakText('Sunline gift commitment 1');
/** The order of secp256k1: private keys are from 1 to one less. */
const CURVE_ORDER = toBytes('0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141');

/** The private key that belongs to a code's 16 bytes: the hash of them in a domain of its own. */
export function receiptPrivateKey(secret: Uint8Array): Hex {
  return toHex(receiptPrivateKeyBytes(secret));
}

/** As {@link receiptPrivateKey}, as bytes. */
export function receiptPrivateKeyBytes(secret: Uint8Array): Uint8Array {
  let key = keccak(concat(KEY_TAG, secret));
  // One hash in 2^128 is no key of the curve.
  while (!isPrivateKey(key)) key = keccak(concat(KEY_TAG, key));
  return key;
}

/** A plain reference, as nearly all are, needs no cleaning. */
const PLAIN = /^[\x21-\x7e]{1,64}$/;

/**
 * A payment reference as it goes into the commitment: what the donor's payment slip shows (an order
 * number), in one line, without hidden characters.
 * @throws ReceiptError when nothing is left of it, or more than {@link REFERENCE_LIMIT} characters
 */
export function paymentReference(text: string): string {
  if (PLAIN.test(text)) return text;
  const reference = cleanLine(text);
  if (reference === '') throw new ReceiptError('the payment reference is empty');
  if (lengthOf(reference) > REFERENCE_LIMIT) {
    throw new ReceiptError(`the payment reference has more than ${REFERENCE_LIMIT} characters`);
  }
  return reference;
}

const encoder = new TextEncoder();
const commitmentWords = createWords(3 * 32);
writeWord(commitmentWords, 0, COMMITMENT_TAG);

/**
 * What stands for a gift in its batch:
 * `keccak256(abi.encode(keccak256("Sunline gift commitment 1"), address, keccak256(reference)))`.
 * @param address of the key that follows from the receipt code
 * @param reference as {@link paymentReference} gives it
 */
export function giftCommitment(address: Hex, reference: string): Hex {
  return toHex(giftCommitmentBytes(toBytes(address), reference));
}

/** As {@link giftCommitment}, with the address's 20 bytes and 32 bytes for an answer. */
export function giftCommitmentBytes(address: Uint8Array, reference: string): Uint8Array {
  commitmentWords.bytes.set(address, 32 + 12);
  commitmentWords.bytes.set(keccak(encoder.encode(reference)), 64);
  return keccak(commitmentWords.bytes);
}

/** What an operator promises at payment: to anchor this gift by then (Unix seconds). */
export interface GiftPromise {
  readonly campaign: Hex;
  readonly commitment: Hex;
  /** In the token's smallest unit. */
  readonly amount: bigint;
  readonly anchorBy: number;
}

/** The domain of the operator's signature, as EIP-712 names its fields. */
export function receiptDomain(chainId: number, ledger: Hex) {
  return { name: 'Sunline Receipt', version: '1', chainId, verifyingContract: ledger } as const;
}

/** The signed struct, as EIP-712 libraries take it. */
export const RECEIPT_TYPES = {
  Receipt: [
    { name: 'campaign', type: 'bytes32' },
    { name: 'commitment', type: 'bytes32' },
    { name: 'amount', type: 'uint96' },
    { name: 'anchorBy', type: 'uint64' },
  ],
} as const;

const DOMAIN_TYPE = keccakText(
  'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)',
);
const RECEIPT_TYPE = keccakText(
  `Receipt(${RECEIPT_TYPES.Receipt.map(({ name, type }) => `${type} ${name}`).join(',')})`,
);

/** The 32 bytes that the operator signs (EIP-712). */
export function receiptDigest(chainId: number, ledger: Hex, promise: GiftPromise): Hex {
  const { name, version } = receiptDomain(chainId, ledger);
  const { campaign, commitment, amount, anchorBy } = promise;
  const domain = keccak(
    encodeWords([DOMAIN_TYPE, keccakText(name), keccakText(version), chainId, ledger]),
  );
  const struct = keccak(encodeWords([RECEIPT_TYPE, campaign, commitment, amount, anchorBy]));
  return keccak256(concat(new Uint8Array([0x19, 0x01]), domain, struct));
}

function isPrivateKey(key: Uint8Array): boolean {
  if (key.every((byte) => byte === 0)) return false;
  const place = key.findIndex((byte, i) => byte !== CURVE_ORDER[i]);
  return place >= 0 && key[place]! < CURVE_ORDER[place]!;
}
