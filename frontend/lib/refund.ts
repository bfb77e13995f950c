import { unspent } from '../../domain/line.ts';
import type { CampaignView, EntryView } from '../../domain/views.ts';

/** What of an entry can still be settled after its campaign was given up, in smallest units. */
export function refundable(entry: EntryView, campaign: CampaignView): bigint {
  if (campaign.state !== 'cancelled' || entry.settled !== null) return 0n;
  const { start, end } = unspent(
    BigInt(entry.start),
    BigInt(entry.end),
    BigInt(campaign.disbursed),
  );
  return end > start ? end - start : 0n;
}
