import type { Fees, GasPrice } from './chain.ts';

/** A node takes the place of a transaction by one that pays a tenth more; this is a quarter more. */
const RAISE = 4n;
const LEAST_RAISE = 10n;

/**
 * What to offer for a transaction, with room for the price to double.
 * @param most per gas, in the chain's smallest unit
 * @returns null while the chain asks more
 */
export function offer({ base, tip }: GasPrice, most: bigint): Fees | null {
  if (base + tip > most) return null;
  const ample = 2n * base + tip;
  return { maxFee: ample < most ? ample : most, tip };
}

/**
 * What to offer for the same nonce again so that nodes take it in the other's place.
 * @returns null where that would be more than the most
 */
export function raised(last: Fees, { base, tip }: GasPrice, most: bigint): Fees | null {
  const wanted = {
    maxFee: largest(last.maxFee + last.maxFee / RAISE, 2n * base + tip),
    tip: largest(last.tip + last.tip / RAISE + 1n, tip),
  };
  const maxFee = wanted.maxFee < most ? wanted.maxFee : most;
  const isEnough = maxFee >= last.maxFee + last.maxFee / LEAST_RAISE + 1n && wanted.tip <= maxFee;
  return isEnough ? { maxFee, tip: wanted.tip } : null;
}

const largest = (a: bigint, b: bigint): bigint => (a > b ? a : b);
