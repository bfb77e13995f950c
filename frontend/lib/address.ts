import type { Hex } from '../../domain/hex.ts';

/** The address that somebody typed, in lower case; null for anything else. */
export function addressOf(text: string): Hex | null {
  const address = text.trim().toLowerCase();
  return /^0x[0-9a-f]{40}$/.test(address) ? (address as Hex) : null;
}
