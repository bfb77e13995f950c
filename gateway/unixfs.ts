import { importBytes, importByteStream } from 'ipfs-unixfs-importer';

/** Blocks are counted, not kept: the file itself is what is stored. */
const nowhere = { put: (cid: Parameters<Put>[0]) => Promise.resolve(cid) };
type Put = Parameters<typeof importBytes>[1]['put'];
const OPTIONS = { cidVersion: 1, rawLeaves: true } as const;

/**
 * The content identifier of a file, the one that `kubo add --cid-version 1` gives: blocks of
 * 256 KiB, raw leaves, SHA-256, a balanced tree of `dag-pb` nodes above more than one block.
 */
export async function cidOf(bytes: Uint8Array): Promise<string> {
  const { cid } = await importBytes(bytes, nowhere, OPTIONS);
  return cid.toString();
}

/** The same of a file that comes in pieces of any size and is never held whole. */
export async function cidOfStream(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const { cid } = await importByteStream(chunks, nowhere, OPTIONS);
  return cid.toString();
}
