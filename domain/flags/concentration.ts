import type { Hex } from '../hex.ts';
import { paymentEvidence, type CampaignFacts, type PaymentFacts } from './facts.ts';
import type { Raised } from './flag.ts';

/** *Payee concentration*: one payee has most of what a campaign paid. */

/**
 * From this share on, in hundredths of a percent: seven tenths. Half or two thirds with one payee is
 * common where one order is by far the largest; beyond that hardly anybody else was asked.
 */
export const CONCENTRATED_BPS = 7_000;

/**
 * From this many payments on. With one or two, somebody always has most of it, and a small campaign
 * that buys once should not look suspicious for it.
 */
export const CONCENTRATION_PAYMENTS = 3;

const ALL_BPS = 10_000n;

/**
 * Compares what each payee was paid for goods, services and cash, net of returns. Management and
 * fees stay out: a cap and a published price keep those.
 */
export function concentratedPayee(campaign: CampaignFacts): Raised<'payeeConcentration'>[] {
  const purchases = campaign.payments.filter(isPurchase);
  if (purchases.length < CONCENTRATION_PAYMENTS) return [];
  const sums = new Map<Hex, bigint>();
  let total = 0n;
  for (const { payee, amount, returned } of purchases) {
    const kept = amount - returned;
    sums.set(payee, (sums.get(payee) ?? 0n) + kept);
    total += kept;
  }
  return [...sums].flatMap(([payee, paid]) => {
    if (total === 0n || paid * ALL_BPS < total * BigInt(CONCENTRATED_BPS)) return [];
    const shareBps = Number((paid * ALL_BPS) / total);
    const own = purchases.filter((payment) => payment.payee === payee);
    return [
      {
        kind: 'payeeConcentration' as const,
        campaign: campaign.id,
        severity: 'notable' as const,
        figures: { payee, paid, total, shareBps, payments: purchases.length },
        evidence: own.map((payment) => paymentEvidence(campaign.id, payment)),
      },
    ];
  });
}

function isPurchase({ paidAt, category }: PaymentFacts): boolean {
  return paidAt !== null && category !== 'management' && category !== 'fee';
}
