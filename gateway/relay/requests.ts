import { concatHex, encodeFunctionData, keccak256, numberToHex, slice } from 'viem';
import { z } from 'zod';
import { deskAbi } from '../../abi/Desk.ts';
import { ledgerAbi } from '../../abi/Ledger.ts';
import { isHex, ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import { fitting } from '../input.ts';
import { ForeignCall } from './errors.ts';

/**
 * What the relay can be asked to send: every call of the product that works by the signature of
 * somebody other than its sender, and no other. A request names the fields; calldata is only ever
 * made here, from fields that were read.
 */

/** Bytes of hex at most: an assertion of a passkey takes about 600. */
const LONGEST_SIGNATURE = 4_096;
/** Of a list's proof: a list of 2^32 shares. */
const LONGEST_PROOF = 32;

const hex = (size: number) =>
  z
    .custom<Hex>((text) => typeof text === 'string' && isHex(text, size), `must be ${size} bytes`)
    .transform((text) => text.toLowerCase() as Hex);
const bytes = (most: number) =>
  z
    .custom<Hex>(
      (text) => typeof text === 'string' && text.length <= 2 + 2 * most && isHex(text),
      `must be at most ${most} bytes of hex`,
    )
    .transform((text) => text.toLowerCase() as Hex);
const address = hex(20);
const word = hex(32);
const uint = (bits: number) =>
  z
    .string()
    .regex(/^(0|[1-9][0-9]{0,77})$/, 'must be a whole number, as a string')
    .transform(BigInt)
    .refine((value) => value >> BigInt(bits) === 0n, `must fit ${bits} bits`);
const uint32 = z.number().int().min(0).max(0xffff_ffff);
const signature = bytes(LONGEST_SIGNATURE);

const terms = z.object({
  campaign: word,
  number: uint32,
  payee: address,
  target: word,
  amount: uint(96),
  category: z.number().int().min(0).max(5),
  deliverBy: uint32,
  documents: word,
  recipient: bytes(84),
});
const share = z.object({
  index: uint32,
  amount: uint(96),
  key: bytes(84),
  proof: z.array(word).max(LONGEST_PROOF),
});
const NO_SHARE = { index: 0, amount: '0', key: '0x', proof: [] } as const;
const where = { chainId: z.number().int().positive(), contract: address };

const schemas = {
  donateWithAuthorization: z.object({
    ...where,
    call: z.literal('donateWithAuthorization'),
    campaign: word,
    payer: address,
    giver: address,
    amount: uint(96),
    salt: word,
    validAfter: uint(256),
    validBefore: uint(256),
    signature: hex(65),
  }),
  returnFunds: z.object({
    ...where,
    call: z.literal('returnFunds'),
    campaign: word,
    index: uint32,
    amount: uint(96),
    deadline: uint(256),
    // An empty one would make the relay itself the payee.
    signature: signature.refine((given) => given !== '0x', 'is missing'),
  }),
  confirmDelivery: z.object({
    ...where,
    call: z.literal('confirmDelivery'),
    terms,
    evidence: word,
    received: uint(96),
    signature,
  }),
  confirmShare: z.object({
    ...where,
    call: z.literal('confirmShare'),
    terms,
    evidence: word,
    share,
    received: uint(96),
    signature,
  }),
  disputeDelivery: z.object({
    ...where,
    call: z.literal('disputeDelivery'),
    terms,
    share: share.default({ ...NO_SHARE, proof: [] }),
    reason: word,
    signature,
  }),
} as const;

/** The calls that the relay knows. */
export type CallName = keyof typeof schemas;
export const CALLS = Object.keys(schemas) as readonly CallName[];

/** A request as it was read; amounts and times are bigint, hex is lower case. */
export type RelayRequest = { [name in CallName]: z.output<(typeof schemas)[name]> }[CallName];

const named = z.object({ call: z.string() });

/**
 * Reads a request. Fields that are not known are left out.
 * @throws ForeignCall for a call that is not one of {@link CALLS}, BadRequest naming the field
 */
export function parseRequest(value: unknown): RelayRequest {
  const { data } = named.safeParse(value);
  const name = CALLS.find((call) => call === data?.call);
  if (name === undefined) throw new ForeignCall(`call: must be one of ${CALLS.join(', ')}`);
  return settled(fitting<RelayRequest>(schemas[name], value));
}

/** A single recipient has no share: the contract does not read it, so it must not tell words apart. */
function settled(request: RelayRequest): RelayRequest {
  if (request.call !== 'disputeDelivery' || hasList(request.terms)) return request;
  return { ...request, share: { ...NO_SHARE, amount: 0n, proof: [] } };
}

const hasList = ({ recipient }: { readonly recipient: Hex }): boolean =>
  recipient.length === ZERO_BYTES32.length;

/** The request as JSON says it; {@link parseRequest} reads it back. */
export function requestJson(request: RelayRequest): unknown {
  return JSON.parse(
    JSON.stringify(request, (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    ),
  );
}

/** Which of the deployment's contracts a call is for. */
export const targetOf = ({ call }: RelayRequest): 'Ledger' | 'Desk' =>
  call === 'donateWithAuthorization' || call === 'returnFunds' ? 'Ledger' : 'Desk';

/** The campaign whose budget a call is charged to. */
export const campaignOf = (request: RelayRequest): Hex =>
  'terms' in request ? request.terms.campaign : request.campaign;

/** Contract, function and arguments, ready to be simulated and encoded. */
export function callOf(request: RelayRequest) {
  const { contract: address } = request;
  switch (request.call) {
    case 'donateWithAuthorization': {
      const { campaign, payer, giver, amount, salt, validAfter, validBefore } = request;
      const order = [campaign, payer, giver, amount, salt, validAfter, validBefore] as const;
      const args = [...order, ...splitSignature(request.signature)] as const;
      return { address, abi: ledgerAbi, functionName: request.call, args } as const;
    }
    case 'returnFunds': {
      const { campaign, index, amount, deadline } = request;
      const args = [campaign, index, amount, deadline, request.signature] as const;
      return { address, abi: ledgerAbi, functionName: request.call, args } as const;
    }
    case 'confirmDelivery': {
      const args = [request.terms, request.evidence, request.received, request.signature] as const;
      return { address, abi: deskAbi, functionName: request.call, args } as const;
    }
    case 'confirmShare': {
      const { terms: agreed, evidence, share: part, received } = request;
      const args = [agreed, evidence, part, received, request.signature] as const;
      return { address, abi: deskAbi, functionName: request.call, args } as const;
    }
    case 'disputeDelivery': {
      const args = [request.terms, request.share, request.reason, request.signature] as const;
      return { address, abi: deskAbi, functionName: request.call, args } as const;
    }
  }
}

/** The calldata, made anew from the fields. */
export const calldataOf = (request: RelayRequest): Hex =>
  encodeFunctionData(callOf(request) as Parameters<typeof encodeFunctionData>[0]);

/**
 * What a request is known by: everything it says but the signature, since a passkey signs the same
 * words differently each time.
 */
export function idOf(request: RelayRequest): Hex {
  const empty: Hex = request.call === 'donateWithAuthorization' ? `0x${'00'.repeat(65)}` : '0x';
  const unsigned = calldataOf({ ...request, signature: empty });
  const chain = numberToHex(request.chainId, { size: 32 });
  return keccak256(concatHex([chain, request.contract, unsigned]));
}

/**
 * Whose word it is, for counting: the payer, the recipient's key, or the payee of one payment. Only
 * true once the contract has taken the signature.
 */
export function signerOf(request: RelayRequest): string {
  switch (request.call) {
    case 'donateWithAuthorization':
      return request.payer;
    case 'returnFunds':
      return `${request.campaign}/${request.index}`;
    case 'confirmShare':
      return request.share.key;
    default:
      return hasList(request.terms) && 'share' in request
        ? request.share.key
        : request.terms.recipient;
  }
}

/**
 * What only one job at a time may be about. Two gifts of one payer could each be covered by its
 * balance and not both; of two words about one delivery the second fails.
 */
export function subjectOf(request: RelayRequest): string {
  switch (request.call) {
    case 'donateWithAuthorization':
      return `gift of ${request.payer}`;
    case 'returnFunds':
      return `return of ${request.campaign}/${request.index}`;
    default: {
      const { campaign, number } = request.terms;
      const index = 'share' in request ? request.share.index : 0;
      return `word on ${campaign}/${number}/${index}`;
    }
  }
}

/** `v`, `r` and `s`; a wallet may write the parity where `v` stands. */
function splitSignature(given: Hex): readonly [number, Hex, Hex] {
  const last = Number(slice(given, 64, 65));
  return [last < 27 ? last + 27 : last, slice(given, 0, 32), slice(given, 32, 64)];
}
