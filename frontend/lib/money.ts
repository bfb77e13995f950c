/**
 * An exact amount for people: thousands grouped in the visitor's way, at least two decimals where
 * the token has as many, zeros beyond those left out. Never rounds.
 * @param units amount in the token's smallest unit
 */
export function formatUnitsFor(units: bigint, decimals: number, locale: string): string {
  const sign = units < 0n ? '−' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const whole = BigInt(digits.slice(0, digits.length - decimals));
  const kept = Math.min(2, decimals);
  const fraction = digits
    .slice(digits.length - decimals)
    .replace(/0+$/, '')
    .padEnd(kept, '0');
  const grouped = new Intl.NumberFormat(locale).format(whole);
  return decimals === 0 || fraction === '' ? sign + grouped : `${sign}${grouped}.${fraction}`;
}

/** What a visitor typed is not an amount of this token. */
export class AmountError extends Error {
  override readonly name = 'AmountError';
}

/**
 * Smallest units of what a visitor typed, such as `1,000.50`.
 * @throws AmountError when it is no number, not above zero, or has too many decimals
 */
export function parseAmount(text: string, decimals: number): bigint {
  const plain = text
    .trim()
    .replace(/[,,\s_]/g, '')
    .replace(/[。.]/g, '.');
  const match = /^(\d{1,30})(?:\.(\d*))?$/.exec(plain);
  if (match === null) throw new AmountError('not a number');
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) throw new AmountError('too many decimals');
  const units = BigInt(match[1] + fraction.padEnd(decimals, '0'));
  if (units === 0n) throw new AmountError('not above zero');
  return units;
}
