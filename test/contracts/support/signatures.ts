import { Signature } from 'ethers';
import type { DemoToken } from '../../../typechain-types/index.ts';
import { ethers, type Signer } from './chain.ts';
import type { World } from './deploy.ts';

interface Domain {
  name: string;
  version: string;
  chainId: bigint;
  verifyingContract: string;
}

/** Whatever a domain says otherwise than the contract does: the same words, signed for somewhere else. */
export type Elsewhere = Partial<Domain>;

/** Another chain than the tests' own. */
export const MAINNET: Elsewhere = { chainId: 1n };

async function domainOf(
  contract: { eip712Domain(): Promise<Domain> },
  elsewhere: Elsewhere = {},
): Promise<Domain> {
  const { name, version, chainId, verifyingContract } = await contract.eip712Domain();
  return { name, version, chainId, verifyingContract, ...elsewhere };
}

/** An ERC-2612 permit for the ledger. */
export async function signPermit(
  world: World,
  owner: Signer,
  value: bigint,
  deadline: bigint,
  token: DemoToken = world.token,
  elsewhere?: Elsewhere,
): Promise<Signature> {
  const message = {
    owner: owner.address,
    spender: await world.ledger.getAddress(),
    value,
    nonce: await token.nonces(owner.address),
    deadline,
  };
  const types = {
    Permit: [
      { name: 'owner', type: 'address' },
      { name: 'spender', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'nonce', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
    ],
  };
  return Signature.from(
    await owner.signTypedData(await domainOf(token, elsewhere), types, message),
  );
}

/** The nonce that binds an ERC-3009 authorization to a campaign and a giver. */
export function authorizationNonce(campaign: string, giver: string, salt: string): string {
  return ethers.keccak256(
    ethers.AbiCoder.defaultAbiCoder().encode(
      ['bytes32', 'address', 'bytes32'],
      [campaign, giver, salt],
    ),
  );
}

export interface Authorization {
  payer: Signer;
  to: string;
  value: bigint;
  validAfter: bigint;
  validBefore: bigint;
  nonce: string;
}

/** An ERC-3009 authorization, `ReceiveWithAuthorization` unless another type is named. */
export async function signAuthorization(
  token: DemoToken,
  authorization: Authorization,
  type: 'ReceiveWithAuthorization' | 'TransferWithAuthorization' = 'ReceiveWithAuthorization',
  elsewhere?: Elsewhere,
): Promise<Signature> {
  const { payer, ...rest } = authorization;
  const types = {
    [type]: [
      { name: 'from', type: 'address' },
      { name: 'to', type: 'address' },
      { name: 'value', type: 'uint256' },
      { name: 'validAfter', type: 'uint256' },
      { name: 'validBefore', type: 'uint256' },
      { name: 'nonce', type: 'bytes32' },
    ],
  };
  const message = { from: payer.address, ...rest };
  return Signature.from(
    await payer.signTypedData(await domainOf(token, elsewhere), types, message),
  );
}

export interface Delivery {
  campaign: string;
  disbursement: string;
  /** How many disputes there were; none unless it says so. */
  round?: number;
  evidence: string;
  received: bigint;
}

/** The recipient's word that a delivery arrived, as the desk checks it. */
export async function signDelivery(
  world: World,
  recipient: { signTypedData: Signer['signTypedData'] },
  delivery: Delivery,
  elsewhere?: Elsewhere,
): Promise<string> {
  const types = {
    Delivery: [
      { name: 'campaign', type: 'bytes32' },
      { name: 'disbursement', type: 'bytes32' },
      { name: 'round', type: 'uint8' },
      { name: 'evidence', type: 'bytes32' },
      { name: 'received', type: 'uint96' },
    ],
  };
  return recipient.signTypedData(await domainOf(world.desk, elsewhere), types, {
    round: 0,
    ...delivery,
  });
}

export interface ShareWord extends Delivery {
  index: number;
}

/** A listed recipient's word that its share arrived, as the desk checks it. */
export async function signShare(
  world: World,
  recipient: { signTypedData: Signer['signTypedData'] },
  word: ShareWord,
  elsewhere?: Elsewhere,
): Promise<string> {
  const types = {
    ShareDelivery: [
      { name: 'campaign', type: 'bytes32' },
      { name: 'disbursement', type: 'bytes32' },
      { name: 'round', type: 'uint8' },
      { name: 'index', type: 'uint32' },
      { name: 'evidence', type: 'bytes32' },
      { name: 'received', type: 'uint96' },
    ],
  };
  return recipient.signTypedData(await domainOf(world.desk, elsewhere), types, {
    round: 0,
    ...word,
  });
}

export interface DisputeWord {
  campaign: string;
  disbursement: string;
  round: number;
  index: number;
  reason: string;
}

/** A recipient's doubt, as the desk checks it. */
export async function signDispute(
  world: World,
  recipient: { signTypedData: Signer['signTypedData'] },
  word: DisputeWord,
  elsewhere?: Elsewhere,
): Promise<string> {
  const types = {
    Dispute: [
      { name: 'campaign', type: 'bytes32' },
      { name: 'disbursement', type: 'bytes32' },
      { name: 'round', type: 'uint8' },
      { name: 'index', type: 'uint32' },
      { name: 'reason', type: 'bytes32' },
    ],
  };
  return recipient.signTypedData(await domainOf(world.desk, elsewhere), types, word);
}

export interface ReturnOrder {
  campaign: string;
  index: number;
  payee: string;
  amount: bigint;
  returned: bigint;
  deadline: bigint;
}

/** A payee's order to take back part of what it was paid, as the ledger checks it. */
export async function signReturn(
  world: World,
  payee: { signTypedData: Signer['signTypedData'] },
  order: ReturnOrder,
  elsewhere?: Elsewhere,
): Promise<string> {
  const types = {
    Return: [
      { name: 'campaign', type: 'bytes32' },
      { name: 'index', type: 'uint32' },
      { name: 'payee', type: 'address' },
      { name: 'amount', type: 'uint96' },
      { name: 'returned', type: 'uint96' },
      { name: 'deadline', type: 'uint256' },
    ],
  };
  return payee.signTypedData(await domainOf(world.ledger, elsewhere), types, order);
}

/** Order of the curve; a signature's `s` may be at most half of it. */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The same signature's other forms: with a high `s`, and in 64 bytes. Neither may count. */
export function otherForms(signature: string): { high: string; compact: string } {
  const { r, s, v, compactSerialized } = ethers.Signature.from(signature);
  const high = [r, ethers.toBeHex(ORDER - BigInt(s), 32), v === 27 ? '0x1c' : '0x1b'];
  return { high: ethers.concat(high), compact: compactSerialized };
}
