/** The published files of batches, as gateways have them, each proven to be the one on the chain. */
import { checkBatchFile, parseBatchFile, type BatchFile } from '../../domain/batchFile.ts';
import { parseManifestBytes } from '../../domain/manifest.ts';
import { ShapeError } from '../../domain/shape.ts';
import type { Entry } from '../../domain/state.ts';
import { buildSumTree, type BatchScope } from '../../domain/sumTree.ts';
import { bytesAt } from './gatewayAnswer.ts';
import { TraceError } from './question.ts';

/** A batch's entry, and its published file; null where no gateway has it unaltered. */
export interface PublishedBatch {
  readonly entry: BatchEntry;
  readonly file: BatchFile | null;
}

export type BatchEntry = Entry & { readonly batch: NonNullable<Entry['batch']> };

/**
 * Reads a batch's file from the first gateway that has it. What counts: the manifest is the one on
 * the chain, the file the one that the manifest names, and the tree over its gifts has the root on
 * the chain.
 * @throws TraceError when no gateway answers at all
 */
export async function readPublished(
  gateways: readonly string[],
  scope: BatchScope,
  entry: BatchEntry,
): Promise<PublishedBatch> {
  let answered = false;
  for (const gateway of gateways) {
    try {
      const file = await readFrom(gateway, scope, entry);
      if (file !== null) return { entry, file };
      answered = true;
    } catch (error) {
      // fetch throws a TypeError when nobody answers.
      if (!(error instanceof TypeError)) throw error;
    }
  }
  if (!answered) {
    throw new TraceError(`no gateway answers at ${gateways.join(' or ')}: use --gateway`);
  }
  return { entry, file: null };
}

async function readFrom(
  gateway: string,
  scope: BatchScope,
  { batch, start, end }: BatchEntry,
): Promise<BatchFile | null> {
  const { root, count, dataDigest } = batch;
  const told = await bytesAt(gateway, `/manifests/${dataDigest}`);
  if (told === null) return null;
  try {
    const manifest = parseManifestBytes(told);
    const bytes = await bytesAt(gateway, `/documents/${manifest.files[0]?.cid}`);
    if (bytes === null) return null;
    await checkBatchFile(dataDigest, manifest, bytes);
    const file = parseBatchFile(bytes);
    const tree = buildSumTree(scope, file.gifts);
    const isTheOne = tree.root === root && tree.count === count && tree.sum === end - start;
    return isTheOne ? file : null;
  } catch (error) {
    if (error instanceof ShapeError) return null;
    throw error;
  }
}
