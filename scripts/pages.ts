/**
 * `npm run pages -- --rpc URL --indexer URL --gateway URL --deployment FILE --origin URL`: builds the
 * pages where that is needed, and serves them for everybody. See docs/deployment.md.
 */
import { fileURLToPath } from 'node:url';
import { oneLine } from './deployment/errors.ts';
import { runCommand, UsageError } from './ground/arguments.ts';
import { readPagesOptions, USAGE } from './pages/options.ts';
import { servePages } from './pages/serve.ts';

const command = { name: 'pages', usage: `usage: ${USAGE}` };
process.exitCode = await runCommand(command, process.argv.slice(2), async (args) => {
  try {
    const options = readPagesOptions(args);
    const server = await servePages(fileURLToPath(new URL('..', import.meta.url)), options);
    console.log(`pages of ${options.origin} listening on http://127.0.0.1:${options.port}`);
    const stop = () => void server.close();
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    console.error(`pages: ${oneLine(error)}`);
    return 1;
  }
});
