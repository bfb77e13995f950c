import { Hono } from 'hono';

/** The indexer insists on an API; nobody asks this one anything. */
export default new Hono();
