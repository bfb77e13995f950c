import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { z } from 'zod';
import { getAddress, isAddress } from 'viem';
import type { Address } from 'viem';
import { isHex } from '../domain/hex.ts';
import { BodyReader } from './body.ts';
import type { FaucetConfig, GatewayConfig } from './config.ts';
import { documentRoutes } from './documents.ts';
import { GatewayError, NotFound } from './errors.ts';
import { Faucet } from './faucet.ts';
import { GiftBook } from './gifts/giftBook.ts';
import { operatorCheck } from './gifts/operators.ts';
import { batchRoutes, giftRoutes } from './gifts/routes.ts';
import { Sandbox, sandboxRoutes, type AnchorPayments } from './gifts/sandbox.ts';
import { WaitingPayments } from './gifts/waiting.ts';
import { fitting } from './input.ts';
import { manifestRoutes } from './manifests.ts';
import { RateLimiter } from './rateLimit.ts';
import { Relay } from './relay/relay.ts';
import { relayRoutes } from './relay/routes.ts';
import { clientOf, headers, origins, rates, statementQuota, storeQuota } from './security.ts';
import type { GatewayEnv } from './security.ts';
import { SignedBook } from './signed/book.ts';
import {
  APPLICATIONS,
  applicationRoutes,
  REFUNDS,
  refundRoutes,
  SEALING_KEYS,
  sealingKeyRoutes,
} from './signed/routes.ts';
import { DocumentStore } from './store.ts';

const FAUCET_BODY = 1024;

const packageJson = z.object({ version: z.string() });

/** What answers requests, and what goes on between them where there is such a thing. */
export interface Gateway {
  readonly app: Hono<GatewayEnv>;
  readonly sandbox: Sandbox | null;
  /** Sends nothing until it is started. */
  readonly relay: Relay | null;
}

/**
 * The gateway as an application that answers requests; listening is left to the caller. Opens the
 * store of documents, clearing away what an earlier run left unfinished, and the relay's journal.
 * @param anchorPayments how the sandbox's gifts are anchored; without it there is no sandbox
 */
export async function createGateway(
  config: GatewayConfig,
  anchorPayments?: AnchorPayments,
): Promise<Gateway> {
  const store = await DocumentStore.open(config.storeDir, config.limits.storeBytes);
  const bodies = new BodyReader(config.limits);
  const [charge, sign] = [storeQuota(config), statementQuota(config)];
  const faucet = config.faucet && new Faucet(config.faucet);
  const version = readVersion();
  const relay = config.relay && (await Relay.open(config.relay));

  const app = new Hono<GatewayEnv>();
  app.onError(answerError);
  app.notFound(() => {
    throw new NotFound('there is nothing under this address');
  });
  app.use(headers(), ...origins(config.allowedOrigins), rates(config));

  app.route('/documents', documentRoutes(store, bodies, charge, config.limits.pixels));
  app.route('/manifests', manifestRoutes(store, bodies, charge));
  const { signedDir, faucet: chain } = config;
  const applications = await SignedBook.open(join(signedDir, 'applications.json'), APPLICATIONS);
  app.route('/applications', applicationRoutes(applications, store, bodies, sign, chain));
  const keys = await SignedBook.open(join(signedDir, 'sealing-keys.json'), SEALING_KEYS);
  app.route('/sealing-keys', sealingKeyRoutes(keys, bodies, sign, chain));
  const book = await GiftBook.open(config.treesDir, config.receiptsDir, store);
  const mayAnchor = operatorCheck(config.operators, config.faucet);
  app.route('/batches', batchRoutes(store, bodies, charge, book, mayAnchor));
  const refunds = await SignedBook.open(join(signedDir, 'refunds.json'), REFUNDS);
  app.route('/refunds', refundRoutes(refunds, store, bodies, sign, chain, mayAnchor));
  const sandbox =
    config.sandbox && anchorPayments
      ? new Sandbox(config.sandbox, await WaitingPayments.open(config.sandbox.file), anchorPayments)
      : null;
  if (sandbox !== null) app.route('/sandbox', sandboxRoutes(sandbox, bodies));
  app.route(
    '/gifts',
    giftRoutes(async (key) => {
      const found = await (isHex(key, 20) ? book.byAddress(key) : book.byCommitment(key));
      return { ...found, waiting: sandbox?.find(key) ?? [] };
    }),
  );
  if (faucet !== null && config.faucet !== null) {
    app.route('/faucet', faucetRoutes(faucet, config.faucet, bodies, config));
  }
  app.route('/relay', relayRoutes(relay, bodies, config));
  app.get('/status', async (c) =>
    c.json({
      ok: true,
      version,
      store: store.totals,
      faucet: (await faucet?.works()) ?? false,
      relay: (await relay?.health())?.ready ?? false,
    }),
  );
  return { app, sandbox, relay };
}

/** `POST /faucet` with `{ address, amount? }`; the amount is a decimal string of smallest units. */
function faucetRoutes(
  faucet: Faucet,
  { amount: usual, max }: FaucetConfig,
  bodies: BodyReader,
  { limits, trustProxy }: GatewayConfig,
): Hono<GatewayEnv> {
  const perClient = new RateLimiter(limits.faucetPerMinute);
  const perAccount = new RateLimiter(limits.faucetPerMinute);
  const wish = z.object({
    address: z
      .string()
      .refine((text) => isAddress(text), 'must be an address')
      .transform((text): Address => getAddress(text)),
    amount: z
      .string()
      .regex(/^[0-9]{1,30}$/, 'must be a whole number of smallest units, as a string')
      .transform(BigInt)
      .refine((amount) => amount > 0n && amount <= max, `must be from 1 to ${max}`)
      .default(usual.toString()),
  });
  return new Hono<GatewayEnv>().post('/', async (c) => {
    perClient.take(clientOf(c, trustProxy));
    if ((await faucet.token()) === null) throw new NotFound('there is no faucet on this chain');
    return bodies.withJson(c.req, FAUCET_BODY, async (value) => {
      const { address, amount } = fitting(wish, value);
      perAccount.take(address);
      return c.json(await faucet.give(address, amount));
    });
  });
}

/** The one place where a refusal or a failure becomes an answer. */
function answerError(error: Error, c: Context): Response {
  // What is missing or refused now may be there in a moment: nobody between is to remember that.
  c.header('Cache-Control', 'no-store');
  if (error instanceof GatewayError) {
    if (error.status >= 500)
      console.error(`gateway: ${error.name}: ${error.message}${causeOf(error)}`);
    for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
    return c.json({ error: error.name, message: error.message, ...error.details }, error.status);
  }
  console.error('gateway:', error);
  return c.json({ error: 'InternalError', message: 'something went wrong here' }, 500);
}

/** For the log only: the first line of what lies behind a failure. */
function causeOf({ cause }: Error): string {
  return cause instanceof Error ? ` (${cause.message.split('\n', 1)[0]})` : '';
}

function readVersion(): string {
  const file = new URL('../package.json', import.meta.url);
  return packageJson.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
