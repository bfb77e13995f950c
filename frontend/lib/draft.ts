import type { Hex } from '../../domain/hex.ts';
import type { CampaignView, CategoryView } from '../../domain/views.ts';
import type { Wish } from '../flows/requestDisbursement.ts';
import { addressOf } from './address.ts';
import { amountOrNull } from './amount.ts';

/** A request as it is being filled in; all texts as typed. */
export interface Draft {
  readonly category: CategoryView;
  readonly payee: string;
  readonly target: string;
  readonly recipient: string;
  readonly amount: string;
  /** `2026-12-31` */
  readonly deliverBy: string;
  readonly note: string;
  readonly files: readonly File[];
}

/** The first thing that is missing or wrong: which field, and the text that says so. */
export interface Complaint {
  readonly field: keyof Draft;
  readonly text: 'badAddress' | 'badTarget' | 'badAmount' | 'badDate' | 'badRecipient' | 'aboveCap';
}

const TWO_YEARS = 2 * 365 * 86_400;

/** Who has to confirm depends on the category and the campaign's rules, as the desk has it. */
export const needsRecipient = (category: CategoryView, { proof }: CampaignView): boolean =>
  ['goods', 'services', 'cash'].includes(category) && proof !== 'auditor';

/** @param now Unix seconds */
export function complaintOf(draft: Draft, campaign: CampaignView, now: number): Complaint | null {
  const { category } = draft;
  if (category === 'transfer') {
    if (!/^0x[0-9a-f]{64}$/.test(draft.target)) return { field: 'target', text: 'badTarget' };
  } else if (addressOf(draft.payee) === null) return { field: 'payee', text: 'badAddress' };
  if (needsRecipient(category, campaign) && enrolledOf(draft, campaign) === null) {
    return { field: 'recipient', text: 'badRecipient' };
  }
  const amount = amountOrNull(draft.amount, campaign.token.decimals);
  if (amount === null) return { field: 'amount', text: 'badAmount' };
  const { exposureCap } = campaign;
  if (category !== 'transfer' && exposureCap !== null && amount > BigInt(exposureCap)) {
    return { field: 'amount', text: 'aboveCap' };
  }
  const due = endOfDay(draft.deliverBy);
  if (due === null || due <= now || due > now + TWO_YEARS) {
    return { field: 'deliverBy', text: 'badDate' };
  }
  return null;
}

/** What a complete draft asks for; null while {@link complaintOf} has something to say. */
export function wishOf(draft: Draft, campaign: CampaignView): Wish | null {
  const { category, note, files } = draft;
  const amount = amountOrNull(draft.amount, campaign.token.decimals);
  const deliverBy = endOfDay(draft.deliverBy);
  if (amount === null || deliverBy === null) return null;
  const isTransfer = category === 'transfer';
  const mayHaveRecipient = ['goods', 'services', 'cash'].includes(category);
  return {
    category,
    payee: isTransfer ? null : addressOf(draft.payee),
    target: isTransfer ? (draft.target as Hex) : null,
    recipient: mayHaveRecipient ? enrolledOf(draft, campaign) : null,
    amount,
    deliverBy,
    note: note.trim(),
    files,
  };
}

/** The enrolled recipient that was chosen. */
function enrolledOf({ recipient }: Draft, { recipients }: CampaignView): Hex | null {
  return recipients.find((one) => one.recipient === recipient)?.recipient ?? null;
}

/** The last second of a day where the visitor is; null for anything that is no day. */
function endOfDay(day: string): number | null {
  const time = new Date(`${day}T23:59:59`).getTime();
  return Number.isNaN(time) ? null : Math.floor(time / 1000);
}
