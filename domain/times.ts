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

/** A date, or a duration counted from some other moment; in Unix seconds and seconds. */
export type Moment = { readonly at: number } | { readonly after: number };

/** The moment in Unix seconds, a duration being counted from `from`. */
export function resolveMoment(value: Moment, from: number): number {
  return 'at' in value ? value.at : from + value.after;
}

/** A moment in Unix seconds, to the minute: `2027-01-31 12:00 UTC`. */
export function formatMoment(seconds: number): string {
  // Years above 9999 have more than four digits.
  const [day, time = ''] = new Date(seconds * 1000).toISOString().split('T');
  return `${day} ${time.slice(0, 5)} UTC`;
}

/** The duration in the largest unit that measures it in whole numbers: `90 days`. */
export function formatDuration(seconds: number): string {
  const fitting = Object.entries(UNITS).filter(([, size]) => seconds % size === 0);
  const [unit, size] = seconds === 0 ? ['second', 1] : (fitting.at(-1) ?? ['second', 1]);
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Reads "now", a duration such as "90 days", or a date such as "2027-01-31T12:00Z"; undefined for anything else. */
export function momentOf(text: string): Moment | undefined {
  const plain = text.trim();
  if (plain === 'now') return { after: 0 };
  const after = secondsOf(plain);
  if (after !== undefined) return { after };
  const at = DATE.test(plain) && isDay(plain.slice(0, 10)) ? Date.parse(plain) : Number.NaN;
  return Number.isNaN(at) ? undefined : { at: Math.floor(at / 1000) };
}

/** Reads a duration such as "48 hours", in seconds; undefined for anything else. */
export function secondsOf(text: string): number | undefined {
  const [, count, unit] = DURATION.exec(text.trim().toLowerCase()) ?? [];
  const size = unit === undefined ? undefined : UNITS[unit];
  return size === undefined ? undefined : Number(count) * size;
}

/** JavaScript takes the 30th of February for the 2nd of March. */
function isDay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
