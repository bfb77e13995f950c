import { concatHex, encodeAbiParameters, hexToBytes, toHex } from 'viem';
import type { Hex } from '../../domain/hex.ts';
import { PasskeyError } from './passkeyError.ts';
import { storedPasskeys } from './passkeyStore.ts';

/** Browsers inside chat apps, social apps and wallets: they look like browsers and have no passkeys. */
const IN_APP =
  /imToken|TokenPocket|MetaMaskMobile|CoinbaseWallet|\bTrust\/|OKApp|MicroMessenger|\bQQ\/|WeiBo|DingTalk|AlipayClient|AliApp|aweme|BytedanceWebview|NewsArticle|XHS|discover\/|baiduboxapp|\bLark\/|FBA[NV]|Instagram|\bLine\/|; wv\)/i;

/** What stands in the way of passkeys in this browser; null where nothing does. */
export function passkeyTrouble(): 'inApp' | 'unsupported' | null {
  if (IN_APP.test(navigator.userAgent)) return 'inApp';
  return 'PublicKeyCredential' in window && window.isSecureContext ? null : 'unsupported';
}

const ES256 = -7;
const PATIENCE_MS = 120_000;
const WORD = 32;
/** The order of P-256's group. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * Has the device make a passkey, with a fingertip or whatever it asks for.
 * @param verifier the desk's own verifier of passkeys
 * @returns the key as terms name it: verifier, x, y
 * @throws PasskeyError
 */
export async function makePasskey(
  verifier: Hex,
  name: string,
): Promise<{ readonly id: string; readonly key: Hex }> {
  const made = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { name: 'Sunline' },
        user: { id: random(16), name, displayName: name },
        challenge: random(WORD),
        pubKeyCredParams: [{ type: 'public-key', alg: ES256 }],
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        attestation: 'none',
        timeout: PATIENCE_MS,
      },
    }),
  );
  const response = made.response as AuthenticatorAttestationResponse;
  const spki = response.getPublicKey();
  if (response.getPublicKeyAlgorithm() !== ES256 || spki === null) {
    throw new PasskeyError('otherCurve');
  }
  // The point stands uncompressed at the end of the key's wrapping: 04, x, y.
  const point = toHex(new Uint8Array(spki).slice(-2 * WORD));
  return { id: made.id, key: concatHex([verifier, point]) };
}

/**
 * Has a passkey of this browser sign a digest, in the form the desk's verifier takes: the digest is
 * the challenge, and what the device signed around it goes along.
 * @throws PasskeyError
 */
export async function signWithPasskey(key: Hex, digest: Hex): Promise<Hex> {
  const stored = storedPasskeys().find((one) => one.key === key);
  if (stored === undefined) throw new PasskeyError('notHere');
  const given = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: buffer(hexToBytes(digest)),
        allowCredentials: [{ type: 'public-key', id: fromBase64Url(stored.id) }],
        userVerification: 'required',
        timeout: PATIENCE_MS,
      },
    }),
  );
  const response = given.response as AuthenticatorAssertionResponse;
  const client = new TextDecoder().decode(response.clientDataJSON);
  const { r, s } = readSignature(new Uint8Array(response.signature));
  return encodeAbiParameters(
    [
      { type: 'bytes32' },
      { type: 'bytes32' },
      { type: 'uint256' },
      { type: 'uint256' },
      { type: 'bytes' },
      { type: 'string' },
    ],
    [
      toHex(r, { size: WORD }),
      // The desk takes the lower of the two values that both verify.
      toHex(s > ORDER / 2n ? ORDER - s : s, { size: WORD }),
      BigInt(client.indexOf('"challenge"')),
      BigInt(client.indexOf('"type"')),
      toHex(new Uint8Array(response.authenticatorData)),
      client,
    ],
  );
}

/** Reads `r` and `s` from a DER sequence of two integers. */
export function readSignature(der: Uint8Array): { readonly r: bigint; readonly s: bigint } {
  const first = integerAt(der, 2);
  const second = integerAt(der, first.end);
  return { r: first.value, s: second.value };
}

function integerAt(der: Uint8Array, at: number): { readonly value: bigint; readonly end: number } {
  const begin = at + 2;
  const end = begin + (der[at + 1] ?? 0);
  return { value: BigInt(toHex(der.slice(begin, end))), end };
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  const trouble = passkeyTrouble();
  if (trouble !== null) throw new PasskeyError(trouble);
  let credential;
  try {
    credential = await ask();
  } catch (error) {
    throw new PasskeyError('declined', { cause: error });
  }
  if (credential === null) throw new PasskeyError('declined');
  return credential as PublicKeyCredential;
}

function random(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

const buffer = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const plain = text.replace(/-/g, '+').replace(/_/g, '/');
  return buffer(Uint8Array.from(atob(plain), (char) => char.charCodeAt(0)));
}
