import type { CampaignFile } from '../../domain/campaignFile.ts';
import { isZero, type Hex } from '../../domain/hex.ts';
import { METADATA_LIMITS, parseMetadata, type CampaignMetadata } from '../../domain/metadata.ts';
import { formatDuration, resolveMoment } from '../../domain/times.ts';
import type { ProofPolicyView } from '../../domain/views.ts';
import type { Bilingual } from '../../domain/words.ts';

/** A campaign as it is being written, step by step; all figures as typed. */
export interface CampaignDraft {
  readonly name: Words;
  readonly summary: Words;
  readonly story: Words;
  readonly charity: Words;
  readonly registration: string;
  readonly contact: string;
  /** CIDs of pictures at the gateway, the cover first. */
  readonly images: readonly string[];
  /** The cause it belongs to, as an imported file names it. */
  readonly appeal: CampaignMetadata['appeal'] | null;
  /** Address; empty while none is chosen. */
  readonly token: string;
  readonly goal: string;
  readonly minimum: string;
  /** `2026-12-31`; empty for now. */
  readonly opens: string;
  readonly closes: string;
  readonly auditors: readonly Hex[];
  /** Null for the majority. */
  readonly threshold: number | null;
  readonly proof: ProofPolicyView;
  readonly challengeDays: string;
  readonly operators: readonly Hex[];
  /** Percent of the goal; empty for no cap. */
  readonly exposurePercent: string;
  /** Percent of all that is paid; 100 for no cap. */
  readonly managementPercent: string;
  readonly disclosureDays: string;
  readonly successor: string;
  readonly claimDays: string;
  readonly silenceDays: string;
  /** `2026-12-31`; empty for two years after closing. */
  readonly hardEnd: string;
}

/** A text in both languages, as typed; what one lacks the other stands for. */
export type Words = Bilingual;

const NO_WORDS: Words = { zh: '', en: '' };
const DAY = 86_400;

/** Where every campaign starts: the usual rules, and nothing said yet. */
export const EMPTY_DRAFT: CampaignDraft = {
  name: NO_WORDS,
  summary: NO_WORDS,
  story: NO_WORDS,
  charity: NO_WORDS,
  registration: '',
  contact: '',
  images: [],
  appeal: null,
  token: '',
  goal: '',
  minimum: '',
  opens: '',
  closes: '',
  auditors: [],
  threshold: null,
  proof: 'both',
  challengeDays: '2',
  operators: [],
  exposurePercent: '25',
  managementPercent: '10',
  disclosureDays: '90',
  successor: 'general',
  claimDays: '90',
  silenceDays: '180',
  hardEnd: '',
};

/** The words of a draft as the document that donors will read. Throws ShapeError. */
export function metadataOf(draft: CampaignDraft): CampaignMetadata {
  const { registration, contact, images, appeal } = draft;
  return parseMetadata({
    version: 1,
    name: both(draft.name),
    summary: both(draft.summary),
    story: both(draft.story),
    charity: {
      name: both(draft.charity),
      ...(registration.trim() && { registration }),
    },
    ...(appeal === null ? {} : { appeal }),
    ...(images.length > 0 && { images }),
    ...(contact.trim() && { contact }),
  });
}

/** A text in both languages, the one left empty taken from the other. */
export const both = ({ zh, en }: Words): Words => ({
  zh: zh.trim() || en.trim(),
  en: en.trim() || zh.trim(),
});

/** What the command `npm run campaign` takes, word for word: to be downloaded, or parsed again. */
export function fileOf(draft: CampaignDraft): object {
  const days = (text: string) => formatDuration(Math.round(Number(text) * DAY));
  const isTerminal = draft.successor === 'none';
  return {
    name: slugOf(draft.name),
    token: isZero(draft.token as Hex) ? 'ownCoin' : draft.token,
    auditors: draft.auditors,
    ...(draft.threshold === null ? {} : { threshold: draft.threshold }),
    proof: draft.proof,
    challenge: days(draft.challengeDays),
    goal: plain(draft.goal),
    exposureCap: draft.exposurePercent === '' ? 'none' : `${plain(draft.exposurePercent)}%`,
    managementCapBps: Math.round(Number(draft.managementPercent) * 100),
    disclosure: days(draft.disclosureDays),
    ...(draft.minimum.trim() === '' ? {} : { minimum: plain(draft.minimum) }),
    opens: draft.opens === '' ? 'now' : startOfDay(draft.opens),
    ...(draft.closes === '' ? {} : { closes: endOfDay(draft.closes) }),
    successor: draft.successor,
    ...(isTerminal ? {} : { claimWindow: days(draft.claimDays), silence: days(draft.silenceDays) }),
    ...(isTerminal || draft.hardEnd === '' ? {} : { hardEnd: endOfDay(draft.hardEnd) }),
    operators: draft.operators,
    metadata: metadataOf(draft),
  };
}

/**
 * A draft out of a campaign file. What the file says of times is kept to the day.
 * @param tokens addresses by symbol
 * @param now Unix seconds, from which the file's durations count
 */
export function draftOf(
  file: CampaignFile,
  metadata: CampaignMetadata,
  tokens: Readonly<Record<string, Hex>>,
  now: number,
): CampaignDraft {
  const { name, summary, story, charity, appeal, images = [], contact = '' } = metadata;
  const days = (seconds: number | undefined, usual: string) =>
    seconds === undefined ? usual : String(Number((seconds / DAY).toFixed(2)));
  const opens = resolveMoment(file.opens, now);
  const isNow = opens <= now;
  return {
    name,
    summary,
    story,
    charity: charity.name,
    registration: charity.registration ?? '',
    contact,
    images,
    appeal: appeal ?? null,
    token: tokens[file.token] ?? file.token.toLowerCase(),
    goal: file.goal,
    minimum: file.minimum ?? '',
    opens: isNow ? '' : dayOf(opens),
    closes: file.closes === undefined ? '' : dayOf(resolveMoment(file.closes, opens)),
    auditors: file.auditors,
    threshold: file.threshold ?? null,
    proof: file.proof,
    challengeDays: days(file.challenge, '2'),
    operators: file.operators,
    exposurePercent: percentOfCap(file),
    managementPercent: String(file.managementCapBps / 100),
    disclosureDays: days(file.disclosure, '90'),
    successor: file.successor,
    claimDays: days(file.claimWindow, '90'),
    silenceDays: days(file.silence, '180'),
    hardEnd: file.hardEnd === undefined ? '' : dayOf(resolveMoment(file.hardEnd, opens)),
  };
}

function percentOfCap({ exposureCap, goal }: CampaignFile): string {
  if (exposureCap === 'none') return '';
  if (exposureCap.endsWith('%')) return exposureCap.slice(0, -1);
  const share = (Number(exposureCap) / Number(goal)) * 100;
  return Number.isFinite(share) ? String(Number(share.toFixed(2))) : '25';
}

/** A figure as a file writes it: without grouping, with the signs of a Chinese keyboard made plain. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[,\s_、]/g, '')
    .replace(/。/g, '.')
    .replace(/^\./, '0.')
    .replace(/\.$/, '');

/** The file's name for it: small letters and hyphens. */
export function slugOf({ en, zh }: Words): string {
  const slug = `${en} ${zh}`
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
    .replace(/-+$/, '');
  return slug || 'campaign';
}

/** A day where the visitor is, as a date field has it; takes Unix seconds. */
export function dayOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

const startOfDay = (day: string) => momentText(`${day}T00:00:00`);
const endOfDay = (day: string) => momentText(`${day}T23:59:59`);

/** A moment where the visitor is, as campaign files write it; the text as it is where it is none. */
function momentText(local: string): string {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? local : `${date.toISOString().slice(0, 19)}Z`;
}

/** How long each text may be, in characters. */
export const WORD_LIMITS = METADATA_LIMITS;
