import { groupBy } from '../grouped.ts';
import type { Hex } from '../hex.ts';
import { paymentEvidence, type CampaignFacts, type GiftFacts, type PaymentFacts } from './facts.ts';
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
    const { rules } = campaign;
    const payments = groupBy(campaign.payments, ({ payee }) => payee);
    // Its own management cost is paid to the charity; what it gives is a matter of its roles.
    if (rules !== null) payments.delete(rules.charity);
    const reach = reachOf(campaign);
    return [...payments].flatMap(([account, own]) => {
      const given = gifts.get(account)?.get(reach) ?? [];
      return given.length === 0 ? [] : [flagOf(campaign, account, own, given)];
    });
  });
}

function flagOf(
  campaign: CampaignFacts,
  account: Hex,
  payments: readonly PaymentFacts[],
  gifts: readonly PlacedGift[],
): Raised<'circularMoney'> {
  const made = payments.filter(({ paidAt }) => paidAt !== null);
  const paid = made.reduce((sum, { amount, returned }) => sum + amount - returned, 0n);
  const given = gifts.reduce((sum, { amount }) => sum + amount, 0n);
  const first = made.reduce((least, { paidAt }) => Math.min(least, paidAt ?? least), Infinity);
  const cameBack = gifts.some(({ at }) => at > first);
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

/**
 * What a campaign has in common with those that gifts count for together: the charity, and a token,
 * so that amounts can be added up. Where nobody knows the charity it stands alone.
 */
function reachOf({ id, token, rules }: CampaignFacts): string {
  return rules === null ? id : `${token} ${rules.charity}`;
}

/** What each payee of some campaign gave, wherever it was, by what those campaigns have in common. */
function giftsByAccount(campaigns: readonly CampaignFacts[]): Map<Hex, Map<string, PlacedGift[]>> {
  const payees = new Set(campaigns.flatMap(({ payments }) => payments.map(({ payee }) => payee)));
  // Anybody can give in another's name; whose money it was says the payer.
  const gifts = campaigns.flatMap((campaign) =>
    campaign.gifts
      .filter(({ payer }) => payees.has(payer))
      .map((gift) => ({ ...gift, campaign: campaign.id, reach: reachOf(campaign) })),
  );
  const byPayer = groupBy(gifts, ({ payer }) => payer);
  return new Map([...byPayer].map(([payer, own]) => [payer, groupBy(own, ({ reach }) => reach)]));
}
