import { ACTIVITY_WORDS, fillWords, type Language } from '../../../../domain/activityWords.ts';
import type { AtomEntry, AtomFeed } from '../../../../domain/atom.ts';
import { sha256Hex } from '../../../../domain/cid.ts';
import { contractOf } from '../../../../domain/deployment.ts';
import type { Hex } from '../../../../domain/hex.ts';
import { formatLocal } from '../../../../domain/money.ts';
import { cleanLine } from '../../../../domain/text.ts';
import type { CampaignView } from '../../../../domain/views.ts';
import type { ActivityItemView } from '../../../../domain/views/activity.ts';
import type { TraceView } from '../../../../domain/views/trace.ts';
import { settings } from '../../../environment.ts';
import { NotFound } from '../errors.ts';
import type { EntryRange } from '../input.ts';
import { loadActivity, loadStepsOf } from '../read/activity.ts';
import { loadCampaign } from '../read/campaigns.ts';
import { loadTrace } from '../read/trace.ts';
import { nameOf } from './names.ts';

/** Entries of a feed: readers that come once a day miss nothing of a busy one. */
const ENTRIES = 100;

const LOCALES: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };
const PRODUCT: Readonly<Record<Language, string>> = { en: 'Sunline', zh: '阳光线' };
const TITLES = {
  en: { campaign: '{{campaign}}', gift: 'A gift of {{amount}} to {{campaign}}' },
  zh: { campaign: '{{campaign}}', gift: '给「{{campaign}}」的一笔捐款 {{amount}}' },
} as const;
const SUBTITLES = {
  en: {
    campaign: 'All that happens with this campaign’s money',
    gift: 'What becomes of this gift',
  },
  zh: { campaign: '这个项目每一笔钱的去向', gift: '这笔捐款的去向' },
} as const;

/** A feed but for its own address, which the answer knows. */
type Feed = Omit<AtomFeed, 'id' | 'self'>;

/** What happens in a campaign. Throws {@link NotFound}. */
export async function campaignFeed(id: Hex, language: Language): Promise<Feed> {
  const app = appUrl();
  const home = await loadCampaign(id);
  const { items, campaigns } = await loadActivity({
    ...{ campaign: id, recognised: false, before: null, limit: ENTRIES },
    about: ['gifts', 'payments', 'proofs', 'life'],
  });
  const words = { campaign: await nameOf(home, language) };
  return {
    ...frameOf('campaign', language, words),
    page: `${app}/campaign/${id}`,
    since: home.opened.timestamp,
    entries: await Promise.all(items.map((item) => entryOf(item, [home, ...campaigns], language))),
  };
}

/** What becomes of a gift, or of a part of an entry: amounts are what each step was of it. */
export async function giftFeed(
  id: Hex,
  index: number,
  range: EntryRange | null,
  language: Language,
): Promise<Feed> {
  const app = appUrl();
  const trace = await loadTrace(id, index, range);
  const { entry, campaigns, disbursements } = trace;
  const home = campaigns.find((one) => one.id === id);
  if (home === undefined) throw new NotFound(`no campaign ${id}`);
  const units = range === null ? BigInt(entry.end) - BigInt(entry.start) : range.to - range.from;
  const steps = await loadStepsOf(
    disbursements.map((one) => one.id),
    ENTRIES,
  );
  const shares = sharesOf(trace);
  const items = [
    ...steps.map((step) => {
      const share = shares.get(step.disbursement?.id ?? '0x');
      return share === undefined ? step : { ...step, units: String(share) };
    }),
    ...beginningOf(trace, units),
  ];
  const words = { campaign: await nameOf(home, language), amount: moneyOf(units, home, language) };
  return {
    ...frameOf('gift', language, words),
    page: `${app}/follow/${id}/${index}`,
    since: entry.at.timestamp,
    entries: await Promise.all(items.map((item) => entryOf(item, campaigns, language))),
  };
}

function frameOf(about: 'campaign' | 'gift', language: Language, words: Record<string, string>) {
  return {
    title: `${fillWords(TITLES[language][about], words)} · ${PRODUCT[language]}`,
    subtitle: SUBTITLES[language][about],
    author: PRODUCT[language],
    language: LOCALES[language],
  };
}

/** The entry itself, and what was given back of it at the end, the latest first. */
function beginningOf({ entry }: TraceView, units: bigint): ActivityItemView[] {
  const { kind, campaign, at, index, settled, giver } = entry;
  const common = {
    ...{ campaign, entry: index, disbursement: null, document: null },
    gifts: entry.batch?.count ?? null,
  };
  const other = entry.source?.campaign ?? null;
  const given = { ...common, kind, at, units: String(units), who: giver, other };
  if (settled === null) return [given];
  const { start, end, giver: who, target } = settled;
  const back = String(BigInt(end) - BigInt(start));
  const ending = { ...common, kind: 'settled' as const, at: settled.at, units: back };
  return [{ ...ending, who, other: target }, given];
}

/** How much of the gift went through each payment, in smallest units. */
function sharesOf({ slices }: TraceView): Map<Hex, bigint> {
  const shares = new Map<Hex, bigint>();
  for (const { from, to, path } of slices) {
    for (const { disbursement } of path) {
      if (disbursement === null) continue;
      shares.set(disbursement, (shares.get(disbursement) ?? 0n) + BigInt(to) - BigInt(from));
    }
  }
  return shares;
}

async function entryOf(
  item: ActivityItemView,
  campaigns: readonly CampaignView[],
  language: Language,
): Promise<AtomEntry> {
  const { kind, campaign: id, at, entry, disbursement, units, gifts, other } = item;
  const campaignOf = (wanted: Hex | null) => campaigns.find((one) => one.id === wanted);
  const [home, source] = [campaignOf(id), campaignOf(other)];
  const number = new Intl.NumberFormat(LOCALES[language]);
  const title = fillWords(ACTIVITY_WORDS[language][kind], {
    amount: units === null || home === undefined ? '' : moneyOf(BigInt(units), home, language),
    gifts: number.format(gifts ?? 0),
    campaign: source === undefined ? '' : await nameOf(source, language),
    number: number.format((disbursement?.number ?? 0) + 1),
  });
  const page =
    disbursement !== null
      ? `payment/${disbursement.id}`
      : entry !== null
        ? `follow/${id}/${entry}`
        : `campaign/${id}`;
  return {
    id: await idOf(item),
    title,
    summary: home === undefined ? title : `${await nameOf(home, language)}: ${title}`,
    category: kind,
    link: `${appUrl()}/${page}`,
    updated: at.timestamp,
  };
}

const moneyOf = (units: bigint, { token }: CampaignView, language: Language): string =>
  `${formatLocal(units, token.decimals, { locale: LOCALES[language] })} ${cleanLine(token.symbol).slice(0, 12)}`;

/** A name that follows from the chain alone, so that it is the same for ever and everywhere. */
async function idOf({ kind, at }: ActivityItemView): Promise<string> {
  const { deployment } = settings;
  const ledger = contractOf(deployment, 'Ledger').address;
  const words = [deployment.chainId, ledger, at.tx, at.logIndex, kind].join(' ');
  const hex = (await sha256Hex(new TextEncoder().encode(words))).slice(2);
  // Version 8, for ids that an application makes in its own way.
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function appUrl(): string {
  if (settings.appUrl === undefined) throw new NotFound('this index serves no feeds');
  return settings.appUrl;
}
