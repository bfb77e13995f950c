import type { Hex } from '../../domain/hex.ts';
import type { CampaignView, DisbursementView } from '../../domain/views.ts';
import { nextStep } from './nextStep.ts';
import { speakerOf } from './recipient.ts';

/** Whom a payment waits for, and until when. */
export interface Awaited {
  readonly who: 'auditors' | 'recipient' | 'charity' | 'time' | 'blocked';
  /** The accounts among them that have not spoken; none for time and for whoever has no account. */
  readonly accounts: readonly Hex[];
  /** Unix seconds. */
  readonly until: number;
}

const ACCOUNT_LENGTH = 42;

/**
 * Who has to act next on a payment that is under way; null where nothing is waited for.
 * @param now Unix seconds
 */
export function awaitedOf(
  disbursement: DisbursementView,
  campaign: CampaignView,
  now: number,
): Awaited | null {
  const { deadline, epoch, approvals } = disbursement;
  const step = nextStep(disbursement, campaign, now);
  switch (step.kind) {
    case 'approvals': {
      const spoken = epoch === campaign.epoch ? approvals.map(({ auditor }) => auditor) : [];
      const accounts = campaign.auditors.filter((auditor) => !spoken.includes(auditor));
      return { who: 'auditors', accounts, until: deadline };
    }
    case 'challenge':
      return { who: 'time', accounts: [], until: step.until };
    case 'blocked':
      return { who: 'blocked', accounts: [], until: deadline };
    case 'evidence':
      return { who: 'charity', accounts: [campaign.charity], until: deadline };
    case 'confirm': {
      const speaker = speakerOf(disbursement);
      const accounts = speaker.length === ACCOUNT_LENGTH ? [speaker] : [];
      return { who: 'recipient', accounts, until: deadline };
    }
    case 'attest':
    case 'rule':
      return { who: 'auditors', accounts: campaign.auditors, until: deadline };
    default:
      return null;
  }
}
