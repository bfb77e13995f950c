import { toBytes, toHex, type Hex } from './hex.ts';
import { asArray, asExactObject, asHex, asInteger, asString, ShapeError } from './shape.ts';

/**
 * Documents that only some accounts can open, made of nothing but what WebCrypto offers: X25519, HKDF
 * with SHA-256 and AES-GCM with 256 bits. How, and what it cannot do: docs/sealed-documents.md.
 */

/** Whom a document is sealed for: an account and the key it published. */
export interface SealingKey {
  readonly account: Hex;
  /** X25519 public key, 32 bytes. */
  readonly key: Hex;
}

/** What is inside. */
export interface Original {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A sealed document as it is stored; amounts of bytes are exact. */
export interface SealedDocument {
  readonly version: 1;
  /** The X25519 public key made for this document alone. */
  readonly ephemeral: Hex;
  /** The content's key, wrapped for each account. */
  readonly keys: readonly (SealingKey & { readonly wrapped: Hex })[];
  readonly iv: Hex;
  /** Name, type and bytes, encrypted; base64. */
  readonly data: string;
}

/** It cannot be opened: sealed for others, altered, or the key is not the one it was sealed for. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

const encoder = new TextEncoder();
const WRAP = encoder.encode('sunline sealed document 1: wrap');
const CONTENT = encoder.encode('sunline sealed document 1: content');
const DERIVE = encoder.encode('sunline sealing key 1');
/** RFC 8410: what stands before the 32 bytes of an X25519 private key in PKCS #8. */
const PKCS8 = toBytes('0x302e020100300506032b656e04220420');
/** A key used once may have a fixed nonce; each wrapping key is. */
const ONCE = new Uint8Array(12);
const MOST_KEYS = 32;
/** Largest original in bytes: in base64, a third larger, the store still takes it. */
export const SEALED_LIMIT = 7 * 1024 * 1024;

/** The domain of both signatures, as EIP-712 names its fields. */
export const sealingDomain = (chainId: number) =>
  ({ name: 'Sunline Sealing', version: '1', chainId }) as const;

/** What an account signs so that its private key can be derived: always the same, never handed on. */
export const DERIVE_TYPES = {
  OpenSealed: [
    { name: 'purpose', type: 'string' },
    { name: 'account', type: 'address' },
  ],
} as const;
export const derivePurpose =
  'This signature opens documents sealed for my account. Whoever has it can read them.';

/** What an account signs so that others seal for its key. */
export const PUBLISH_TYPES = {
  SealingKey: [
    { name: 'account', type: 'address' },
    { name: 'key', type: 'bytes32' },
    { name: 'at', type: 'uint256' },
  ],
} as const;

/** A published key with its signature; of several the latest counts. */
export interface SignedSealingKey extends SealingKey {
  /** Unix seconds. */
  readonly at: number;
  readonly signature: Hex;
}

/** Reads a published key, exactly; whether the signature is the account's is not looked into. */
export function parseSealingKey(value: unknown, path = 'key'): SignedSealingKey {
  const fields = asExactObject(value, path, ['account', 'key', 'at', 'signature']);
  const signature = asString(fields['signature'], `${path}.signature`).toLowerCase();
  if (!/^0x([0-9a-f]{2}){1,2048}$/.test(signature)) {
    throw new ShapeError(`${path}.signature`, 'must be hexadecimal');
  }
  return {
    account: asHex(fields['account'], `${path}.account`, 20),
    key: asHex(fields['key'], `${path}.key`, 32),
    at: asInteger(fields['at'], `${path}.at`, 1, 2 ** 32 - 1),
    signature: signature as Hex,
  };
}

/** A key as WebCrypto hands it out; Node and browsers name the type differently. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** A private key that can open, and its public half. */
export interface OpeningKey extends SealingKey {
  readonly secret: Key;
}

/**
 * The account's key, from its signature of {@link DERIVE_TYPES}. The same signature always gives the
 * same key.
 */
export async function openingKeyOf(account: Hex, signature: Hex): Promise<OpeningKey> {
  const ikm = await crypto.subtle.importKey('raw', toBytes(signature), 'HKDF', false, [
    'deriveBits',
  ]);
  const params = { name: 'HKDF', hash: 'SHA-256', salt: toBytes(account), info: DERIVE };
  const seed = new Uint8Array(await crypto.subtle.deriveBits(params, ikm, 256));
  const pkcs8 = new Uint8Array([...PKCS8, ...seed]);
  const secret = await crypto.subtle.importKey('pkcs8', pkcs8, 'X25519', true, ['deriveBits']);
  const { x } = await crypto.subtle.exportKey('jwk', secret);
  if (x === undefined) throw new SealError('this browser does not say the public key');
  return { account, key: toHex(fromBase64(x.replace(/-/g, '+').replace(/_/g, '/'))), secret };
}

/**
 * Seals a document for some accounts.
 * @throws SealError when it is too large, or for nobody
 */
export async function seal(
  original: Original,
  receivers: readonly SealingKey[],
): Promise<SealedDocument> {
  if (receivers.length === 0) throw new SealError('there is nobody to seal it for');
  if (original.bytes.length > SEALED_LIMIT) throw new SealError('the original is too large');
  const pair = await crypto.subtle.generateKey('X25519', false, ['deriveBits']);
  if (!('publicKey' in pair)) throw new SealError('this browser makes no key pairs of this kind');
  const ephemeral = toHex(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const content = crypto.getRandomValues(new Uint8Array(32));
  const keys = await Promise.all(
    receivers.map(async ({ account, key }) => {
      const wrapping = await wrappingKey(pair.privateKey, key, ephemeral, key);
      const params = { name: 'AES-GCM', iv: ONCE, additionalData: toBytes(account) };
      const wrapped = await crypto.subtle.encrypt(params, wrapping, content);
      return { account, key, wrapped: toHex(new Uint8Array(wrapped)) };
    }),
  );
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const cipher = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: CONTENT },
    await contentKey(content, 'encrypt'),
    pack(original),
  );
  return { version: 1, ephemeral, keys, iv: toHex(iv), data: toBase64(new Uint8Array(cipher)) };
}

/**
 * Opens a sealed document.
 * @throws SealError
 */
export async function unseal(sealed: SealedDocument, key: OpeningKey): Promise<Original> {
  const mine = sealed.keys.find((one) => one.account === key.account && one.key === key.key);
  if (mine === undefined) throw new SealError('it is not sealed for this account’s key');
  try {
    const wrapping = await wrappingKey(key.secret, sealed.ephemeral, sealed.ephemeral, key.key);
    const params = { name: 'AES-GCM', iv: ONCE, additionalData: toBytes(key.account) };
    const content = await crypto.subtle.decrypt(params, wrapping, toBytes(mine.wrapped));
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: toBytes(sealed.iv), additionalData: CONTENT },
      await contentKey(new Uint8Array(content), 'decrypt'),
      fromBase64(sealed.data),
    );
    return unpack(new Uint8Array(plain));
  } catch (error) {
    throw new SealError('it was altered since it was sealed', { cause: error });
  }
}

/** Reads a sealed document from parsed JSON, exactly. Throws {@link ShapeError}. */
export function parseSealed(value: unknown): SealedDocument {
  const fields = asExactObject(value, 'sealed', ['version', 'ephemeral', 'keys', 'iv', 'data']);
  const data = asString(fields['data'], 'data');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(data)) throw new ShapeError('data', 'must be base64');
  return {
    version: asInteger(fields['version'], 'version', 1, 1) as 1,
    ephemeral: asHex(fields['ephemeral'], 'ephemeral', 32),
    keys: asArray(fields['keys'], 'keys', 1, MOST_KEYS).map((one, i) => {
      const path = `keys[${i}]`;
      const key = asExactObject(one, path, ['account', 'key', 'wrapped']);
      return {
        account: asHex(key['account'], `${path}.account`, 20),
        key: asHex(key['key'], `${path}.key`, 32),
        wrapped: asHex(key['wrapped'], `${path}.wrapped`, 48),
      };
    }),
    iv: asHex(fields['iv'], 'iv', 12),
    data,
  };
}

/** HKDF over the shared secret, bound to both public keys. */
async function wrappingKey(secret: Key, other: Hex, ephemeral: Hex, receiver: Hex): Promise<Key> {
  const publicKey = await crypto.subtle.importKey('raw', toBytes(other), 'X25519', true, []);
  const shared = await crypto.subtle.deriveBits({ name: 'X25519', public: publicKey }, secret, 256);
  const ikm = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const salt = new Uint8Array([...toBytes(ephemeral), ...toBytes(receiver)]);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: WRAP },
    ikm,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

function contentKey(bytes: Uint8Array<ArrayBuffer>, use: 'encrypt' | 'decrypt'): Promise<Key> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, [use]);
}

/** The header's length in four bytes, the header as JSON, the bytes. */
function pack({ name, type, bytes }: Original): Uint8Array<ArrayBuffer> {
  const header = encoder.encode(JSON.stringify({ name, type }));
  const packed = new Uint8Array(4 + header.length + bytes.length);
  new DataView(packed.buffer).setUint32(0, header.length);
  packed.set(header, 4);
  packed.set(bytes, 4 + header.length);
  return packed;
}

function unpack(packed: Uint8Array<ArrayBuffer>): Original {
  const length = new DataView(packed.buffer).getUint32(0);
  const text = new TextDecoder().decode(packed.subarray(4, 4 + length));
  const header = asExactObject(JSON.parse(text), 'header', ['name', 'type']);
  return {
    name: asString(header['name'], 'name'),
    type: asString(header['type'], 'type'),
    bytes: packed.slice(4 + length),
  };
}

/** In parts: a call with a million arguments is refused. */
function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 32_768) {
    text += String.fromCharCode(...bytes.subarray(i, i + 32_768));
  }
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
