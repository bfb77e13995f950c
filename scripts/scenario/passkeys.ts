import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { AbiCoder, concat, dataSlice, getBytes, hexlify, toBeHex } from 'ethers';
import type { Hex } from '../../domain/hex.ts';

/** Passkeys with real keys on P-256, which answer as a phone would. */

/** Order of the curve P-256; a signature's `s` may be at most half of it. */
export const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** User present, user verified. */
const FLAGS = 0x05;

/** What an authenticator's answer looks like. */
export interface Assertion {
  r: string;
  s: string;
  challengeIndex: number;
  typeIndex: number;
  authenticatorData: string;
  clientDataJSON: string;
}

/** A passkey as a phone holds it, its public half as a recipient of the desk. */
export interface Passkey {
  readonly recipient: Hex;
  readonly privateKey: KeyObject;
}

/**
 * A fresh key pair on P-256; its recipient is the verifier and the public point.
 * @param verifier where the desk's verifier stands (`PASSKEYS()`)
 */
export function makePasskey(verifier: string): Passkey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = hexlify(Buffer.concat([fromBase64(x), fromBase64(y)]));
  return { recipient: concat([verifier, point]) as Hex, privateKey };
}

/** What the authenticator answers when asked to sign `challenge`: a low `s`, as the chain wants it. */
export function assert(
  { privateKey }: Passkey,
  challenge: string,
  changes: { flags?: number; type?: string } = {},
): Assertion {
  const type = changes.type ?? 'webauthn.get';
  const asked = Buffer.from(getBytes(challenge)).toString('base64url');
  const clientDataJSON = JSON.stringify({
    type,
    challenge: asked,
    origin: 'https://sunline.example',
    crossOrigin: false,
  });
  const authenticatorData = Buffer.concat([
    createHash('sha256').update('sunline.example').digest(),
    Buffer.from([changes.flags ?? FLAGS, 0, 0, 0, 7]),
  ]);
  const clientHash = createHash('sha256').update(clientDataJSON).digest();
  const message = Buffer.concat([authenticatorData, clientHash]);
  const signature = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const s = BigInt(hexlify(signature.subarray(32)));
  return {
    r: hexlify(signature.subarray(0, 32)),
    s: toBeHex(s > P256_ORDER / 2n ? P256_ORDER - s : s, 32),
    challengeIndex: clientDataJSON.indexOf('"challenge"'),
    typeIndex: clientDataJSON.indexOf('"type"'),
    authenticatorData: hexlify(authenticatorData),
    clientDataJSON,
  };
}

/** The bytes that the desk's verifier reads. */
export function encodeAssertion(assertion: Assertion): string {
  const layout =
    'tuple(bytes32 r,bytes32 s,uint256 challengeIndex,uint256 typeIndex,bytes authenticatorData,' +
    'string clientDataJSON)';
  const encoded = AbiCoder.defaultAbiCoder().encode([layout], [assertion]);
  // The verifier reads the struct itself, without the word that points to it.
  return dataSlice(encoded, 32);
}

function fromBase64(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}
