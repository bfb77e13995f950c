import type { ManifestFile } from '../../domain/manifest.ts';
import { seal, SealError, type SealingKey } from '../../domain/sealing.ts';
import { uploadFile } from '../lib/upload.ts';
import { callOf, deskAt } from './call.ts';
import { termsOf, type Subject } from './desk.ts';
import { FlowError } from './errors.ts';
import { asFlowError, publishManifest } from './publish.ts';
import type { Flow } from './tools.ts';

/** Words alone, for whoever has no files. */
export const inWords = (note: string): Evidence => ({
  note,
  files: [],
  receivers: [],
  onProgress: () => undefined,
});

/** One file of evidence: what everybody sees, and, sealed for the auditors, what it was made from. */
export interface EvidenceFile {
  readonly file: File;
  readonly original: File | null;
}

/** Files with a few words, and for whom originals are sealed. */
export interface Evidence {
  readonly note: string;
  readonly files: readonly EvidenceFile[];
  readonly receivers: readonly SealingKey[];
  /** Told how much of each file has gone, 0 to 1. */
  readonly onProgress: (file: number, share: number) => void;
}

/** The charity publishes evidence of a delivery: documents first, then their digest on chain. */
export const submitEvidence =
  ({ campaign, disbursement }: Subject, evidence: Evidence): Flow<null> =>
  async ({ send, at }) => {
    at('upload');
    const words = evidence.note.trim();
    const documents: ManifestFile[] = [];
    try {
      for (const [i, file] of evidence.files.entries()) {
        documents.push(...(await store(file, evidence, (share) => evidence.onProgress(i, share))));
      }
      if (documents.length === 0) {
        const note = new File([words || '-'], 'evidence.txt', { type: 'text/plain' });
        documents.push(await uploadFile(note, () => undefined));
      }
    } catch (error) {
      if (error instanceof SealError)
        throw new FlowError({ kind: 'other', message: error.message });
      throw asFlowError(error);
    }
    const digest = await publishManifest(documents, words);
    const args = [termsOf(disbursement.terms), digest] as const;
    await send(callOf(deskAt(campaign.desk), 'submitEvidence', args));
    return null;
  };

/** The public copy, and before it the sealed original that it names. */
async function store(
  { file, original }: EvidenceFile,
  { receivers }: Evidence,
  onProgress: (share: number) => void,
): Promise<ManifestFile[]> {
  if (original === null) return [await uploadFile(file, onProgress)];
  const { name, type } = original;
  const bytes = new Uint8Array(await original.arrayBuffer());
  const sealed = await seal({ name, type, bytes }, receivers);
  const envelope = new File([JSON.stringify(sealed)], `${file.name}.sealed.json`, {
    type: 'application/json',
  });
  const stored = await uploadFile(envelope, (share) => onProgress(share / 2));
  const copy = await uploadFile(file, (share) => onProgress(0.5 + share / 2));
  return [{ ...copy, sealed: stored.sha256 }, stored];
}
