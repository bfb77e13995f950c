import { matchPath, useLocation } from 'react-router';
import type { Hex } from '../../domain/hex.ts';
import type { CampaignView, DisbursementView } from '../../domain/views.ts';
import { personOf } from '../lib/account.ts';
import { useNow } from '../lib/useNow.ts';
import { useCampaigns, useDisbursement, useDisbursements } from '../queries/reads.ts';
import { modelOf, nextAct, paymentToPlay, type Act } from './plan.ts';
import type { Scene } from './play.ts';

/** What stands on the stage: a scene, what happens next in it, and where else one can play. */
export interface OnStage {
  readonly campaigns: readonly CampaignView[];
  readonly scene: Scene | null;
  readonly act: Act | null;
  readonly now: number;
}

export const isPlayable = (address: Hex): boolean => personOf(address) !== undefined;

/** The scene of the campaign that was chosen, or that the visitor's page is about. */
export function useScene(chosen: Hex | null): OnStage {
  const now = useNow();
  const { data: all = [] } = useCampaigns();
  const campaigns = all.filter(
    ({ state, terminal, charity }) => state === 'active' && !terminal && isPlayable(charity),
  );
  const shown = usePagesCampaign();
  const campaign =
    campaigns.find(({ id }) => id === chosen) ??
    campaigns.find(({ id }) => id === shown) ??
    campaigns.toSorted((a, b) => (BigInt(a.escrow) < BigInt(b.escrow) ? -1 : 1))[0];
  const { data: disbursements } = useDisbursements(campaign?.id ?? '0x', campaign !== undefined);
  if (campaign === undefined || disbursements === undefined) {
    return { campaigns, scene: null, act: null, now };
  }
  const disbursement = paymentToPlay(disbursements, campaign, isPlayable, now);
  const scene = { campaign, disbursement, model: modelOf(disbursements, isPlayable) };
  return { campaigns, scene, act: actOf(scene, now), now };
}

function actOf({ campaign, disbursement, model }: Scene, now: number): Act {
  if (disbursement !== null) return nextAct(disbursement, campaign, isPlayable, now);
  if (model === null) return { kind: 'stuck' };
  if (BigInt(campaign.escrow) === 0n) return { kind: 'give' };
  return { kind: 'request', by: campaign.charity };
}

/** The campaign that the page beside the stage is about; null where it is about none. */
function usePagesCampaign(): Hex | null {
  const { pathname } = useLocation();
  const id = PAGES.map((path) => matchPath(path, pathname)?.params['id']).find(Boolean);
  const payment = matchPath('/payment/:id', pathname)?.params.id;
  const { data } = useDisbursement((payment ?? '0x') as Hex, payment !== undefined);
  return data?.terms.campaign ?? ((id ?? null) as Hex | null);
}

const PAGES = ['/campaign/:id', '/give/:id', '/follow/:id/:index', '/desk/request/:id'] as const;

/** Those who have a part in a scene, each once, the charity first. */
export function castOf({ campaign, disbursement }: Scene): Hex[] {
  const { payee, recipient } = disbursement?.terms ?? {};
  const all = [campaign.charity, ...campaign.auditors, recipient, payee];
  const known = all.filter((address) => address !== undefined && isPlayable(address)) as Hex[];
  return [...new Set(known)];
}

/** What the newest payment shows on the phone; the campaign where there is none. */
export const phonePath = (campaign: CampaignView, disbursement: DisbursementView | null): string =>
  disbursement === null ? `/campaign/${campaign.id}` : `/payment/${disbursement.id}`;
