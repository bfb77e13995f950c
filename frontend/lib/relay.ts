import * as v from 'valibot';
import { parseAmount } from '../../domain/money.ts';
import type { Hex } from '../../domain/hex.ts';
import { appConfig } from '../app/config.ts';
import { getJson } from './http.ts';
import { wordSchema } from './schema.ts';

/** The gateway's relay, which sends what somebody else signed and pays for its gas. */
const at = (path = '') => `${appConfig().gatewayUrl}/relay${path}`;

const healthSchema = v.object({
  ready: v.boolean(),
  reason: v.nullable(v.string()),
  /** The smallest gift that it sends, in whole tokens; absent where there is no relay. */
  minimum: v.optional(v.string()),
});
export type RelayHealth = v.InferOutput<typeof healthSchema>;

const jobSchema = v.object({
  id: wordSchema,
  state: v.picklist(['queued', 'sent', 'included', 'failed']),
  transaction: v.nullable(wordSchema),
  problem: v.nullable(
    v.object({
      message: v.string(),
      contract: v.optional(v.object({ name: v.string(), args: v.array(v.string()) })),
    }),
  ),
});
/** What became of something that the relay took. */
export type RelayJob = v.InferOutput<typeof jobSchema>;

/** A call of the product as the relay takes it: chain, contract, function, then its fields. */
export interface RelayRequest {
  readonly contract: Hex;
  readonly call: 'donateWithAuthorization' | 'confirmDelivery' | 'disputeDelivery';
  readonly [field: string]: unknown;
}

/** Milliseconds after which a relay that says nothing counts as away: there are other ways. */
const PATIENCE_MS = 4_000;

/** How it stands. Rejects where nobody answers in time. */
export function askRelay(signal?: AbortSignal): Promise<RelayHealth> {
  const limit = AbortSignal.timeout(PATIENCE_MS);
  return getJson(at(), healthSchema, {
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  });
}

/**
 * Hands a signed call in; on return the relay will send it.
 * @throws ServiceError, Refused with the contract's own error where the contract would refuse it
 */
export const handIn = (request: RelayRequest): Promise<RelayJob> =>
  getJson(at(), jobSchema, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chainId: appConfig().chainId, ...request }, (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    ),
  });

/** Throws ServiceError, NotFound for a job that the relay does not know. */
export const askJob = (id: Hex, signal?: AbortSignal): Promise<RelayJob> =>
  getJson(at(`/${id}`), jobSchema, signal ? { signal } : {});

/** The smallest gift that a relay sends, in smallest units; null for one that sends none now. */
export function smallestOf(health: RelayHealth, decimals: number): bigint | null {
  if (!health.ready || health.minimum === undefined) return null;
  const [whole = '0', fraction = ''] = health.minimum.split('.');
  const kept = fraction.slice(0, decimals);
  return parseAmount(kept === '' ? whole : `${whole}.${kept}`, decimals);
}
