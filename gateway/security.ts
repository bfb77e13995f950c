import { getConnInfo } from '@hono/node-server/conninfo';
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { UPLOAD_HEADER } from '../domain/batchUpload.ts';
import type { GatewayConfig } from './config.ts';
import { OriginRefused, QuotaSpent } from './errors.ts';
import { clientKey, DAY, RateLimiter } from './rateLimit.ts';

export type GatewayEnv = { Bindings: HttpBindings };

/** Nothing of ours is a page: nothing may run, load, be framed or be taken for another type. */
const HEADERS = {
  'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-site',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
};

/** Puts the protecting headers on every answer, except those that a route has set otherwise. */
export function headers(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
  };
}

/** Lets pages of the listed origins read answers, and no page of another origin write. */
export function origins(allowed: readonly string[]): MiddlewareHandler[] {
  return [
    cors({
      origin: (origin) => (allowed.includes(origin) ? origin : null),
      allowMethods: ['GET', 'HEAD', 'POST'],
      allowHeaders: ['Content-Type', UPLOAD_HEADER],
      exposeHeaders: ['ETag', 'Retry-After'],
      maxAge: 600,
    }),
    async (c, next) => {
      const origin = c.req.header('origin');
      if (c.req.method === 'POST' && origin !== undefined && !allowed.includes(origin)) {
        throw new OriginRefused('this page may not use the gateway');
      }
      await next();
    },
  ];
}

/** Counts each client's reads and writes apart. */
export function rates({ limits, trustProxy }: GatewayConfig): MiddlewareHandler<GatewayEnv> {
  const reads = new RateLimiter(limits.readsPerMinute);
  const writes = new RateLimiter(limits.writesPerMinute);
  return async (c, next) => {
    (c.req.method === 'POST' ? writes : reads).take(clientOf(c, trustProxy));
    await next();
  };
}

/** Charges what comes with a request to whoever sends it. */
export type Charge = (c: Context<GatewayEnv>, amount: number) => void;

/** What a client may have stored within a day, in bytes. Throws QuotaSpent. */
export function storeQuota({ limits, trustProxy }: GatewayConfig): Charge {
  const quota = new RateLimiter(limits.storeBytesPerDay, DAY);
  return (c, bytes) => {
    const seconds = quota.tryTake(clientOf(c, trustProxy), bytes);
    if (seconds > 0) throw new QuotaSpent('this address has had enough stored for a day', seconds);
  };
}

/** How many statements of a client are kept within a day. Throws QuotaSpent. */
export function statementQuota({ limits, trustProxy }: GatewayConfig): Charge {
  const quota = new RateLimiter(limits.statementsPerDay, DAY);
  return (c, statements) => {
    const seconds = quota.tryTake(clientOf(c, trustProxy), statements);
    if (seconds > 0) throw new QuotaSpent('this address has signed enough for a day', seconds);
  };
}

/**
 * Who asks: the connection's address, or what the trusted proxy in front of us says it saw. What
 * anybody may write into a header counts nothing.
 */
export function clientOf(c: Context<GatewayEnv>, trustProxy: boolean): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : '';
  const seen = forwarded ? clientKey(forwarded) : null;
  return seen ?? clientKey(getConnInfo(c).remote.address ?? '') ?? 'unknown';
}
