import { canonicalBytes } from './canonicalJson.ts';
import { isCid, RAW_LIMIT, sha256Hex } from './cid.ts';
import type { Hex } from './hex.ts';
import { asArray, asExactObject, asInteger, asString, ShapeError } from './shape.ts';
import { cleanLine, cleanText } from './text.ts';
import { asBilingual, asJsonDocument, asWords } from './words.ts';
import type { Bilingual } from './words.ts';

/**
 * The JSON document that says in words what a campaign is for. The campaign's configuration holds
 * its SHA-256, so nobody can change the words under a gift already made. It comes from outside:
 * reading it removes deceptive characters, and refuses what is too long or has fields nobody knows.
 */

export interface CampaignMetadata {
  readonly version: 1;
  readonly name: Bilingual;
  readonly summary: Bilingual;
  readonly story: Bilingual;
  readonly charity: { readonly name: Bilingual; readonly registration?: string };
  /** Groups the campaigns of one cause. */
  readonly appeal?: { readonly id: string; readonly name: Bilingual };
  /** CIDs of pictures, the first one being the campaign's face. */
  readonly images?: readonly string[];
  readonly contact?: string;
}

/** Limits in characters, except `document` in bytes and `images` in pictures. */
export const METADATA_LIMITS = {
  document: RAW_LIMIT / 2,
  name: 120,
  summary: 500,
  story: 20_000,
  registration: 100,
  contact: 200,
  appealId: 64,
  images: 12,
} as const;

/**
 * Reads a campaign's metadata from parsed JSON. The texts that come back are clean; empty ones are
 * refused.
 * @throws ShapeError naming the field
 */
export function parseMetadata(value: unknown): CampaignMetadata {
  const fields = asExactObject(value, 'metadata', [
    'version',
    'name',
    'summary',
    'story',
    'charity',
    'appeal',
    'images',
    'contact',
  ]);
  const { appeal, images, contact } = fields;
  return {
    version: asInteger(fields['version'], 'version', 1, 1) as 1,
    name: asBilingual(fields['name'], 'name', cleanLine, METADATA_LIMITS.name),
    summary: asBilingual(fields['summary'], 'summary', cleanLine, METADATA_LIMITS.summary),
    story: asBilingual(fields['story'], 'story', cleanText, METADATA_LIMITS.story),
    charity: parseCharity(fields['charity']),
    ...(appeal === undefined ? {} : { appeal: parseAppeal(appeal) }),
    ...(images === undefined ? {} : { images: parseImages(images) }),
    ...(contact === undefined
      ? {}
      : { contact: asWords(contact, 'contact', cleanLine, METADATA_LIMITS.contact) }),
  };
}

/** Like {@link parseMetadata}, from the bytes of a stored document. */
export function parseMetadataBytes(bytes: Uint8Array): CampaignMetadata {
  return parseMetadata(asJsonDocument(bytes, 'metadata', METADATA_LIMITS.document));
}

/** The document's canonical bytes: what to store, and what the digest covers. */
export function metadataBytes(metadata: CampaignMetadata): Uint8Array<ArrayBuffer> {
  const { version, name, summary, story, charity, appeal, images, contact } = metadata;
  return canonicalBytes({
    version,
    name: { ...name },
    summary: { ...summary },
    story: { ...story },
    charity: { name: { ...charity.name }, registration: charity.registration },
    appeal: appeal && { id: appeal.id, name: { ...appeal.name } },
    images,
    contact,
  });
}

/** The metadata digest of a campaign's configuration: SHA-256 of the canonical bytes. */
export function metadataDigest(metadata: CampaignMetadata): Promise<Hex> {
  return sha256Hex(metadataBytes(metadata));
}

function parseCharity(value: unknown): CampaignMetadata['charity'] {
  const fields = asExactObject(value, 'charity', ['name', 'registration']);
  const { registration } = fields;
  const name = asBilingual(fields['name'], 'charity.name', cleanLine, METADATA_LIMITS.name);
  if (registration === undefined) return { name };
  const path = 'charity.registration';
  return {
    name,
    registration: asWords(registration, path, cleanLine, METADATA_LIMITS.registration),
  };
}

function parseAppeal(value: unknown): NonNullable<CampaignMetadata['appeal']> {
  const fields = asExactObject(value, 'appeal', ['id', 'name']);
  const id = asString(fields['id'], 'appeal.id');
  if (id.length > METADATA_LIMITS.appealId || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
    throw new ShapeError('appeal.id', 'must be small letters, digits and single hyphens');
  }
  return { id, name: asBilingual(fields['name'], 'appeal.name', cleanLine, METADATA_LIMITS.name) };
}

function parseImages(value: unknown): string[] {
  return asArray(value, 'images', 0, METADATA_LIMITS.images).map((image, i) => {
    const cid = asString(image, `images[${i}]`);
    if (!isCid(cid)) throw new ShapeError(`images[${i}]`, 'must be a CID of version 1');
    return cid;
  });
}
