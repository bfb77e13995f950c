/**
 * `npm run pages -- --rpc URL --indexer URL --gateway URL --deployment FILE --origin URL`: builds the
 * pages where that is needed, and serves them for everybody. See docs/deployment.md.
 */
import { fileURLToPath } from 'node:url';
import { oneLine } from './deployment/errors.ts';
import { readPagesOptions } from './pages/options.ts';
import { servePages } from './pages/serve.ts';

try {
  const options = readPagesOptions(process.argv.slice(2));
  const server = await servePages(fileURLToPath(new URL('..', import.meta.url)), options);
  console.log(`pages of ${options.origin} listening on http://127.0.0.1:${options.port}`);
  const stop = () => void server.close();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  console.error(`pages: ${oneLine(error)}`);
  process.exitCode = 1;
}
