import { canonicalBytes } from './canonicalJson.ts';
import { sha256Hex } from './cid.ts';
import type { Hex } from './hex.ts';
import { asExactObject, asHex, asInteger } from './shape.ts';
import { cleanLine, cleanText } from './text.ts';
import { asBilingual, asJsonDocument, asWords } from './words.ts';
import type { Bilingual } from './words.ts';

/**
 * The JSON document that says who a party is. The registry keeps its SHA-256 beside the account, so
 * everybody can see under which words somebody was recognised.
 */
export interface Profile {
  readonly version: 1;
  readonly name: Bilingual;
  /** In the party's own words, such as `charity`. */
  readonly role: string;
  /** What it does. */
  readonly story: Bilingual;
  readonly registration?: string;
  readonly contact?: string;
  /** Digest of the manifest of the papers handed in, such as a certificate of registration. */
  readonly papers?: Hex;
}

/** Limits in characters, except `document` in bytes. */
export const PROFILE_LIMITS = {
  document: 32_768,
  name: 120,
  role: 40,
  story: 4_000,
  registration: 100,
  contact: 200,
} as const;

/**
 * Reads a profile from parsed JSON. The texts that come back are clean; empty ones are refused.
 * @throws ShapeError naming the field
 */
export function parseProfile(value: unknown): Profile {
  const fields = asExactObject(value, 'profile', [
    'version',
    'name',
    'role',
    'story',
    'registration',
    'contact',
    'papers',
  ]);
  const { registration, contact, papers } = fields;
  const line = (text: unknown, path: 'registration' | 'contact') =>
    asWords(text, path, cleanLine, PROFILE_LIMITS[path]);
  return {
    version: asInteger(fields['version'], 'version', 1, 1) as 1,
    name: asBilingual(fields['name'], 'name', cleanLine, PROFILE_LIMITS.name),
    role: asWords(fields['role'], 'role', cleanLine, PROFILE_LIMITS.role),
    story: asBilingual(fields['story'], 'story', cleanText, PROFILE_LIMITS.story),
    ...(registration === undefined ? {} : { registration: line(registration, 'registration') }),
    ...(contact === undefined ? {} : { contact: line(contact, 'contact') }),
    ...(papers === undefined ? {} : { papers: asHex(papers, 'papers', 32) }),
  };
}

/** Like {@link parseProfile}, from the bytes of a stored document. */
export function parseProfileBytes(bytes: Uint8Array): Profile {
  return parseProfile(asJsonDocument(bytes, 'profile', PROFILE_LIMITS.document));
}

/** The document's canonical bytes: what to store, and what the digest covers. */
export function profileBytes(profile: Profile): Uint8Array<ArrayBuffer> {
  const { version, name, role, story, registration, contact, papers } = profile;
  return canonicalBytes({
    version,
    name: { ...name },
    role,
    story: { ...story },
    registration,
    contact,
    papers,
  });
}

/** What the registry keeps: SHA-256 of the canonical bytes. */
export function profileDigest(profile: Profile): Promise<Hex> {
  return sha256Hex(profileBytes(profile));
}
