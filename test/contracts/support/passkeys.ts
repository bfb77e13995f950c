import {
  makePasskey as makePasskeyFor,
  P256_ORDER,
  type Assertion,
  type Passkey,
} from '../../../scripts/scenario/passkeys.ts';
import { ethers } from './chain.ts';
import type { World } from './deploy.ts';

/** A fresh passkey whose recipient names the verifier of the world's desk. */
export async function makePasskey({ desk }: World): Promise<Passkey> {
  return makePasskeyFor(await desk.PASSKEYS());
}

/** The same signature with its other `s`, which a verifier must not take as well. */
export function withHighS(assertion: Assertion): Assertion {
  return { ...assertion, s: ethers.toBeHex(P256_ORDER - BigInt(assertion.s), 32) };
}
