/**
 * Serves the built pages: files as they are, everything else the one page that finds its way by the
 * address, and `/config.json`, which says where the other parts are. The policy lets scripts come
 * from here alone, and none from texts or links.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';

const zip = promisify(gzip);

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
const COMPRESSIBLE = /^(text\/|application\/(json|manifest|wasm)|image\/svg)/;

interface StaticFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly zipped: Uint8Array<ArrayBuffer> | undefined;
  readonly type: string;
  readonly etag: string;
  readonly cache: string;
}

export interface AppServerOptions {
  readonly port: number;
  /** Where visitors are sent who come by the machine's number: the chain's node answers only there. */
  readonly origin: string;
  /** Folder of the built pages, with an index.html. */
  readonly folder: string;
  /** What `/config.json` says. */
  readonly config: unknown;
  /** Origins that pages may talk to, beside their own and any HTTPS one. */
  readonly origins: readonly string[];
}

export interface RunningServer {
  readonly close: () => Promise<void>;
}

/** Starts the server; returns when it listens. Throws the system's error when the port is taken. */
export async function startAppServer(options: AppServerOptions): Promise<RunningServer> {
  const app = createAppServer(await readFiles(options.folder), options);
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response));
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  return {
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function createAppServer(files: ReadonlyMap<string, StaticFile>, options: AppServerOptions): Hono {
  const headers = securityHeaders(options.origins);
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
  });
  const { host } = new URL(options.origin);
  const byNumber = host.replace(/^localhost:/, '127.0.0.1:');
  app.use(async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    if (byNumber === host || c.req.header('host') !== byNumber) return next();
    return c.redirect(`${options.origin}${pathname}${search}`, 307);
  });
  app.get('/config.json', (c) => {
    c.header('cache-control', 'no-store');
    return c.json(options.config as Record<string, unknown>);
  });
  app.get('*', (c) => {
    const path = new URL(c.req.url).pathname;
    const file = files.get(path) ?? (isPage(path) ? files.get('/index.html') : undefined);
    return file === undefined
      ? c.text('There is nothing under this address.', 404)
      : answer(c, file);
  });
  return app;
}

/** Addresses of pages end in a word without a dot. */
function isPage(path: string): boolean {
  return !/\.[^/]*$/.test(path) && !path.startsWith('/assets/');
}

function answer(c: Context, file: StaticFile): Response {
  c.header('etag', file.etag);
  c.header('cache-control', file.cache);
  c.header('vary', 'accept-encoding');
  if (c.req.header('if-none-match') === file.etag) return c.body(null, 304);
  c.header('content-type', file.type);
  if (file.zipped !== undefined && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) {
    c.header('content-encoding', 'gzip');
    return c.body(file.zipped);
  }
  return c.body(file.body);
}

/**
 * Scripts and styles from here only, WebAssembly (the hash function) included; pictures may also come
 * from the gateway.
 */
function securityHeaders(origins: readonly string[]): Record<string, string> {
  const parts = origins.join(' ');
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    `img-src 'self' data: blob: ${parts}`,
    "font-src 'self'",
    // Verifying works against any RPC the visitor names.
    `connect-src 'self' https: ${parts} http://localhost:* http://127.0.0.1:*`,
    "manifest-src 'self'",
    // The stage shows a second phone of these same pages; nobody else may frame them.
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  };
}

async function readFiles(folder: string): Promise<ReadonlyMap<string, StaticFile>> {
  const files = new Map<string, StaticFile>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    const path = join(entry.parentPath, entry.name);
    const address = `/${relative(folder, path).split(sep).join('/')}`;
    const body = new Uint8Array(await readFile(path));
    const type = TYPES[extname(entry.name)] ?? 'application/octet-stream';
    files.set(address, {
      body,
      zipped: COMPRESSIBLE.test(type) ? new Uint8Array(await zip(body)) : undefined,
      type,
      etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`,
      // Files under /assets/ carry a digest of their contents in their names.
      cache: address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  }
  return files;
}
