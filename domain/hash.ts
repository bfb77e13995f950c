import { createKeccak } from 'hash-wasm';
import { toHex, type Hex } from './hex.ts';

// The WebAssembly module is set up once while modules load; from then on hashing is synchronous.
const hasher = await createKeccak(256);

/** Keccak-256 as Ethereum uses it: 32 bytes, fresh for every call. */
export function keccak(bytes: Uint8Array): Uint8Array {
  hasher.init();
  hasher.update(bytes);
  return hasher.digest('binary');
}

/** Keccak-256 as hex. */
export function keccak256(bytes: Uint8Array): Hex {
  return toHex(keccak(bytes));
}

/** Keccak-256 of a text's UTF-8 bytes, e.g. of an event's signature. */
export function keccakText(text: string): Hex {
  return keccak256(new TextEncoder().encode(text));
}
