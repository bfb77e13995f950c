/** What is looked at before the first transaction: the right chain, enough coin, a new enough machine. */
import { generateKeyPairSync, sign } from 'node:crypto';
import {
  AbiCoder,
  concat,
  formatEther,
  getBytes,
  hexlify,
  sha256,
  toUtf8Bytes,
  ZeroAddress,
} from 'ethers';
import type { Signer } from 'ethers';
import type { RpcProvider } from './connect.ts';
import { oneLine, PreflightError } from './errors.ts';

/** What the chain can do beyond what the contracts need. */
export interface ChainAbilities {
  /** The P-256 precompile (EIP-7951, RIP-7212): passkey signatures at a seventh of the gas. */
  readonly passkeys: boolean;
  /** Pectra's rules, with them delegated accounts (EIP-7702). */
  readonly delegatedAccounts: boolean;
}

/**
 * PUSH0, TSTORE, TLOAD and MCOPY in a row: stores 42 transiently, loads it into memory at 0, copies
 * it to 32 and returns that word.
 */
const CANCUN_PROBE = '0x602a5f5d5f5c5f5260205f60205e60206020f3';
const FORTY_TWO = 42n;
const P256_PRECOMPILE = '0x0000000000000000000000000000000000000100';
const BLS_G1_ADD = '0x000000000000000000000000000000000000000b';
/** OP-stack chains charge for the data they post to L1; this predeploy says how much. */
const OP_GAS_ORACLE = '0x420000000000000000000000000000000000000F';
const GET_L1_FEE = '0x49948e0e';

/** Gas of one transaction of the set-up: granting a role or recognising somebody. */
export const SET_UP_GAS = 110_000n;

/** @throws PreflightError when the node serves another chain, or does not answer */
export async function checkChain(provider: RpcProvider, expected: number): Promise<void> {
  let chainId: bigint;
  try {
    chainId = BigInt(String(await provider.send('eth_chainId', [])));
  } catch (error) {
    throw new PreflightError(`the node does not answer: ${oneLine(error)}`);
  }
  if (chainId !== BigInt(expected)) {
    throw new PreflightError(
      `the node serves chain ${chainId}, the parameters are for ${expected}`,
    );
  }
}

/** @throws PreflightError when the chain's rules are older than Cancun */
export async function checkRules(provider: RpcProvider): Promise<ChainAbilities> {
  const answer = await provider.call({ data: CANCUN_PROBE }).catch(() => '0x');
  if (answer === '0x' || BigInt(answer) !== FORTY_TWO) {
    throw new PreflightError(
      'the chain lacks the Cancun rules (transient storage, MCOPY) that the contracts are built for',
    );
  }
  const [passkeys, bls] = await Promise.all([
    provider.call({ to: P256_PRECOMPILE, data: p256Probe() }).catch(() => '0x'),
    provider.call({ to: BLS_G1_ADD, data: hexlify(new Uint8Array(256)) }).catch(() => '0x'),
  ]);
  return {
    passkeys: passkeys !== '0x' && BigInt(passkeys) === 1n,
    delegatedAccounts: getBytes(bls).length === 128,
  };
}

/**
 * A token that is not there cannot be held by a campaign; its address belongs to another chain.
 * @throws PreflightError naming it
 */
export async function checkTokens(provider: RpcProvider, tokens: readonly string[]): Promise<void> {
  for (const token of tokens.filter((address) => address !== ZeroAddress)) {
    if ((await provider.getCode(token)) === '0x') {
      throw new PreflightError(`the token ${token} of the parameters does not stand on this chain`);
    }
  }
}

/** What every transaction costs that creates a contract, and an ample allowance for its constructor. */
const CREATION_GAS = 53_000n + 150_000n;
/** Gas of a byte of creation code: sent, read, and left on the chain. */
const SENT_ZERO = 4n;
const SENT_BYTE = 16n;
const LEFT_BYTE = 201n;

/** What the rest of a deployment will cost at today's price with a quarter to spare, in wei. */
export interface Estimate {
  readonly need: bigint;
  readonly balance: bigint;
}

/**
 * Estimates the creations still to do, by the size of their code (the node could not run those whose
 * constructors ask contracts that do not stand yet), and `transactions` further ones.
 * @throws PreflightError when the account holds less
 */
export async function checkBalance(
  signer: Signer,
  provider: RpcProvider,
  creationCodes: readonly string[],
  transactions: number,
): Promise<Estimate> {
  const from = await signer.getAddress();
  const [fees, balance] = await Promise.all([provider.getFeeData(), provider.getBalance(from)]);
  const price = fees.maxFeePerGas ?? fees.gasPrice ?? 0n;
  let gas = BigInt(transactions) * SET_UP_GAS;
  let dataFee = 0n;
  for (const data of creationCodes) {
    gas += creationGas(data);
    dataFee += await l1Fee(provider, data);
  }
  const need = ((gas * price + dataFee) * 5n) / 4n;
  if (balance < need) {
    const short = `it holds ${formatEther(balance)}, about ${formatEther(need)} are needed`;
    throw new PreflightError(`${from} has not enough of the chain's coin: ${short}`);
  }
  return { need, balance };
}

/** No less than the creation will take: no more than the whole of its code stays on the chain. */
function creationGas(data: string): bigint {
  return getBytes(data).reduce(
    (gas, byte) => gas + (byte === 0 ? SENT_ZERO : SENT_BYTE) + LEFT_BYTE,
    CREATION_GAS,
  );
}

async function l1Fee(provider: RpcProvider, data: string): Promise<bigint> {
  const call = concat([GET_L1_FEE, AbiCoder.defaultAbiCoder().encode(['bytes'], [data])]);
  const answer = await provider.call({ to: OP_GAS_ORACLE, data: call }).catch(() => '0x');
  return answer.length === 66 ? BigInt(answer) : 0n;
}

/** A true signature by a new key: digest ‖ r ‖ s ‖ x ‖ y, to which the precompile answers 1. */
function p256Probe(): string {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const message = toUtf8Bytes('sunline');
  const signature = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const coordinates = [x, y].map((part) => hexlify(Buffer.from(part, 'base64url')));
  return concat([sha256(message), signature, ...coordinates]);
}
