import { z } from 'zod';

/** Times as people write them in a campaign file, and the Unix seconds the contracts take. */

const UNITS: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
  year: 31_536_000,
};

const DURATION = /^(\d{1,9})\s*(second|minute|hour|day|week|year)s?$/;
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$/;
const DURATION_WORDS = 'must be a duration such as "90 days" or "48 hours"';
const MOMENT_WORDS = 'must be a date such as "2027-01-31" or "2027-01-31T12:00Z", or a duration';

/** A duration in seconds. */
export const duration = z
  .string({ invalid_type_error: DURATION_WORDS })
  .refine((text) => secondsOf(text) !== undefined, DURATION_WORDS)
  .transform((text) => secondsOf(text) ?? 0);

/** A date, or a duration counted from some other moment. */
export type Moment = { readonly at: number } | { readonly after: number };

export const moment = z
  .string({ invalid_type_error: MOMENT_WORDS })
  .refine((text) => momentOf(text) !== undefined, MOMENT_WORDS)
  .transform((text): Moment => momentOf(text) ?? { after: 0 });

/** The moment in Unix seconds, a duration being counted from `from`. */
export function resolveMoment(value: Moment, from: number): number {
  return 'at' in value ? value.at : from + value.after;
}

/** `2027-01-31 12:00 UTC` */
export function formatMoment(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The duration in the largest unit that measures it in whole numbers: `90 days`. */
export function formatDuration(seconds: number): string {
  const fitting = Object.entries(UNITS).filter(([, size]) => seconds % size === 0);
  const [unit, size] = seconds === 0 ? ['second', 1] : (fitting.at(-1) ?? ['second', 1]);
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function momentOf(text: string): Moment | undefined {
  const plain = text.trim();
  if (plain === 'now') return { after: 0 };
  const after = secondsOf(plain);
  if (after !== undefined) return { after };
  const at = DATE.test(plain) && isDay(plain.slice(0, 10)) ? Date.parse(plain) : Number.NaN;
  return Number.isNaN(at) ? undefined : { at: Math.floor(at / 1000) };
}

/** JavaScript takes the 30th of February for the 2nd of March. */
function isDay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function secondsOf(text: string): number | undefined {
  const [, count, unit] = DURATION.exec(text.trim().toLowerCase()) ?? [];
  const size = unit === undefined ? undefined : UNITS[unit];
  return size === undefined ? undefined : Number(count) * size;
}
