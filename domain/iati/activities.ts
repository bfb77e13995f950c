import { isZero } from '../hex.ts';
import { provenOf } from '../figures.ts';
import { PROOFS } from '../proof.ts';
import { formatAmount } from '../money.ts';
import type { CampaignState, ReplayState } from '../state.ts';
import { xml, xmlDocument, type XmlElement } from '../xml.ts';
import { documentElement, documentsOf } from './documents.ts';
import {
  activityId,
  currencyOf,
  dayOf,
  metadataOf,
  narratives,
  organisationOf,
  type Publisher,
} from './publisher.ts';
import { movementsOf, transactionElement } from './transactions.ts';

/** IATI's codes: kind of organisation, roles, states, dates, how campaigns are related. */
const NATIONAL_NGO = '22';
const ROLES = { accountable: '2', implementing: '4' } as const;
const STATUS = { active: '2', closed: '4', cancelled: '5' } as const;
const DATES = { plannedStart: '1', actualStart: '2', plannedEnd: '3', actualEnd: '4' } as const;
const SIBLING = '3';
const OUTPUT = '1';
const UNITS = '1';

/**
 * An IATI 2.03 activities file: each campaign is an activity, its gifts of a day, transfers, payments,
 * returns and refunds are transactions, its documents links, and what was proven delivered a result.
 * Campaigns that pass money on name each other's activities, so that the money can be followed.
 */
export function iatiActivities(
  state: ReplayState,
  campaigns: readonly CampaignState[],
  publisher: Publisher,
): string {
  const generated = new Date(publisher.time * 1000).toISOString();
  const activities = campaigns.map((campaign) => activityOf(state, campaign, publisher));
  return xmlDocument(
    xml('iati-activities', { version: '2.03', 'generated-datetime': generated }, ...activities),
  );
}

function activityOf(state: ReplayState, campaign: CampaignState, publisher: Publisher): XmlElement {
  const metadata = metadataOf(campaign, publisher);
  const { symbol, decimals } = publisher.tokenOf(campaign.config.token);
  const { ref, name } = organisationOf(campaign, publisher);
  const { documentsUrl, country, sector } = publisher;
  const title = metadata?.name ?? `Campaign ${campaign.id}`;
  const attributes = {
    'xml:lang': 'en',
    'default-currency': currencyOf(symbol),
    'last-updated-datetime': new Date(lastMoveOf(campaign) * 1000).toISOString(),
  };
  return xml(
    'iati-activity',
    attributes,
    xml('iati-identifier', {}, activityId(campaign, publisher)),
    xml('reporting-org', { ref, type: NATIONAL_NGO }, ...narratives(name)),
    xml('title', {}, ...narratives(title)),
    xml('description', { type: '1' }, ...narratives(metadata?.summary ?? title)),
    xml('description', { type: '2' }, ...narratives(measuredIn(campaign, symbol))),
    ...Object.values(ROLES).map((role) =>
      xml('participating-org', { role, ref, type: NATIONAL_NGO }, ...narratives(name)),
    ),
    xml('activity-status', { code: STATUS[campaign.state] }),
    ...datesOf(campaign),
    contactOf(metadata?.contact),
    country === undefined ? null : xml('recipient-country', { code: country }),
    sector === undefined ? null : xml('sector', { vocabulary: '1', code: sector }),
    ...movementsOf(state, campaign, publisher).map((movement) =>
      transactionElement(movement, publisher, decimals),
    ),
    ...(documentsUrl === undefined ? [] : documentsOf(campaign)).map((document) =>
      documentElement(document, documentsUrl!),
    ),
    ...siblingsOf(state, campaign, publisher),
    resultOf(state, campaign, decimals, publisher.time),
  );
}

const measuredIn = ({ config: { token } }: CampaignState, symbol: string): string =>
  isZero(token)
    ? 'Amounts are in the chain’s own coin.'
    : `Amounts are in ${symbol}, the token at ${token}.`;

function lastMoveOf({ entries, disbursements, opened, endedAt }: CampaignState): number {
  const last = [opened, entries.at(-1)?.at, disbursements.at(-1)?.at];
  return Math.max(endedAt, ...last.map((at) => at?.timestamp ?? 0));
}

function datesOf({ config, opened, endedAt }: CampaignState): XmlElement[] {
  const date = (type: string, time: number) =>
    xml('activity-date', { type, 'iso-date': dayOf(time) });
  return [
    date(DATES.plannedStart, config.opens),
    date(DATES.actualStart, opened.timestamp),
    date(DATES.plannedEnd, config.hardEnd),
    ...(endedAt === 0 ? [] : [date(DATES.actualEnd, endedAt)]),
  ];
}

function contactOf(contact: string | undefined): XmlElement | null {
  if (contact === undefined) return null;
  const isEmail = /^[^\s@]+@[^\s@]+$/.test(contact);
  const isWeb = /^https?:\/\//.test(contact);
  const way = isEmail
    ? xml('email', {}, contact)
    : isWeb
      ? xml('website', {}, contact)
      : xml('mailing-address', {}, ...narratives(contact));
  return xml('contact-info', { type: '1' }, way);
}

/** The other campaigns of its appeal. */
function siblingsOf(
  state: ReplayState,
  campaign: CampaignState,
  publisher: Publisher,
): XmlElement[] {
  const appeal = metadataOf(campaign, publisher)?.appeal?.id;
  if (appeal === undefined) return [];
  return [...state.campaigns.values()]
    .filter((one) => one !== campaign && metadataOf(one, publisher)?.appeal?.id === appeal)
    .map((one) => xml('related-activity', { type: SIBLING, ref: activityId(one, publisher) }));
}

/** How much of what payees were paid is proven delivered, by a recipient's or an auditor's word. */
function resultOf(
  state: ReplayState,
  campaign: CampaignState,
  decimals: number,
  time: number,
): XmlElement | null {
  const proven = provenOf(state, campaign);
  const all = PROOFS.reduce((sum, proof) => sum + proven[proof], 0n);
  if (all === 0n) return null;
  const delivered = proven.confirmed + proven.attested;
  const amount = (units: bigint) => formatAmount(units, decimals);
  return xml(
    'result',
    { type: OUTPUT, 'aggregation-status': 'true' },
    xml('title', {}, ...narratives('Deliveries proven')),
    xml(
      'indicator',
      { measure: UNITS },
      xml(
        'title',
        {},
        ...narratives('Paid for deliveries that a recipient or an auditor vouches for'),
      ),
      xml(
        'period',
        {},
        xml('period-start', { 'iso-date': dayOf(campaign.opened.timestamp) }),
        xml('period-end', { 'iso-date': dayOf(campaign.endedAt || time) }),
        xml('target', { value: amount(all) }),
        xml('actual', { value: amount(delivered) }),
      ),
    ),
  );
}
