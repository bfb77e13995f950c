import { cidFromDigest, sha256Hex } from '../../domain/cid.ts';
import type { Hex } from '../../domain/hex.ts';
import { parseMetadataBytes, type CampaignMetadata } from '../../domain/metadata.ts';
import { ShapeError } from '../../domain/shape.ts';
import type { CampaignState } from '../../domain/state.ts';
import type { Source, Token } from '../trace/source.ts';

/** What an export says in words, all fetched before. */
export interface Words {
  readonly metadataOf: (digest: Hex) => CampaignMetadata | null;
  readonly tokenOf: (token: Hex) => Token;
  /** Descriptions that the gateway does not have, or has altered. */
  readonly missing: number;
}

/** Fetches the campaigns' descriptions, whose digests are on chain, and asks tokens for their names. */
export async function readWords(
  source: Source,
  campaigns: readonly CampaignState[],
  gateway: string,
): Promise<Words> {
  const metadata = new Map<Hex, CampaignMetadata>();
  const tokens = new Map<Hex, Token>();
  let missing = 0;
  for (const { rules, config } of campaigns) {
    if (!tokens.has(config.token)) tokens.set(config.token, await source.tokenOf(config.token));
    if (rules === null || metadata.has(rules.metadata)) continue;
    const found = await fetchMetadata(gateway, rules.metadata);
    if (found === null) missing += 1;
    else metadata.set(rules.metadata, found);
  }
  return {
    metadataOf: (digest) => metadata.get(digest) ?? null,
    tokenOf: (token) => tokens.get(token) ?? { symbol: '?', decimals: 0 },
    missing,
  };
}

async function fetchMetadata(gateway: string, digest: Hex): Promise<CampaignMetadata | null> {
  try {
    const response = await fetch(new URL(`/documents/${cidFromDigest(digest)}`, gateway));
    if (!response.ok) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return (await sha256Hex(bytes)) === digest ? parseMetadataBytes(bytes) : null;
  } catch (error) {
    // fetch throws a TypeError when nobody answers; the export then goes without.
    if (error instanceof TypeError || error instanceof ShapeError) return null;
    throw error;
  }
}
