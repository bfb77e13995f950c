import { isIPv4, isIPv6 } from 'node:net';
import { RateLimited } from './errors.ts';

/** Clients remembered at most; a full bucket says no more than a forgotten one. */
const CLIENTS = 10_000;

/** Milliseconds. */
export const MINUTE = 60_000;
export const DAY = 86_400_000;

interface Bucket {
  tokens: number;
  /** Milliseconds, when `tokens` was last brought up to date. */
  at: number;
}

/**
 * A token bucket per client, in memory: each holds a period's worth of requests (or of bytes) and
 * fills evenly.
 */
export class RateLimiter {
  readonly #most: number;
  readonly #period: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /**
   * @param most tokens of a client within `period` milliseconds
   * @param now a clock in milliseconds
   */
  constructor(most: number, period = MINUTE, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#period = period;
    this.#now = now;
  }

  /**
   * Takes one token of the client's.
   * @throws RateLimited saying after how many seconds there will be one again
   */
  take(client: string): void {
    const seconds = this.tryTake(client);
    if (seconds > 0) throw new RateLimited(seconds);
  }

  /**
   * Takes so many tokens of the client's, or none.
   * @returns 0, or after how many seconds there will be enough of them
   */
  tryTake(client: string, tokens = 1): number {
    const now = this.#now();
    const bucket = this.#buckets.get(client) ?? { tokens: this.#most, at: now };
    bucket.tokens = this.#filled(bucket, now);
    bucket.at = now;
    // Deleting first keeps the map in the order of last use, the longest unused in front.
    this.#buckets.delete(client);
    this.#buckets.set(client, bucket);
    if (this.#buckets.size > CLIENTS) this.#forget();
    if (bucket.tokens < tokens) {
      return Math.ceil(((tokens - bucket.tokens) * this.#period) / (1000 * this.#most));
    }
    bucket.tokens -= tokens;
    return 0;
  }

  #filled(bucket: Bucket, now: number): number {
    const earned = ((now - bucket.at) / this.#period) * this.#most;
    return Math.min(this.#most, bucket.tokens + earned);
  }

  #forget(): void {
    const [longestUnused] = this.#buckets.keys();
    if (longestUnused !== undefined) this.#buckets.delete(longestUnused);
  }
}

/**
 * The name under which a client's requests are counted: its address without port and zone, or for
 * IPv6 the network of 64 bits, because a single client has all of that to itself. An IPv4 address is
 * the same client however it is written.
 * @returns null for what is no address
 */
export function clientKey(text: string): string | null {
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1');
  const address = bare.replace(/%.*$/, '');
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return null;
  const groups = groupsOf(address);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) {
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join('.');
  }
  const network = groups.slice(0, 4).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  const plain = address.replace(/\d+\.\d+\.\d+\.\d+$/, (last) => {
    const [a = 0, b = 0, c = 0, d = 0] = last.split('.').map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [head = '', tail] = plain.split('::');
  const read = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [before, after] = [read(head), read(tail ?? '')];
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...new Array<number>(missing).fill(0), ...after];
}
