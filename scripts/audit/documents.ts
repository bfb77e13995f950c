import { cidFromDigest, sha256Hex } from '../../domain/cid.ts';
import { isZero, type Hex } from '../../domain/hex.ts';
import { parseManifestBytes, type Manifest } from '../../domain/manifest.ts';
import { parseMetadataBytes, type CampaignMetadata } from '../../domain/metadata.ts';
import { ShapeError } from '../../domain/shape.ts';
import type { CampaignState, ReplayState } from '../../domain/state.ts';
import { inLanes } from '../ground/children.ts';
import type { DocumentSource, Fetched } from './documentSource.ts';
import { found, type AuditFinding } from './findings.ts';
import type { ReportDocuments } from './report.ts';

/** What became of the documents whose digests are on chain. */
export interface DocumentCheck {
  readonly findings: readonly AuditFinding[];
  readonly counts: ReportDocuments;
  /** Bundles of files, by their digest. */
  readonly manifests: ReadonlyMap<Hex, Manifest>;
  /** What campaigns say of themselves. */
  readonly metadata: ReadonlyMap<Hex, CampaignMetadata>;
}

/** A digest on chain, and what it stands for. */
interface Named {
  readonly digest: Hex;
  readonly campaign: Hex | null;
  readonly what: string;
  /** Words whose publication nobody promised. */
  readonly isOptional: boolean;
}

const LANES = 4;
const DESCRIPTION = 'description';

/** Fetches every document that the chain names and every file in its bundles, and hashes them anew. */
export async function checkDocuments(
  source: DocumentSource,
  state: ReplayState,
  campaigns: readonly CampaignState[],
): Promise<DocumentCheck> {
  const check = new Check(source);
  const named = new Map<Hex, Named[]>();
  for (const one of namedIn(state, campaigns)) {
    if (isZero(one.digest)) continue;
    const others = named.get(one.digest);
    if (others === undefined) named.set(one.digest, [one]);
    else others.push(one);
  }
  await inLanes(
    LANES,
    [...named].map(
      ([digest, uses]) =>
        () =>
          check.document(digest, uses),
    ),
  );
  check.findings.sort((a, b) => (a.subject < b.subject ? -1 : 1));
  return check;
}

function* namedIn(state: ReplayState, campaigns: readonly CampaignState[]): Generator<Named> {
  const must = (campaign: Hex | null, what: string, digest: Hex): Named => ({
    digest,
    campaign,
    what,
    isOptional: false,
  });
  const may = (campaign: Hex, what: string, digest: Hex): Named => ({
    ...must(campaign, what, digest),
    isOptional: true,
  });
  for (const [role, accounts] of state.roles) {
    for (const [account, digest] of accounts) yield must(null, `${role} ${account}`, digest);
  }
  for (const { id, rules, enrolled, requests, reports } of campaigns) {
    if (rules !== null) yield must(id, DESCRIPTION, rules.metadata);
    for (const { document, recipient } of enrolled.values()) {
      yield must(id, `recipient ${recipient.slice(0, 42)}`, document);
    }
    for (const [i, { digest }] of reports.entries()) yield must(id, `report ${i + 1}`, digest);
    for (const { terms, evidence, veto, disputes } of requests) {
      const about = `request ${terms.number}`;
      yield must(id, `documents of ${about}`, terms.documents);
      for (const { digest } of evidence) yield must(id, `evidence of ${about}`, digest);
      if (veto !== null) yield may(id, `reason of the veto of ${about}`, veto.reason);
      for (const { reason } of disputes) yield may(id, `reason of a dispute of ${about}`, reason);
    }
  }
}

class Check implements DocumentCheck {
  readonly findings: AuditFinding[] = [];
  readonly manifests = new Map<Hex, Manifest>();
  readonly metadata = new Map<Hex, CampaignMetadata>();
  readonly #source: DocumentSource;
  readonly #counts = {
    digests: 0,
    files: 0,
    intact: 0,
    missing: 0,
    altered: 0,
    unpublishedWords: 0,
  };

  constructor(source: DocumentSource) {
    this.#source = source;
  }

  get counts(): ReportDocuments {
    return this.#counts;
  }

  /** @param uses everything that the digest stands for */
  async document(digest: Hex, uses: readonly Named[]): Promise<void> {
    // A reason that names the digest of a piece of evidence does not make the evidence optional.
    const [{ campaign, what, isOptional }] = uses.toSorted(
      (a, b) => Number(a.isOptional) - Number(b.isOptional),
    ) as [Named];
    const cid = cidFromDigest(digest);
    const bytes = await this.#source.get(cid);
    if (isOptional && bytes === 'missing') {
      this.#counts.unpublishedWords += 1;
      return;
    }
    this.#counts.digests += 1;
    if (!this.#take(bytes, 'document', campaign, what, digest)) return;
    const manifest = readAs(parseManifestBytes, bytes);
    if (manifest !== null) {
      this.manifests.set(digest, manifest);
      for (const file of manifest.files) await this.#file(file, campaign, what);
      return;
    }
    const described = uses.filter((use) => use.what === DESCRIPTION);
    const metadata = described.length > 0 ? readAs(parseMetadataBytes, bytes) : null;
    if (metadata === null) return;
    for (const use of described)
      if (use.campaign !== null) this.metadata.set(use.campaign, metadata);
    for (const image of metadata.images ?? []) {
      this.#counts.files += 1;
      this.#take(await this.#source.get(image), 'file', campaign, `picture of the ${what}`, image);
    }
  }

  async #file(
    { name, cid, size, sha256 }: Manifest['files'][number],
    campaign: Hex | null,
    what: string,
  ): Promise<void> {
    this.#counts.files += 1;
    const bytes = await this.#source.get(cid);
    const isSame =
      typeof bytes === 'string' || (bytes.length === size && (await sha256Hex(bytes)) === sha256);
    this.#take(isSame ? bytes : 'altered', 'file', campaign, `${name} in the ${what}`, sha256);
  }

  /** Counts a document; notes what is wrong with it. */
  #take(
    bytes: Fetched,
    kind: 'document' | 'file',
    campaign: Hex | null,
    what: string,
    digest: string,
  ): bytes is Exclude<Fetched, string> {
    if (typeof bytes !== 'string') {
      this.#counts.intact += 1;
      return true;
    }
    this.#counts[bytes] += 1;
    const code = (
      {
        document: { missing: 'documentMissing', altered: 'documentAltered' },
        file: { missing: 'fileMissing', altered: 'fileAltered' },
      } as const
    )[kind][bytes];
    this.findings.push(found(null, code, campaign, what, digest, bytes));
    return false;
  }
}

/** Null for bytes that are something else. */
function readAs<T>(parse: (bytes: Uint8Array) => T, bytes: Uint8Array): T | null {
  try {
    return parse(bytes);
  } catch (error) {
    if (error instanceof ShapeError) return null;
    throw error;
  }
}
