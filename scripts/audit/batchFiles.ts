import { checkBatchFile, parseBatchFile, type BatchFile } from '../../domain/batchFile.ts';
import { cidFromDigest } from '../../domain/cid.ts';
import { isZero, type Hex } from '../../domain/hex.ts';
import { parseManifestBytes } from '../../domain/manifest.ts';
import { ShapeError } from '../../domain/shape.ts';
import type { CampaignState, Entry, ReplayState } from '../../domain/state.ts';
import { buildSumTree, SumTreeError, type BatchScope } from '../../domain/sumTree.ts';
import type { DocumentSource } from './documentSource.ts';
import { found, type AuditFinding } from './findings.ts';
import type { ReportBatches } from './report.ts';

/** What became of the published files of batches (law 6). */
export interface BatchCheck {
  readonly findings: readonly AuditFinding[];
  readonly counts: ReportBatches;
}

/**
 * Rebuilds every batch's sum tree from its published file: the tree with the root on chain has these
 * gifts in it and no others, so they tile its entry.
 */
export async function checkBatches(
  source: DocumentSource,
  state: ReplayState,
  campaigns: readonly CampaignState[],
  progress: (done: number) => void,
): Promise<BatchCheck> {
  const findings: AuditFinding[] = [];
  const counts = { batches: 0, gifts: 0, intact: 0 };
  for (const campaign of campaigns) {
    for (const entry of campaign.entries) {
      if (entry.batch === null) continue;
      counts.batches += 1;
      progress(counts.batches);
      const outcome = await checkOne(source, state, campaign, entry);
      if (typeof outcome === 'number') {
        counts.intact += 1;
        counts.gifts += outcome;
      } else {
        findings.push(outcome);
      }
    }
  }
  return { findings, counts };
}

/** The number of its gifts, or what is wrong. */
async function checkOne(
  source: DocumentSource,
  { scope: { chainId, ledger } }: ReplayState,
  { id }: CampaignState,
  entry: Entry,
): Promise<number | AuditFinding> {
  const { index, giver, start, end } = entry;
  const subject = `batch ${index}`;
  const { root, count, dataDigest } = entry.batch!;
  const file = await readFile(source, dataDigest);
  if (file === 'missing') return found(null, 'batchMissing', id, subject, dataDigest, file);
  if (file === 'altered') return found(null, 'batchAltered', id, subject, dataDigest, file);
  const scope: BatchScope = { chainId, ledger, campaign: id, operator: giver };
  const is = `${count} gifts of ${end - start} under ${root}`;
  try {
    const tree = buildSumTree(scope, file.gifts);
    const has = `${tree.count} gifts of ${tree.sum} under ${tree.root}`;
    return has === is ? tree.count : differs(id, subject, is, has);
  } catch (error) {
    if (!(error instanceof SumTreeError)) throw error;
    return differs(id, subject, is, error.message);
  }
}

function differs(campaign: Hex, subject: string, expected: string, seen: string): AuditFinding {
  return { law: 6, code: 'batchDiffers', campaign, at: null, subject, expected, found: seen };
}

/** The published file as the chain names it: by the digest of the manifest that names the file. */
async function readFile(
  source: DocumentSource,
  dataDigest: Hex,
): Promise<BatchFile | 'missing' | 'altered'> {
  if (isZero(dataDigest)) return 'missing';
  const manifestBytes = await source.get(cidFromDigest(dataDigest));
  if (typeof manifestBytes === 'string') return manifestBytes;
  try {
    const manifest = parseManifestBytes(manifestBytes);
    const bytes = await source.get(manifest.files[0]?.cid ?? '');
    if (typeof bytes === 'string') return bytes;
    await checkBatchFile(dataDigest, manifest, bytes);
    return parseBatchFile(bytes);
  } catch (error) {
    if (error instanceof ShapeError) return 'altered';
    throw error;
  }
}
