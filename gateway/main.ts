/**
 * Starts the gateway: `npm run gateway`, configured by environment variables (see config.ts).
 * Prints one line when it listens, and ends on SIGTERM or SIGINT after the requests under way.
 */
import { ConfigError, readConfig } from './config.ts';
import { startGateway } from './server.ts';

try {
  const gateway = await startGateway(readConfig(process.env));
  console.log(`gateway listening on ${gateway.url}`);
  const stop = () => void gateway.close();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  const kind = error instanceof ConfigError ? 'configuration: ' : '';
  console.error(`gateway: ${kind}${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
