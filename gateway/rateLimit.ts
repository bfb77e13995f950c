import { RateLimited } from './errors.ts';

/** Clients remembered at most; a full bucket says no more than a forgotten one. */
const CLIENTS = 10_000;

interface Bucket {
  tokens: number;
  /** Milliseconds, when `tokens` was last brought up to date. */
  at: number;
}

/**
 * A token bucket per client, in memory: each holds a minute's worth of requests and fills evenly.
 */
export class RateLimiter {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param now a clock in milliseconds */
  constructor(perMinute: number, now: () => number = () => performance.now()) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /**
   * Takes one token of the client's.
   * @throws RateLimited saying after how many seconds there will be one again
   */
  take(client: string): void {
    const now = this.#now();
    const bucket = this.#buckets.get(client) ?? { tokens: this.#perMinute, at: now };
    bucket.tokens = this.#filled(bucket, now);
    bucket.at = now;
    // Deleting first keeps the map in the order of last use, the longest unused in front.
    this.#buckets.delete(client);
    this.#buckets.set(client, bucket);
    if (this.#buckets.size > CLIENTS) this.#forget();
    if (bucket.tokens < 1) {
      throw new RateLimited(Math.ceil(((1 - bucket.tokens) * 60) / this.#perMinute));
    }
    bucket.tokens -= 1;
  }

  #filled(bucket: Bucket, now: number): number {
    const earned = ((now - bucket.at) / 60_000) * this.#perMinute;
    return Math.min(this.#perMinute, bucket.tokens + earned);
  }

  #forget(): void {
    const [longestUnused] = this.#buckets.keys();
    if (longestUnused !== undefined) this.#buckets.delete(longestUnused);
  }
}

/**
 * The name under which a client's requests are counted: its address, or for IPv6 the network of 64
 * bits, because a single client has all of that to itself.
 */
export function clientKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  if (plain.includes('::')) {
    const after = tail === '' ? [] : tail.split(':');
    while (groups.length + after.length < 8) groups.push('0');
    groups.push(...after);
  }
  return `${groups.slice(0, 4).join(':')}::/64`;
}
