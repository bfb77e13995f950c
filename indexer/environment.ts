import { fileURLToPath } from 'node:url';
import { readSettings } from './settings.ts';

/** What the environment says, read once when the indexer starts. */
export const settings = readSettings(process.env, fileURLToPath(new URL('..', import.meta.url)));
