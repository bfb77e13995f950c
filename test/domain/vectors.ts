import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Reads a file of `vectors/`. Its shape is what the caller says: the files are ours. */
export function readVectors<T>(name: string): T {
  const path = fileURLToPath(new URL(`../../vectors/${name}.json`, import.meta.url));
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
