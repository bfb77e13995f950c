import {
  encodeAbiParameters,
  hexToNumber,
  keccak256,
  slice,
  toHex,
  type TypedDataDomain,
} from 'viem';
import type { Config } from 'wagmi';
import { getBlock, readContract } from 'wagmi/actions';
import { demoTokenAbi } from '../../abi/DemoToken.ts';
import { ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import type { RelayRequest } from '../lib/relay.ts';
import { callOf, ledgerAt, type Call } from './call.ts';
import { permitDomain } from './permit.ts';
import type { Gift } from './gift.ts';
import type { Tools } from './tools.ts';

/** An hour: long enough for a busy chain, short enough to know soon that nothing was taken. */
const VALID_SECONDS = 60n * 60n;
const PLAIN_SIGNATURE = 132;

/** A gift that its payer has signed: whoever sends it, it happens once, and as it was signed. */
export interface Authorization {
  readonly nonce: Hex;
  /** Unix seconds, from when on it cannot be sent any more. */
  readonly until: number;
  readonly request: RelayRequest;
  /** The same, to be sent from the payer's own wallet. */
  readonly call: Call;
}

/**
 * The EIP-712 domain under which a token takes ERC-3009 authorizations; null where it takes none, or
 * where the domain is not certain.
 */
export async function authorizationDomain(
  config: Config,
  token: Hex,
): Promise<TypedDataDomain | null> {
  try {
    await readContract(config, {
      address: token,
      abi: demoTokenAbi,
      functionName: 'authorizationState',
      args: [token, ZERO_BYTES32],
    });
  } catch {
    return null;
  }
  return permitDomain(config, token);
}

/** Has the payer sign a gift; null where the token, or the wallet, cannot do it. */
export async function authorize(gift: Gift, tools: Tools): Promise<Authorization | null> {
  const domain = await authorizationDomain(tools.config, gift.token);
  if (domain === null) return null;
  const { campaign, amount, ledger } = gift;
  const payer = tools.account;
  const salt = toHex(crypto.getRandomValues(new Uint8Array(32)));
  // The ledger derives it in the same way, so nobody can send the money elsewhere.
  const nonce = keccak256(
    encodeAbiParameters(
      [{ type: 'bytes32' }, { type: 'address' }, { type: 'bytes32' }],
      [campaign, payer, salt],
    ),
  );
  // The chain's clock decides; it may be ahead of the visitor's.
  const { timestamp } = await getBlock(tools.config);
  const now = BigInt(Math.floor(Date.now() / 1000));
  const [validAfter, validBefore] = [0n, (timestamp > now ? timestamp : now) + VALID_SECONDS];
  const signature = await tools.signTypedData({
    domain,
    types: AUTHORIZATION_TYPES,
    primaryType: 'ReceiveWithAuthorization',
    message: { from: payer, to: ledger, value: amount, validAfter, validBefore, nonce },
  });
  // A contract wallet's signature has another form, which the ledger does not take.
  if (signature.length !== PLAIN_SIGNATURE) return null;
  const order = { campaign, payer, giver: payer, amount, salt, validAfter, validBefore };
  const last = hexToNumber(slice(signature, 64, 65));
  const parts = [
    last < 27 ? last + 27 : last,
    slice(signature, 0, 32),
    slice(signature, 32, 64),
  ] as const;
  return {
    nonce,
    until: Number(validBefore),
    request: { contract: ledger, call: 'donateWithAuthorization', ...order, signature },
    call: callOf(ledgerAt(ledger), 'donateWithAuthorization', [
      ...([campaign, payer, payer, amount, salt, validAfter, validBefore] as const),
      ...parts,
    ]),
  };
}

const AUTHORIZATION_TYPES = {
  ReceiveWithAuthorization: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'validAfter', type: 'uint256' },
    { name: 'validBefore', type: 'uint256' },
    { name: 'nonce', type: 'bytes32' },
  ],
} as const;
