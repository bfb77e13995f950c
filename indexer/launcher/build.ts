import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deployment } from '../../domain/deployment.ts';

/** Whatever decides what the tables hold; the read API and the launcher do not. */
const SOURCES = [
  'indexer/ponder.{config,schema}.ts',
  'indexer/lib/*.ts',
  'indexer/src/*.ts',
  'domain/**/*.ts',
  'abi/{Ledger,Desk,Registry}.ts',
];

/**
 * Name of the database schema for one state of the sources and one deployment: rows made by other
 * sources are never mistaken for current ones.
 * @param root the checkout's folder
 */
export function schemaName(root: string, deployment: Deployment): string {
  const hash = createHash('sha256').update(JSON.stringify(deployment));
  for (const file of SOURCES.flatMap((pattern) => globSync(pattern, { cwd: root })).sort()) {
    hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  }
  return `sunline_${hash.digest('hex').slice(0, 16)}`;
}

/** Name of the folder for one deployment: a chain begun anew must not find the old one's rows. */
export function folderName(deployment: Deployment): string {
  return `index-${deployment.chainId}-${deployment.blockHash.slice(2, 18)}`;
}
