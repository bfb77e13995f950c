import type { Hex } from '../../../domain/hex.ts';
import type { CampaignView, EntryView } from '../../../domain/views.ts';
import type { ProviderReport } from './readProvider.ts';
import type { Run } from './run.ts';

/** Why gifts cannot be anchored for a campaign. */
export type ShareTrouble = 'unknown' | 'ended' | 'otherToken' | 'notOperator';

/** What a file holds for one campaign. */
export interface Share {
  readonly campaign: Hex;
  readonly count: number;
  /** In the token's smallest unit. */
  readonly sum: bigint;
  readonly trouble: ShareTrouble | null;
}

/**
 * The gifts of a file by campaign.
 * @param token in which all of them are counted
 */
export function sharesOf(
  { gifts }: Pick<ProviderReport, 'gifts'>,
  campaigns: readonly CampaignView[],
  token: Hex,
  operator: Hex | null,
): Share[] {
  const shares = new Map<Hex, { count: number; sum: bigint }>();
  for (const { campaign, amount } of gifts) {
    const share = shares.get(campaign) ?? { count: 0, sum: 0n };
    shares.set(campaign, { count: share.count + 1, sum: share.sum + amount });
  }
  return [...shares].map(([campaign, share]) => {
    const view = campaigns.find(({ id }) => id === campaign);
    return { campaign, ...share, trouble: troubleOf(view, token, operator) };
  });
}

function troubleOf(
  campaign: CampaignView | undefined,
  token: Hex,
  operator: Hex | null,
): ShareTrouble | null {
  if (campaign === undefined) return 'unknown';
  if (campaign.state !== 'active') return 'ended';
  if (campaign.token.address !== token) return 'otherToken';
  return operator !== null && campaign.operators.includes(operator) ? null : 'notOperator';
}

/**
 * Batches on the chain that look like one of these shares and are none of this browser's imports: the
 * same file may have been anchored by the command, or on another device.
 */
export function likelyTwice(
  shares: readonly Share[],
  entries: readonly EntryView[],
  runs: readonly Run[],
): EntryView[] {
  const own = new Set(runs.flatMap(({ batches }) => batches.map(({ root }) => root)));
  return entries.filter(
    ({ campaign, start, end, batch }) =>
      batch !== null &&
      !own.has(batch.root) &&
      shares.some(
        (share) =>
          share.campaign === campaign &&
          share.count === batch.count &&
          share.sum === BigInt(end) - BigInt(start),
      ),
  );
}
