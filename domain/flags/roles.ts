import { groupBy } from '../grouped.ts';
import type { Hex } from '../hex.ts';
import type { CampaignFacts, PaymentFacts } from './facts.ts';
import type { FlagEvidence, FlagRole, Raised, Severity } from './flag.ts';

/**
 * *An account in two roles* that should be apart. Within a campaign the desk refuses what is worst;
 * across campaigns, and over time, nobody but a reader sees it.
 */

interface Pair {
  /** `first` is held in any campaign or in the same one, `second` in the campaign that is flagged. */
  readonly first: FlagRole;
  readonly second: FlagRole;
  readonly where: 'anywhere' | 'here';
  readonly severity: Severity;
}

/**
 * Which roles should be apart. An auditor giving to what it audits is none of them: it gains nothing
 * by it. A payee who gives is *circular money*.
 */
export const APART: readonly Pair[] = [
  // Who approves and attests must not be paid, nor vouch for what arrived, by colleagues' leave.
  { first: 'auditor', second: 'payee', where: 'anywhere', severity: 'serious' },
  { first: 'auditor', second: 'recipient', where: 'anywhere', severity: 'serious' },
  // Charities that audit each other have reasons to be kind.
  { first: 'charity', second: 'auditor', where: 'anywhere', severity: 'notable' },
  // A charity that sells to another, or confirms what another delivered, may be the same people.
  { first: 'charity', second: 'payee', where: 'anywhere', severity: 'notable' },
  { first: 'charity', second: 'recipient', where: 'anywhere', severity: 'notable' },
  // Its own gifts make what people gave look larger.
  { first: 'charity', second: 'giver', where: 'here', severity: 'notable' },
  // A seller who signs for deliveries signs for its own trade.
  { first: 'payee', second: 'recipient', where: 'anywhere', severity: 'serious' },
  // It says what was given, and is paid for more than saying it.
  { first: 'operator', second: 'payee', where: 'here', severity: 'notable' },
];

type RoleEvidence = Extract<FlagEvidence<never>, { kind: 'role' }>;

/** Somebody's role in a campaign; `isOpen`: so far it was only asked to be paid, or to receive. */
interface Place extends RoleEvidence {
  readonly isOpen: boolean;
}

const ACCOUNT_LENGTH = 2 + 40;

/** A flag for each account, pair of roles and campaign in which it has the second of them. */
export function twoRoles(campaigns: readonly CampaignFacts[]): Raised<'twoRoles'>[] {
  const byAccount = groupBy(campaigns.flatMap(placesIn), ({ account }) => account);
  return [...byAccount].flatMap(([account, places]) => flagsOf(account, places));
}

function flagsOf(account: Hex, places: readonly Place[]): Raised<'twoRoles'>[] {
  if (new Set(places.map(({ role }) => role)).size === 1) return [];
  return APART.flatMap(({ first, second, where, severity }) => {
    const inSecond = places.filter(({ role }) => role === second);
    const flagged = new Set(inSecond.map(({ campaign }) => campaign));
    return [...flagged].flatMap((campaign) => {
      // Anybody can ask for a payment to somebody else's recipient: that says nothing elsewhere.
      const isNear = (place: Place): boolean =>
        place.campaign === campaign || (where === 'anywhere' && !place.isOpen);
      const inFirst = places.filter((place) => place.role === first && isNear(place));
      if (inFirst.length === 0) return [];
      const here = inSecond.filter((place) => place.campaign === campaign);
      return [
        {
          kind: 'twoRoles' as const,
          campaign,
          severity,
          figures: { account, roles: [first, second] as const },
          evidence: [...here, ...inFirst].map(evidenceOf),
        },
      ];
    });
  });
}

const evidenceOf = ({ kind, campaign, role, account, disbursement }: Place): RoleEvidence => ({
  kind,
  campaign,
  role,
  account,
  disbursement,
});

/** Who is what in a campaign. */
function placesIn(campaign: CampaignFacts): Place[] {
  const { id, rules, operators, payments, gifts } = campaign;
  const places = new Map<string, Place>();
  const add = (role: FlagRole, account: Hex, payment: PaymentFacts | null = null): void => {
    const disbursement = payment?.id ?? null;
    const isOpen = payment !== null && payment.paidAt === null;
    const key = `${role} ${account} ${disbursement}`;
    places.set(key, { kind: 'role', campaign: id, role, account, disbursement, isOpen });
  };
  if (rules !== null) add('charity', rules.charity);
  const auditors = [...(rules?.auditors ?? []), ...payments.flatMap((payment) => payment.auditors)];
  for (const auditor of auditors) add('auditor', auditor);
  for (const operator of operators) add('operator', operator);
  for (const payment of payments) {
    const recipients = recipientsOf(payment);
    if (isSeller(campaign, payment, recipients)) add('payee', payment.payee, payment);
    for (const account of recipients) add('recipient', account, payment);
  }
  // Anybody can give in a charity's name: whose money it was says the payer.
  for (const { payer } of gifts) add('giver', payer);
  return [...places.values()];
}

/**
 * Whether being paid makes somebody a party of its own: not the charity for its management, not an
 * operator for its fee, and not a person in need who is handed cash.
 */
function isSeller(
  { rules, operators }: CampaignFacts,
  { payee, category }: PaymentFacts,
  recipients: readonly Hex[],
): boolean {
  if (category === 'management' && payee === rules?.charity) return false;
  if (category === 'fee' && operators.includes(payee)) return false;
  return !(category === 'cash' && recipients.includes(payee));
}

/** The accounts that may confirm a delivery; a key or a list of keys names no account. */
function recipientsOf({ recipient, rekeyed }: PaymentFacts): Hex[] {
  return [recipient, ...rekeyed].filter((key) => key.length === ACCOUNT_LENGTH);
}
