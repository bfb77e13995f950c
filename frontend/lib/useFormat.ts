import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenView } from '../../domain/views.ts';
import { formatLocal, percentOf } from '../../domain/money.ts';
import { cleanLine } from '../../domain/text.ts';
import { asLanguage, localeOf, type Language } from '../i18n/index.ts';

const HOUR = 3_600;
const DAY = 86_400;

/** Ways of writing numbers, money and times in the visitor's language. */
export interface Format {
  readonly language: Language;
  /** Amount with the token's symbol, never parted, for sentences. `units` may be a decimal string. */
  money(units: bigint | string, token: Pick<TokenView, 'decimals' | 'symbol'>): string;
  /** Amount without a symbol. */
  amount(units: bigint | string, decimals: number): string;
  count(n: number | bigint): string;
  /** A number by which the chain names something, counting from 0, as people count: from 1. */
  place(index: number): string;
  /** `part` of `whole` as a percentage, rounded down to a tenth. */
  percent(part: bigint, whole: bigint): string;
  /** A day; `seconds` in Unix time. */
  date(seconds: number): string;
  dateTime(seconds: number): string;
  time(seconds: number): string;
  /** A length of time in its largest fitting unit. */
  duration(seconds: number): string;
}

/** A token's symbol comes from its own contract: cleaned and cut short before it is shown. */
export const symbolOf = (token: Pick<TokenView, 'symbol'>): string =>
  cleanLine(token.symbol).slice(0, 12) || '?';

export function useFormat(): Format {
  const { i18n } = useTranslation();
  const language = asLanguage(i18n.language);
  return useMemo(() => {
    const locale = localeOf(language);
    const number = new Intl.NumberFormat(locale);
    const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
    const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
    const span = (value: number, unit: 'day' | 'hour' | 'minute' | 'second') =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
    const amount = (units: bigint | string, decimals: number) =>
      formatLocal(BigInt(units), decimals, { locale });
    return {
      language,
      amount,
      money: (units, token) => `${amount(units, token.decimals)}\u00a0${symbolOf(token)}`,
      count: (n) => number.format(n),
      place: (index) => number.format(index + 1),
      percent: (part, whole) => `${percentOf(part, whole, 1).replace(/\.0$/, '')}%`,
      date: (seconds) => date.format(seconds * 1000),
      dateTime: (seconds) => dateTime.format(seconds * 1000),
      time: (seconds) => time.format(seconds * 1000),
      duration: (seconds) => {
        if (seconds >= 2 * DAY) return span(Math.round(seconds / DAY), 'day');
        if (seconds >= HOUR) return span(Math.round(seconds / HOUR), 'hour');
        if (seconds >= 60) return span(Math.round(seconds / 60), 'minute');
        return span(seconds, 'second');
      },
    };
  }, [language]);
}
