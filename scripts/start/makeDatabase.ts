/**
 * `node scripts/start/makeDatabase.ts FOLDER`: makes an empty embedded database of the kind the
 * indexer uses. That takes seconds of computing, for which the story leaves a processor free.
 */
import { rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('which folder?');

// The very version the indexer brings along: another one's files would not open.
const require = createRequire(import.meta.resolve('ponder'));
const { PGlite } = require('@electric-sql/pglite') as typeof import('@electric-sql/pglite');

const unfinished = `${folder}.unfinished`;
await rm(unfinished, { recursive: true, force: true });
const database = await PGlite.create(unfinished);
await database.close();
await rename(unfinished, folder);
