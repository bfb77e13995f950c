import { cidFromDigest, sha256Hex } from '../../../../domain/cid.ts';
import type { Language } from '../../../../domain/activityWords.ts';
import type { Hex } from '../../../../domain/hex.ts';
import { METADATA_LIMITS, parseMetadataBytes } from '../../../../domain/metadata.ts';
import type { CampaignView } from '../../../../domain/views.ts';
import type { Bilingual } from '../../../../domain/words.ts';
import { settings } from '../../../environment.ts';

const PATIENCE = 2_000;
/** Names kept in memory; documents never change under their digest. */
const KEPT = 1_000;
const names = new Map<Hex, Bilingual>();

/** A campaign's name from its published description, checked; the beginning of its id without one. */
export async function nameOf(campaign: CampaignView, language: Language): Promise<string> {
  const { metadata, id } = campaign;
  const known = names.get(metadata) ?? (await fetchName(metadata).catch(() => undefined));
  if (known === undefined) return `${id.slice(0, 10)}…`;
  if (names.size >= KEPT) names.clear();
  names.set(metadata, known);
  return known[language];
}

async function fetchName(digest: Hex): Promise<Bilingual | undefined> {
  if (settings.gatewayUrl === undefined) return undefined;
  const url = `${settings.gatewayUrl}/documents/${cidFromDigest(digest)}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) return undefined;
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > METADATA_LIMITS.document || (await sha256Hex(bytes)) !== digest) {
    return undefined;
  }
  return parseMetadataBytes(bytes).name;
}
