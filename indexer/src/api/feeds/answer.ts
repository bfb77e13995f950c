import type { Context } from 'hono';
import { atomFeed, type AtomFeed } from '../../../../domain/atom.ts';
import { sha256Hex } from '../../../../domain/cid.ts';

/** Seconds for which a reader need not ask again. */
const FRESH = 60;

/** A feed as an answer; one that the reader has already is not sent again. */
export async function answerFeed(
  c: Context,
  feed: Omit<AtomFeed, 'id' | 'self'>,
): Promise<Response> {
  const text = atomFeed({ ...feed, id: c.req.url, self: c.req.url });
  const digest = await sha256Hex(new TextEncoder().encode(text));
  const etag = `"${digest.slice(2, 34)}"`;
  c.header('etag', etag);
  c.header('cache-control', `public, max-age=${FRESH}`);
  if (c.req.header('if-none-match') === etag) return c.body(null, 304);
  c.header('content-type', 'application/atom+xml; charset=utf-8');
  return c.body(text);
}
