import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isCid } from '../../domain/cid.ts';
import { isSystemError } from '../../gateway/files.ts';
import { cidOf } from '../../gateway/unixfs.ts';
import { AuditError } from './errors.ts';

/** A document by its CID: its bytes, or what is the matter with it. */
export type Fetched = Uint8Array<ArrayBuffer> | 'missing' | 'altered';

/** Where documents and published files are kept; what comes from there is checked, never believed. */
export interface DocumentSource {
  get(cid: string): Promise<Fetched>;
}

const TRIES = 4;
const WAIT = 250;
const LIMIT = 120_000;

/**
 * A folder with one file for each document, named by its CID; a gateway of this product, or of IPFS
 * where the address ends in `/ipfs`.
 * @throws AuditError when there is no such folder
 */
export async function openSource(place: string): Promise<DocumentSource> {
  if (/^https?:\/\//.test(place)) return remote(place.replace(/\/+$/, ''));
  const isFolder = await stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new AuditError(`${place} is neither a folder nor an address (http…)`);
  return {
    get: async (cid) => {
      if (!isCid(cid)) return 'missing';
      try {
        return await checked(cid, new Uint8Array(await readFile(join(place, cid))));
      } catch (error) {
        if (isSystemError(error, 'ENOENT')) return 'missing';
        throw error;
      }
    },
  };
}

function remote(url: string): DocumentSource {
  const base = url.endsWith('/ipfs') ? url : `${url}/documents`;
  return {
    get: async (cid) => {
      if (!isCid(cid)) return 'missing';
      for (let attempt = 1; ; attempt++) {
        const answer = await ask(`${base}/${cid}`);
        if (typeof answer !== 'string') return checked(cid, answer);
        if (answer !== 'busy') return answer;
        if (attempt === TRIES) throw new AuditError(`${new URL(url).host} does not give documents`);
        await new Promise((resolve) => setTimeout(resolve, WAIT * 2 ** attempt));
      }
    },
  };
}

async function ask(url: string): Promise<Fetched | 'busy'> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT) });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    // What a gateway of ours says of a document that was altered on its disk.
    if ((await response.text()).includes('"AlteredDocument"')) return 'altered';
    return response.status === 429 || response.status >= 500 ? 'busy' : 'missing';
  } catch {
    return 'busy';
  }
}

async function checked(cid: string, bytes: Uint8Array<ArrayBuffer>): Promise<Fetched> {
  return (await cidOf(bytes)) === cid ? bytes : 'altered';
}
