import { DomainError } from './errors.ts';

/**
 * Amounts between people, who write decimals, and the chain, which counts smallest units. Exact both
 * ways: nothing is ever rounded, nothing passes through a floating-point number.
 */

/** A text is not an amount of the token. */
export class MoneyError extends DomainError {
  override readonly name = 'MoneyError';
  readonly reason: 'empty' | 'notANumber' | 'negative' | 'tooManyDecimals' | 'tooLarge';

  constructor(reason: MoneyError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

const LIMIT = 1n << 96n;
const MAX_DECIMALS = 36;

/**
 * Reads a plain decimal (`1234.50`; no grouping, no sign, no exponent) into smallest units.
 * Zeros behind the token's last decimal are fine, other digits there are not.
 * @throws MoneyError; RangeError when `decimals` is not 0–36
 */
export function parseAmount(text: string, decimals: number): bigint {
  checkDecimals(decimals);
  const plain = text.trim();
  if (plain === '') throw new MoneyError('empty', 'no amount given');
  if (/^[-\u2212]/.test(plain)) throw new MoneyError('negative', 'an amount is not negative');
  const match = /^(\d{1,40})(?:\.(\d{1,80}))?$/.exec(plain);
  if (match === null) throw new MoneyError('notANumber', `not an amount: ${plain.slice(0, 40)}`);
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) {
    throw new MoneyError('tooManyDecimals', `at most ${decimals} decimals: ${plain.slice(0, 40)}`);
  }
  const units = BigInt(match[1]! + fraction.padEnd(decimals, '0'));
  if (units >= LIMIT) throw new MoneyError('tooLarge', 'an amount is below 2^96 smallest units');
  return units;
}

/** Smallest units as a plain decimal with all the token's decimals: `(140n, 2)` → `1.40`. */
export function formatAmount(units: bigint, decimals: number): string {
  checkDecimals(decimals);
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export interface MoneyStyle {
  /** BCP 47, e.g. `zh-CN`. */
  readonly locale: string;
  /** Decimals that are always shown, if they fit the token's; further zeros are left out. Default 2. */
  readonly least?: number;
}

/** Smallest units in the reader's way, grouped, exact: `(1234567890n, 4, …)` → `123,456.789`. */
export function formatLocal(units: bigint, decimals: number, style: MoneyStyle): string {
  const least = Math.min(style.least ?? 2, decimals);
  return formatterOf(style.locale, least, decimals).format(
    // Intl reads decimal strings exactly; TypeScript wants to be told that it is one.
    formatAmount(units, decimals) as `${number}`,
  );
}

/** How many per cent `part` is of `whole`, rounded down to `digits` decimals; zero of nothing is zero. */
export function percentOf(part: bigint, whole: bigint, digits = 0): string {
  if (whole <= 0n) return formatAmount(0n, digits);
  return formatAmount((part * 100n * 10n ** BigInt(digits)) / whole, digits);
}

const formatters = new Map<string, Intl.NumberFormat>();

/** Formatters take far longer to make than to use. */
function formatterOf(locale: string, least: number, most: number): Intl.NumberFormat {
  const key = `${locale} ${least} ${most}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    const digits = { minimumFractionDigits: least, maximumFractionDigits: most };
    formatter = new Intl.NumberFormat(locale, digits);
    formatters.set(key, formatter);
  }
  return formatter;
}

function checkDecimals(decimals: number): void {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > MAX_DECIMALS) {
    throw new RangeError(`decimals must be 0 to ${MAX_DECIMALS}: ${decimals}`);
  }
}
