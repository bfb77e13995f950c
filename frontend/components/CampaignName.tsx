import type { CampaignView } from '../../domain/views.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useMetadata } from '../queries/documents.ts';
import { Hash } from './Hash.tsx';

/** A campaign's name from its checked description; its number where there is none. */
export function CampaignName({ campaign }: { campaign: Pick<CampaignView, 'id' | 'metadata'> }) {
  const { language } = useFormat();
  const { data } = useMetadata(campaign.metadata);
  return data === undefined ? <Hash value={campaign.id} /> : <>{data.name[language]}</>;
}
