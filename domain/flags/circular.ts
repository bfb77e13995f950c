import type { Hex } from '../hex.ts';
import { paymentEvidence, type CampaignFacts, type GiftFacts } from './facts.ts';
import type { FlagEvidence, Raised } from './flag.ts';

/** *Circular money*: somebody whom a campaign pays gives to it, or to another one of its charity. */

/**
 * A gift after the payment is serious from this share of what was paid on, in hundredths of a
 * percent: one in twenty. Below that it moves nobody's figures.
 */
export const CIRCULAR_BPS = 500;

const ALL_BPS = 10_000n;

interface PlacedGift extends GiftFacts {
  readonly campaign: Hex;
}

/**
 * A flag for each payee that also gave, as payer, in the same token. What a payee gives back by way of the ledger is a Return and no gift, and a batch's operator gives for others.
 */
export function circularMoney(campaigns: readonly CampaignFacts[]): Raised<'circularMoney'>[] {
  const gifts = giftsByAccount(campaigns);
  return campaigns.flatMap((campaign) => {
    const reach = new Set(
      campaigns.filter((other) => isSibling(campaign, other)).map(({ id }) => id),
    );
    const payees = new Set(campaign.payments.map(({ payee }) => payee));
    // Its own management cost is paid to the charity; what it gives is a matter of its roles.
    if (campaign.rules !== null) payees.delete(campaign.rules.charity);
    return [...payees].flatMap((account) => {
      const given = (gifts.get(account) ?? []).filter((gift) => reach.has(gift.campaign));
      return given.length === 0 ? [] : [flagOf(campaign, account, given)];
    });
  });
}

function flagOf(
  campaign: CampaignFacts,
  account: Hex,
  gifts: readonly PlacedGift[],
): Raised<'circularMoney'> {
  const payments = campaign.payments.filter(({ payee }) => payee === account);
  const made = payments.filter(({ paidAt }) => paidAt !== null);
  const paid = made.reduce((sum, { amount, returned }) => sum + amount - returned, 0n);
  const given = gifts.reduce((sum, { amount }) => sum + amount, 0n);
  const cameBack = made.some(({ paidAt }) => gifts.some(({ at }) => at > (paidAt ?? at)));
  // Who gave all of it back before was paid nothing that could go round.
  const material = paid > 0n && given * ALL_BPS >= paid * BigInt(CIRCULAR_BPS);
  return {
    kind: 'circularMoney',
    campaign: campaign.id,
    severity: cameBack && material ? 'serious' : 'notable',
    figures: { account, paid, given, cameBack },
    evidence: [
      ...payments.map((payment) => paymentEvidence(campaign.id, payment)),
      ...gifts.map((gift): FlagEvidence<bigint> => {
        const { campaign: place, index, amount, at } = gift;
        return { kind: 'gift', campaign: place, index, amount, at };
      }),
    ],
  };
}

/** The same campaign, or one of the same charity whose amounts can be added up. */
function isSibling(campaign: CampaignFacts, other: CampaignFacts): boolean {
  if (other.id === campaign.id) return true;
  const charity = campaign.rules?.charity;
  return (
    other.token === campaign.token && charity !== undefined && other.rules?.charity === charity
  );
}

/** What each payee of some campaign gave, wherever it was. */
function giftsByAccount(campaigns: readonly CampaignFacts[]): Map<Hex, PlacedGift[]> {
  const gifts = new Map<Hex, PlacedGift[]>();
  for (const { payments } of campaigns) for (const { payee } of payments) gifts.set(payee, []);
  for (const { id: campaign, gifts: own } of campaigns) {
    for (const gift of own) {
      // Anybody can give in another's name; whose money it was says the payer.
      gifts.get(gift.payer)?.push({ ...gift, campaign });
    }
  }
  return gifts;
}
