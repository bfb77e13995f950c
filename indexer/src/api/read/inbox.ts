import { db } from 'ponder:api';
import { and, eq, gt, gte, inArray, ne, notExists, sql } from 'ponder';
import { campaign, disbursement, step } from 'ponder:schema';
import type { Hex } from '../../../../domain/hex.ts';
import type { InboxItemView, InboxView } from '../../../../domain/views.ts';
import type { Condition } from './condition.ts';
import { hasPart, loadCampaignsById, loadCampaignsOf } from './campaigns.ts';
import { loadWhere } from './disbursements.ts';

type Duty = Pick<InboxItemView, 'role' | 'action'> & { readonly where: Condition };

/**
 * What waits for somebody at a moment, by the part they have in it, and every campaign that they
 * are charity or auditor of.
 * @param now Unix time of the block all of this speaks of
 * @param limit most disbursements per role and action
 */
export async function loadInbox(address: Hex, now: number, limit: number): Promise<InboxView> {
  const items: InboxItemView[] = [];
  for (const { role, action, where } of dutiesOf(address, now)) {
    const disbursements = await loadWhere(where, limit);
    items.push(...disbursements.map((one) => ({ role, action, disbursement: one })));
  }
  const own = await loadCampaignsOf(address, limit);
  const ids = new Set(items.map(({ disbursement: one }) => one.terms.campaign));
  for (const { id } of own) ids.delete(id);
  return { address, items, campaigns: [...own, ...(await loadCampaignsById([...ids]))] };
}

function dutiesOf(address: Hex, now: number): Duty[] {
  const campaignsOf = (role: 'charity' | 'auditor') =>
    inArray(
      disbursement.campaign,
      db.select({ id: campaign.id }).from(campaign).where(hasPart(role, address)),
    );
  const approvedBefore = db
    .select({ one: sql`1` })
    .from(step)
    .where(
      and(
        eq(step.disbursement, disbursement.id),
        eq(step.kind, 'approved'),
        eq(step.actor, address),
      ),
    );
  const isOpen = and(
    inArray(disbursement.stage, ['requested', 'approved']),
    gte(disbursement.deliverBy, now),
  );
  const isPaid = and(eq(disbursement.stage, 'paid'), ne(disbursement.category, 'transfer'));
  const is = (fact: 'evidenced' | 'confirmed' | 'attested', value: boolean): Condition =>
    eq(disbursement[fact], value);
  return [
    {
      role: 'charity',
      action: 'pay',
      where: and(campaignsOf('charity'), isOpen, gt(disbursement.payableFrom, 0)),
    },
    {
      role: 'charity',
      action: 'evidence',
      where: and(campaignsOf('charity'), isPaid, is('evidenced', false)),
    },
    {
      role: 'auditor',
      action: 'approve',
      where: and(
        campaignsOf('auditor'),
        isOpen,
        eq(disbursement.payableFrom, 0),
        notExists(approvedBefore),
      ),
    },
    {
      role: 'auditor',
      action: 'attest',
      where: and(campaignsOf('auditor'), isPaid, is('evidenced', true), is('attested', false)),
    },
    {
      role: 'recipient',
      action: 'confirm',
      where: and(
        eq(disbursement.recipient, address),
        isPaid,
        is('evidenced', true),
        is('confirmed', false),
      ),
    },
  ];
}
