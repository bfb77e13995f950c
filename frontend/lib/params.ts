import { useParams } from 'react-router';
import type { Hex } from '../../domain/hex.ts';

const isWord = (text: string | undefined): text is Hex =>
  text !== undefined && /^0x[0-9a-f]{64}$/.test(text);

/** A 32-byte id from the page's address, in lower case; null when it is none. */
export function useWordParam(name: string): Hex | null {
  const text = useParams()[name]?.toLowerCase();
  return isWord(text) ? text : null;
}

/** A whole number from the page's address; null when it is none. */
export function useNumberParam(name: string): number | null {
  const text = useParams()[name];
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : null;
}

/** An account from the page's address, in lower case; null when it is none. */
export function useAddressParam(name: string): Hex | null {
  const text = useParams()[name]?.toLowerCase();
  return text !== undefined && /^0x[0-9a-f]{40}$/.test(text) ? (text as Hex) : null;
}
