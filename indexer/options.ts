import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What the indexer's command takes, as Node's `parseArgs` wants it. */
export const OPTIONS = {
  port: { type: 'string', default: '42069' },
  host: { type: 'string', default: '127.0.0.1' },
  data: { type: 'string', default: join(ROOT, '.sunline', 'indexer') },
} as const;
