import { db } from 'ponder:api';
import { and, eq, gt, inArray, ne, notInArray, or, sql } from 'ponder';
import { campaign, disbursement, payment, rekey } from 'ponder:schema';
import { SUPPORT_LAPSES } from '../../../../domain/deskState.ts';
import { ZERO_ADDRESS, type Hex } from '../../../../domain/hex.ts';
import type { DisbursementView } from '../../../../domain/views.ts';
import type { InboxItemView, InboxView } from '../../../../domain/views/inbox.ts';
import type { Condition } from './condition.ts';
import { hasPart, loadCampaignsById, loadCampaignsOf } from './campaigns.ts';
import { loadWhere, type Loaded } from './disbursements.ts';

type Role = InboxItemView['role'];

/** Something to do: where to look for it, and whether it is to be done at the moment asked about. */
interface Duty {
  readonly role: Role;
  readonly action: InboxItemView['action'];
  readonly where: Condition;
  readonly isDue?: (one: Loaded) => boolean;
}

/**
 * What waits for somebody at a moment, by the part they have in it, and every campaign that they
 * are charity or auditor of.
 * @param now Unix time of the block all of this speaks of
 * @param limit most disbursements per role and action
 */
export async function loadInbox(address: Hex, now: number, limit: number): Promise<InboxView> {
  const items: InboxItemView[] = [];
  for (const duty of dutiesOf(address, now)) {
    const { role, action } = duty;
    const due = await loadDue(duty, limit);
    items.push(...due.map(({ view }) => ({ role, action, disbursement: view })));
  }
  const own = await loadCampaignsOf(address, limit);
  const ids = new Set(items.map(({ disbursement: one }) => one.terms.campaign));
  for (const { id } of own) ids.delete(id);
  return { address, items, campaigns: [...own, ...(await loadCampaignsById([...ids]))] };
}

/** The first ones that are due, however many of those looked at are not. */
async function loadDue({ where, isDue }: Duty, limit: number): Promise<Loaded[]> {
  const due: Loaded[] = [];
  for (let after: Condition; ;) {
    const page = await loadWhere(and(where, after), limit);
    due.push(...(isDue === undefined ? page : page.filter(isDue)));
    const last = page.at(-1);
    if (last === undefined || page.length < limit || due.length >= limit) {
      return due.slice(0, limit);
    }
    const { campaign: id, number } = last.view.terms;
    after = sql`(${disbursement.campaign}, ${disbursement.number}) > (${id}, ${number})`;
  }
}

function dutiesOf(address: Hex, now: number): Duty[] {
  return [
    ...charityDuties(address),
    ...auditorDuties(address, now),
    { role: 'recipient', action: 'confirm', where: and(toConfirm(), isRecipient(address)) },
    ...followUps(address, now),
  ];
}

function charityDuties(address: Hex): Duty[] {
  const own = hasPart('charity', address);
  return [
    {
      role: 'charity',
      action: 'pay',
      where: and(own, eq(disbursement.stage, 'approved')),
      isDue: ({ view }) => view.blockedBy.length === 0,
    },
    {
      role: 'charity',
      action: 'evidence',
      where: and(own, isUnproven(), eq(disbursement.evidenced, false)),
    },
  ];
}

function auditorDuties(address: Hex, now: number): Duty[] {
  const own = hasPart('auditor', address);
  const isJudge = and(own, ne(disbursement.payee, address), ne(disbursement.recipient, address));
  return [
    {
      role: 'auditor',
      action: 'approve',
      where: and(
        own,
        eq(campaign.state, 'active'),
        or(
          eq(disbursement.stage, 'requested'),
          // Approved by auditors who have left.
          and(eq(disbursement.stage, 'approved'), ne(disbursement.epoch, campaign.epoch)),
        ),
      ),
      isDue: ({ view, home }) => view.deadline >= now && !hasApproved(view, home, address),
    },
    {
      role: 'auditor',
      action: 'attest',
      where: and(
        isJudge,
        isUnproven(),
        eq(disbursement.evidenced, true),
        eq(disbursement.attested, false),
      ),
    },
    {
      role: 'auditor',
      action: 'rule',
      where: and(
        isJudge,
        or(eq(disbursement.disputed, true), and(eq(disbursement.overdue, true), isUnproven())),
      ),
      isDue: (one) => !hasRuled(one, address, now),
    },
  ];
}

/** What anyone with a part in a payment can put right. */
function followUps(address: Hex, now: number): Duty[] {
  const roles: [Role, Condition][] = [
    ['charity', hasPart('charity', address)],
    ['auditor', hasPart('auditor', address)],
    ['recipient', isRecipient(address)],
  ];
  return roles.flatMap(([role, part]): Duty[] => [
    {
      role,
      action: 'noteReturn',
      // It frees what is exposed, and lowers management cost.
      where: and(
        part,
        ne(payment.payee, ZERO_ADDRESS),
        gt(payment.returned, disbursement.noted),
        or(gt(disbursement.exposed, 0n), eq(disbursement.category, 'management')),
      ),
    },
    {
      role,
      action: 'markOverdue',
      where: and(part, isUnproven(), eq(disbursement.overdue, false)),
      isDue: ({ view }) => now > view.deadline,
    },
  ]);
}

/** Paid to somebody, and its delivery not proven, nor given up, nor the money given back. */
function isUnproven(): Condition {
  return and(eq(disbursement.stage, 'paid'), gt(disbursement.exposed, 0n));
}

function toConfirm(): Condition {
  return and(isUnproven(), eq(disbursement.evidenced, true), eq(disbursement.confirmed, false));
}

/** The account that may confirm; who is one of a list is known to nobody but the list's keeper. */
function isRecipient(address: Hex): Condition {
  const renamed = db.select({ id: rekey.disbursement }).from(rekey).where(eq(rekey.index, 0));
  const replacing = db
    .select({ id: rekey.disbursement })
    .from(rekey)
    .where(eq(rekey.recipient, address));
  return or(
    and(eq(disbursement.recipient, address), notInArray(disbursement.id, renamed)),
    inArray(disbursement.id, replacing),
  );
}

function hasApproved(view: DisbursementView, { epoch }: Loaded['home'], address: Hex): boolean {
  return view.epoch === epoch && view.approvals.some(({ auditor }) => auditor === address);
}

/** Whether an auditor's support of a ruling still stands, so that the others' is waited for. */
function hasRuled({ view, home }: Loaded, address: Hex, now: number): boolean {
  const dispute = view.disputes.at(-1);
  const since = Math.max(home.seatedAt, dispute?.at.timestamp ?? 0, now - SUPPORT_LAPSES);
  return view.rulings.some(
    ({ auditor, carried, at }) => auditor === address && !carried && at.timestamp >= since,
  );
}
