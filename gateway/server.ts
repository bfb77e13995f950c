import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createGateway } from './app.ts';
import type { GatewayConfig } from './config.ts';
import { AnchorTimer } from './gifts/anchorTimer.ts';
import type { AnchorPayments } from './gifts/sandbox.ts';

/** Milliseconds that requests under way have to finish when the gateway closes. */
const GRACE = 20_000;

/** Milliseconds in which a request's headers must have arrived, and between two looks for that. */
const HEADERS = 20_000;
const LOOK = 5_000;

export interface RunningGateway {
  /** Where it answers, such as `http://127.0.0.1:4800`. */
  readonly url: string;
  /** Takes no more requests, and returns when those under way are answered. */
  close(): Promise<void>;
}

/** Starts a gateway; returns when it listens. Throws the system's error when the port is taken. */
export async function startGateway(
  config: GatewayConfig,
  anchorPayments?: AnchorPayments,
): Promise<RunningGateway> {
  const { app, sandbox, relay } = await createGateway(config, anchorPayments);
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const timeouts = {
    headersTimeout: HEADERS,
    requestTimeout: HEADERS + config.limits.arrivalSeconds * 1000,
    connectionsCheckingInterval: LOOK,
  };
  const server = createServer(timeouts, (request, response) => {
    void listener(request, response);
  });
  server.listen(config.port, config.host);
  await once(server, 'listening');
  const timer = sandbox && new AnchorTimer(() => sandbox.anchorDue());
  timer?.start();
  relay?.start();

  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return {
    url: `http://${host}:${port}`,
    async close() {
      // A batch that is being anchored is stored here, so this comes first.
      await timer?.stop(GRACE);
      const closed = once(server, 'close');
      server.close();
      // A connection kept alive falls idle when its last answer is out, and would linger.
      const idle = setInterval(() => server.closeIdleConnections(), 20);
      const late = setTimeout(() => server.closeAllConnections(), GRACE);
      await closed;
      clearInterval(idle);
      clearTimeout(late);
      await relay?.close();
    },
  };
}
