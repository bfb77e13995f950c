import type { Hex } from '../hex.ts';
import type { CampaignMetadata } from '../metadata.ts';
import type { Bilingual } from '../words.ts';
import type { CampaignState } from '../state.ts';
import { xml, type XmlElement } from '../xml.ts';

/** What an export needs besides the chain's events; all of it may be missing. */
export interface Publisher {
  /** A campaign's description by its digest; null where nobody published it. */
  readonly metadataOf: (digest: Hex) => CampaignMetadata | null;
  /** How an account is called: a name, or the address itself. */
  readonly nameOf: (account: Hex) => string;
  readonly tokenOf: (token: Hex) => { readonly symbol: string; readonly decimals: number };
  /** A charity's identifier in IATI's form (`CN-SCIO-…`), as it registered it. */
  readonly organisationOf: (charity: Hex) => string | undefined;
  /** Where documents can be fetched by their CID, without the slash behind it. */
  readonly documentsUrl: string | undefined;
  /** ISO 3166 code of the country in which the money is spent. */
  readonly country: string | undefined;
  /** Code of the OECD DAC's five-digit list. */
  readonly sector: string | undefined;
  /** Of the block the export speaks of, in Unix seconds. */
  readonly time: number;
}

/** Symbols that stand for a national currency. A stablecoin is none: it is a claim on somebody. */
const CURRENCIES: Readonly<Record<string, string>> = { RMB: 'CNY', CNY: 'CNY' };
/** ISO 4217 for what has no currency code. */
const NO_CURRENCY = 'XXX';

export const currencyOf = (symbol: string): string => CURRENCIES[symbol] ?? NO_CURRENCY;

/** `YYYY-MM-DD` in UTC. */
export const dayOf = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().slice(0, 10);

/** Text in one language or several. */
export function narratives(text: Bilingual | string): XmlElement[] {
  if (typeof text === 'string') return [xml('narrative', {}, text)];
  return [
    xml('narrative', { 'xml:lang': 'en' }, text.en),
    xml('narrative', { 'xml:lang': 'zh' }, text.zh),
  ];
}

/** The charity behind a campaign. */
export function organisationOf(
  campaign: CampaignState,
  publisher: Publisher,
): { readonly ref: string; readonly name: Bilingual | string; readonly account: Hex } {
  const account = campaign.rules?.charity ?? campaign.desk;
  const metadata = metadataOf(campaign, publisher);
  return {
    account,
    ref: publisher.organisationOf(account) ?? account,
    name: metadata?.charity.name ?? publisher.nameOf(account),
  };
}

export const metadataOf = (
  { rules }: CampaignState,
  publisher: Publisher,
): CampaignMetadata | null => (rules === null ? null : publisher.metadataOf(rules.metadata));

/** An activity's identifier: the publisher's own, then the campaign's id. */
export const activityId = (campaign: CampaignState, publisher: Publisher): string =>
  `${organisationOf(campaign, publisher).ref}-${campaign.id}`;
