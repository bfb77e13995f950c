import { formatAmount } from '../money.ts';
import type { CampaignState, Departure, Disbursement, ReplayState } from '../state.ts';
import { xml, type XmlElement } from '../xml.ts';
import { activityId, dayOf, narratives, organisationOf, type Publisher } from './publisher.ts';

/** IATI's kinds of transactions that occur here. */
const TYPES = { incoming: '1', disbursement: '3', expenditure: '4' } as const;
type TransactionType = keyof typeof TYPES;

/** One movement of money, in the token's smallest unit; what came back of it is below zero. */
export interface Movement {
  readonly type: TransactionType;
  readonly ref: string;
  /** Unix seconds. */
  readonly time: number;
  readonly amount: bigint;
  readonly words: string;
  /** The other side: a campaign where it is one, else a name. */
  readonly provider?: CampaignState | string;
  readonly receiver?: CampaignState | string;
}

/**
 * All movements of a campaign. Gifts of a day are one, since a million of them would bury the rest,
 * and who gave them is nobody's business. The movements' sum is what is in escrow.
 */
export function movementsOf(
  state: ReplayState,
  campaign: CampaignState,
  { nameOf }: Pick<Publisher, 'nameOf'>,
): Movement[] {
  return [
    ...given(campaign),
    ...arrived(state, campaign, nameOf),
    ...campaign.disbursements.map((paid) => spent(state, paid, nameOf)),
    ...ended(state, campaign),
  ].sort((a, b) => a.time - b.time);
}

function given(campaign: CampaignState): Movement[] {
  const days = new Map<string, { amount: bigint; gifts: number; time: number; kind: string }>();
  for (const { kind, start, end, batch, at } of campaign.entries) {
    if (kind !== 'gift' && kind !== 'batch') continue;
    const key = `${kind}-${dayOf(at.timestamp)}`;
    const day = days.get(key) ?? { amount: 0n, gifts: 0, time: at.timestamp, kind };
    day.amount += end - start;
    day.gifts += batch?.count ?? 1;
    days.set(key, day);
  }
  return [...days].map(([ref, { amount, gifts, time, kind }]) => ({
    type: 'incoming',
    ref,
    time,
    amount,
    words:
      kind === 'gift'
        ? `${gifts} gifts from wallets on this day`
        : `${gifts} small gifts, anchored together on this day`,
    provider: 'Individual givers',
  }));
}

/** Entries that came from another line, or back into this one. */
function arrived(
  state: ReplayState,
  { id, entries }: CampaignState,
  nameOf: Publisher['nameOf'],
): Movement[] {
  return entries.flatMap(({ kind, index, payer, start, end, source, at }): Movement[] => {
    if (kind !== 'transfer' && kind !== 'return') return [];
    const from = source === null ? undefined : state.campaigns.get(source.campaign);
    const common = { ref: `entry-${index}`, time: at.timestamp };
    if (kind === 'return' && from?.id === id) {
      const words = 'Given back by a payee';
      const amount = end - start;
      return [{ ...common, type: 'expenditure', amount: -amount, words, receiver: nameOf(payer) }];
    }
    const words = 'Passed on by another campaign';
    const provider = from ?? nameOf(payer);
    return [{ ...common, type: 'incoming', amount: end - start, words, provider }];
  });
}

const PURPOSES = {
  goods: 'Goods',
  services: 'Services',
  cash: 'Cash for those in need',
  management: 'Management',
  fee: 'Fee of a payment provider',
  transfer: 'Passed on to another campaign',
} as const;

function spent(
  state: ReplayState,
  { index, start, end, payee, ref, departure, at }: Disbursement,
  nameOf: Publisher['nameOf'],
): Movement {
  const terms = state.records.get(ref)?.terms;
  const target = departure === null ? undefined : state.campaigns.get(departure.target);
  const words = PURPOSES[terms?.category ?? (payee === null ? 'transfer' : 'goods')];
  const isPlaced = payee === null || terms?.category === 'cash';
  return {
    type: isPlaced ? 'disbursement' : 'expenditure',
    ref: `payment-${index}`,
    time: at.timestamp,
    amount: end - start,
    words,
    receiver: target ?? nameOf(payee ?? ref),
  };
}

/** What became of the rest after the end: refunds are incoming funds below zero. */
function ended(state: ReplayState, { entries, leftover }: CampaignState): Movement[] {
  const moved = (ref: string, range: Departure, words: string): Movement => ({
    type: 'disbursement',
    ref,
    time: range.at.timestamp,
    amount: range.end - range.start,
    words,
    receiver: state.campaigns.get(range.target) ?? range.target,
  });
  const settled = entries.flatMap(({ index, settlement }): Movement[] => {
    if (settlement === null || settlement.end === settlement.start) return [];
    const { departure, start, end, at } = settlement;
    const ref = `settlement-${index}`;
    if (departure !== null) return [moved(ref, departure, 'Left over, passed on to the heir')];
    const words = 'Refunded to its giver';
    const common = { ref, time: at.timestamp, words, provider: 'Individual givers' };
    return [{ ...common, type: 'incoming', amount: start - end }];
  });
  return leftover === null || leftover.end === leftover.start
    ? settled
    : [...settled, moved('leftover', leftover, 'Left over, passed on to the successor')];
}

/** The movement as IATI writes it. */
export function transactionElement(
  movement: Movement,
  publisher: Publisher,
  decimals: number,
): XmlElement {
  const { type, ref, time, amount, words, provider, receiver } = movement;
  const day = dayOf(time);
  return xml(
    'transaction',
    { ref },
    xml('transaction-type', { code: TYPES[type] }),
    xml('transaction-date', { 'iso-date': day }),
    xml('value', { 'value-date': day }, formatAmount(amount, decimals)),
    xml('description', {}, ...narratives(words)),
    provider === undefined ? null : party('provider', provider, publisher),
    receiver === undefined ? null : party('receiver', receiver, publisher),
  );
}

function party(
  side: 'provider' | 'receiver',
  who: CampaignState | string,
  publisher: Publisher,
): XmlElement {
  if (typeof who === 'string') return xml(`${side}-org`, {}, ...narratives(who));
  const { ref, name } = organisationOf(who, publisher);
  const attributes = { ref, [`${side}-activity-id`]: activityId(who, publisher) };
  return xml(`${side}-org`, attributes, ...narratives(name));
}

/** What the movements say is in escrow: what came in, less what went out. */
export function escrowByMovements(movements: readonly Movement[]): bigint {
  return movements.reduce(
    (sum, { type, amount }) => (type === 'incoming' ? sum + amount : sum - amount),
    0n,
  );
}
