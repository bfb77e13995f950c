import { z } from 'zod';
import { LANGUAGES, type Language } from '../../../domain/activityWords.ts';
import type { Hex } from '../../../domain/hex.ts';
import { BadRequest } from './errors.ts';

/** How many rows a page of a list holds if nothing is said, and at most. */
const PAGE = 100;
const LARGEST_PAGE = 500;

const hex = (bytes: number) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-fA-F]{${2 * bytes}}$`), `must be 0x and ${2 * bytes} hex digits`)
    .transform((text) => text.toLowerCase() as Hex);

const whole = (max: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, 'must be a whole number')
    .transform(Number)
    .refine((number) => number <= max, `must be at most ${max}`);

const UINT32 = 2 ** 32 - 1;
const id = hex(32);
const address = hex(20);
const number = whole(UINT32);
const limit = whole(LARGEST_PAGE).refine((rows) => rows > 0, 'must be at least 1');
/** Below 2^96, so at most 29 digits. */
const units = z
  .string()
  .regex(/^\d{1,29}$/, 'must be a whole number of smallest units')
  .transform(BigInt);
const place = z
  .string()
  .regex(/^\d{1,10}:\d{1,9}$/, 'must be BLOCK:LOGINDEX')
  .transform((text) => {
    const [block = 0, logIndex = 0] = text.split(':').map(Number);
    return { block, logIndex };
  });

function read<T>(schema: z.ZodType<T, z.ZodTypeDef, unknown>, value: unknown, name: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new BadRequest(`${name} ${parsed.error.issues[0]?.message ?? 'is wrong'}`);
}

/** Readers of single values from outside. Each throws {@link BadRequest} naming the value. */
export const readId = (value: unknown, name: string): Hex => read(id, value, name);
export const readAddress = (value: unknown): Hex => read(address, value, 'address');
export const readIndex = (value: unknown): number => read(number, value, 'index');
export const readLimit = (value: string | undefined): number =>
  value === undefined ? PAGE : read(limit, value, 'limit');

/** The language of a feed; English if nothing is said. */
export const readLanguage = (value: string | undefined): Language =>
  value === undefined ? 'en' : read(z.enum(LANGUAGES), value, 'lang');

/** Lists by number go on after this one; -1 before the first. */
export const readAfter = (value: string | undefined): number =>
  value === undefined ? -1 : read(number, value, 'after');

/** Lists of batches may be narrowed to those with one root. */
export const readRoot = (value: string | undefined): Hex | undefined =>
  value === undefined ? undefined : readId(value, 'root');

/** What is about all campaigns may be narrowed to one. */
export const readCampaign = (value: string | undefined): Hex | undefined =>
  value === undefined ? undefined : readId(value, 'campaign');

/** Part of an entry, in smallest units from its first one: `from` is in it, `to` no more. */
export interface EntryRange {
  readonly from: bigint;
  readonly to: bigint;
}

/** Both ends of a range, or neither: then the whole is meant. */
export function readRange(from?: string, to?: string): EntryRange | null {
  if (from === undefined && to === undefined) return null;
  const range = { from: read(units, from, 'from'), to: read(units, to, 'to') };
  if (range.from >= range.to) throw new BadRequest('from must be before to');
  return range;
}

/** A point of the chain, written `BLOCK:LOGINDEX`, after which a list goes on. */
export type Place = z.infer<typeof place>;
export const readPlace = (value: string | undefined): Place | null =>
  value === undefined ? null : read(place, value, 'after');

const flag = z.enum(['0', '1']).transform((text) => text === '1');
const rows = limit.default(String(PAGE));

const directory = z
  .object({
    state: z.enum(['active', 'closed', 'cancelled']).optional(),
    token: address.optional(),
    charity: address.optional(),
    /** Of campaigns that are recognised, or of the others. */
    recognised: flag.optional(),
    sort: z.enum(['newest', 'oldest', 'closing', 'given', 'escrow']).default('newest'),
    page: whole(1_000_000).default('0'),
    limit: rows,
  })
  .refine(({ sort, token }) => token !== undefined || (sort !== 'given' && sort !== 'escrow'), {
    message: 'by amount needs a token: amounts of different currencies have no order',
    path: ['sort'],
  });

const ABOUT = ['gifts', 'payments', 'proofs', 'life'] as const;
const activity = z.object({
  campaign: id.optional(),
  recognised: flag.default('0'),
  about: z
    .string()
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(z.enum(ABOUT)))
    .default(ABOUT.join(',')),
  before: place.nullable().default(null),
  limit: rows,
});

/** What campaigns are asked for, and how they are to be shown. */
export type DirectoryQuery = z.infer<typeof directory>;
/** Which happenings are asked for. */
export type ActivityQuery = z.infer<typeof activity>;

/** Readers of whole queries. Each throws {@link BadRequest} naming the parameter. */
export const readDirectory = (query: Record<string, string>): DirectoryQuery =>
  readAll(directory, query);
export const readActivity = (query: Record<string, string>): ActivityQuery =>
  readAll(activity, query);

function readAll<T>(schema: z.ZodType<T, z.ZodTypeDef, unknown>, query: unknown): T {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadRequest(`${issue?.path[0] ?? 'query'} ${issue?.message ?? 'is wrong'}`);
}

/** What a search may ask for. */
export type Query =
  | { readonly kind: 'hash' | 'address'; readonly hex: Hex }
  | { readonly kind: 'entry'; readonly campaign: Hex; readonly index: number };

/** A transaction, campaign or disbursement (32 bytes), an address, or `CAMPAIGN:INDEX`. */
export function readQuery(value: string | undefined): Query {
  const text = (value ?? '').trim();
  const [head = '', index, ...rest] = text.split(':');
  if (index !== undefined && rest.length === 0) {
    return { kind: 'entry', campaign: readId(head, 'campaign'), index: readIndex(index) };
  }
  if (address.safeParse(text).success) return { kind: 'address', hex: readAddress(text) };
  if (id.safeParse(text).success) return { kind: 'hash', hex: readId(text, 'q') };
  throw new BadRequest(
    'q must be a transaction, address, campaign, CAMPAIGN:INDEX or disbursement',
  );
}

/** The body that sets the demo's switch. */
export const readSwitch = (value: unknown): boolean =>
  read(z.object({ on: z.boolean() }).strict(), value, 'body').on;
