import { createHash } from 'node:crypto';
import { cidFromDigest } from '../../domain/cid.ts';
import type { Hex } from '../../domain/hex.ts';
import { metadataBytes, METADATA_LIMITS } from '../../domain/metadata.ts';
import type { CampaignView } from '../../domain/views.ts';
import type { Bilingual } from '../../domain/words.ts';
import type { Places } from './places.ts';
import type { Answer, Scene } from './scene.ts';

/** Further ahead, in seconds, than any calendar can write: no honest index says so. */
const NEVER = 9e15;

/** What the story does not have: a chain without campaigns, extreme names and amounts, no network, a lie that breaks. */
export function ofOddities({ campaigns }: Places): Scene[] {
  const largest = campaigns.reduce((a, b) => (BigInt(a.given) > BigInt(b.given) ? a : b));
  const empty: Answer[] = [
    { part: 'indexer', path: '/api/campaigns?*', json: [] },
    { part: 'indexer', path: '/api/directory?*', json: { total: 0, campaigns: [] } },
  ];
  const long = dressed(
    largest,
    both(longest('Unterstützungsgemeinschaft'), longest('暖冬云岭')),
    18,
  );
  const arabic = both('شتاء دافئ على جبل الغيوم', 'شتاء دافئ على جبل الغيوم');
  const rightToLeft = dressed(largest, arabic, largest.token.decimals);
  const crashing = { ...largest, closes: NEVER };
  const page = `/campaign/${largest.id}`;
  return [
    { name: 'home-empty', path: '/', answers: empty },
    { name: 'campaigns-empty', path: '/campaigns', answers: empty },
    { name: 'home-long', path: '/', answers: long },
    { name: 'campaign-long', path: page, answers: long },
    { name: 'give-long', path: `/give/${largest.id}`, answers: long },
    { name: 'home-right-to-left', path: '/', answers: rightToLeft },
    { name: 'campaign-right-to-left', path: page, answers: rightToLeft },
    { name: 'offline', path: page, offline: true },
    { name: 'crash', path: '/', answers: answersFor(crashing, null), broken: true },
  ];
}

const both = (en: string, zh: string): Bilingual => ({ en, zh });

/** As long as a name may be, without a single place to break it. */
const longest = (word: string): string =>
  word.repeat(METADATA_LIMITS.name).slice(0, METADATA_LIMITS.name);

/** A campaign under another name, with amounts as large as a token can have them. */
function dressed(campaign: CampaignView, name: Bilingual, decimals: number): Answer[] {
  const words = metadataBytes({
    version: 1,
    name,
    summary: name,
    story: name,
    charity: { name },
  });
  const metadata: Hex = `0x${createHash('sha256').update(words).digest('hex')}`;
  const isHuge = decimals !== campaign.token.decimals;
  const huge = (units: string) => (isHuge ? `${units}000000000000000000000000` : units);
  const dressedUp: CampaignView = {
    ...campaign,
    metadata,
    token: { ...campaign.token, decimals, ...(isHuge && { symbol: 'LONGESTTOKEN' }) },
    proven: {
      ...campaign.proven,
      confirmed: huge(campaign.proven.confirmed),
      attested: huge(campaign.proven.attested),
    },
    given: huge(campaign.given),
    raised: huge(campaign.raised),
    disbursed: huge(campaign.disbursed),
    transferred: huge(campaign.transferred),
    returned: huge(campaign.returned),
    escrow: huge(campaign.escrow),
    goal: huge(campaign.goal),
  };
  return answersFor(dressedUp, { path: `/documents/${cidFromDigest(metadata)}`, body: words });
}

function answersFor(
  campaign: CampaignView,
  words: { readonly path: string; readonly body: Uint8Array } | null,
): Answer[] {
  return [
    { part: 'indexer', path: '/api/campaigns?*', json: [campaign] },
    { part: 'indexer', path: `/api/campaigns/${campaign.id}`, json: campaign },
    ...(words === null ? [] : [{ part: 'gateway' as const, ...words }]),
  ];
}
