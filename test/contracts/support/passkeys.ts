import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { ethers } from './chain.ts';
import type { World } from './deploy.ts';

/** Order of the curve P-256; a signature's `s` may be at most half of it. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** User present, user verified. */
const FLAGS = 0x05;

/** What an authenticator's answer looks like; each part can be bent by a test. */
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
  readonly recipient: string;
  readonly privateKey: KeyObject;
}

/** A fresh key pair on P-256; its recipient is the desk's verifier and the public point. */
export async function makePasskey(world: World): Promise<Passkey> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = ethers.hexlify(Buffer.concat([fromBase64(x), fromBase64(y)]));
  return { recipient: ethers.concat([await world.desk.PASSKEYS(), point]), privateKey };
}

/** What the authenticator answers when asked to sign `challenge`: a low `s`, as the chain wants it. */
export function assert(
  { privateKey }: Passkey,
  challenge: string,
  changes: { flags?: number; type?: string } = {},
): Assertion {
  const type = changes.type ?? 'webauthn.get';
  const asked = Buffer.from(ethers.getBytes(challenge)).toString('base64url');
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
  const s = BigInt(ethers.hexlify(signature.subarray(32)));
  return {
    r: ethers.hexlify(signature.subarray(0, 32)),
    s: ethers.toBeHex(s > ORDER / 2n ? ORDER - s : s, 32),
    challengeIndex: clientDataJSON.indexOf('"challenge"'),
    typeIndex: clientDataJSON.indexOf('"type"'),
    authenticatorData: ethers.hexlify(authenticatorData),
    clientDataJSON,
  };
}

/** The same signature with its other `s`, which a verifier must not take as well. */
export function withHighS(assertion: Assertion): Assertion {
  return { ...assertion, s: ethers.toBeHex(ORDER - BigInt(assertion.s), 32) };
}

/** The bytes that the desk's verifier reads. */
export function encodeAssertion(assertion: Assertion): string {
  const layout =
    'tuple(bytes32 r,bytes32 s,uint256 challengeIndex,uint256 typeIndex,bytes authenticatorData,' +
    'string clientDataJSON)';
  const encoded = ethers.AbiCoder.defaultAbiCoder().encode([layout], [assertion]);
  // The verifier reads the struct itself, without the word that points to it.
  return ethers.dataSlice(encoded, 32);
}

function fromBase64(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}
