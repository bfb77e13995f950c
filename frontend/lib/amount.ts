import { MoneyError, parseAmount } from '../../domain/money.ts';

/**
 * Smallest units of what a visitor typed: as `parseAmount`, but grouped thousands, spaces and the
 * full-width signs of a Chinese keyboard are fine.
 * @throws MoneyError
 */
export function parseTyped(text: string, decimals: number): bigint {
  const plain = text
    .normalize('NFKC')
    .replace(/[,\s_、]/g, '')
    .replace(/。/g, '.')
    .replace(/^\./, '0.');
  return parseAmount(plain.replace(/\.$/, ''), decimals);
}

/** As {@link parseTyped}, with null for anything that is no amount above zero. */
export function amountOrNull(text: string, decimals: number): bigint | null {
  try {
    const units = parseTyped(text, decimals);
    return units > 0n ? units : null;
  } catch (error) {
    if (error instanceof MoneyError) return null;
    throw error;
  }
}
