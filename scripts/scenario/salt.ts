import { id } from 'ethers';
import type { Hex } from '../../domain/hex.ts';

/** A value that differs with its parts and is the same in every run. */
export function saltOf(...parts: readonly string[]): Hex {
  return id(parts.map((part) => `${part.length}:${part}`).join('')) as Hex;
}
