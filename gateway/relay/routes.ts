import { Hono } from 'hono';
import { isHex } from '../../domain/hex.ts';
import type { BodyReader } from '../body.ts';
import type { GatewayConfig } from '../config.ts';
import { BadRequest, NotFound } from '../errors.ts';
import { RateLimiter } from '../rateLimit.ts';
import { clientOf, type GatewayEnv } from '../security.ts';
import type { Relay } from './relay.ts';

/** A list's proof and a passkey's assertion, with room to spare. */
const BODY = 32 * 1024;

/**
 * `GET /relay` says how the relay stands, `POST /relay` hands it a signed call of the product (see
 * requests.ts) and answers the job, `GET /relay/:id` says what became of that.
 * @param relay null where this gateway relays nothing
 */
export function relayRoutes(
  relay: Relay | null,
  bodies: BodyReader,
  { relay: config, trustProxy }: GatewayConfig,
): Hono<GatewayEnv> {
  const perClient = new RateLimiter(config?.perClientAndMinute ?? 1);
  return new Hono<GatewayEnv>()
    .use(async (c, next) => {
      await next();
      c.header('cache-control', 'no-store');
    })
    .get('/', async (c) =>
      c.json(relay === null ? { ready: false, reason: 'NotConfigured' } : await relay.health()),
    )
    .post('/', (c) => {
      if (relay === null) throw new NotFound('this gateway relays nothing');
      perClient.take(clientOf(c, trustProxy));
      return bodies.withJson(c.req, BODY, async (value) => c.json(await relay.take(value), 202));
    })
    .get('/:id', (c) => {
      const id = c.req.param('id').toLowerCase();
      if (!isHex(id, 32)) throw new BadRequest('a job is known by 32 bytes of hex');
      if (relay === null) throw new NotFound('this gateway relays nothing');
      return c.json(relay.job(id));
    });
}
