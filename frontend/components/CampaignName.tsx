import type { CampaignView } from '../../domain/views.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useMetadata } from '../queries/documents.ts';

/** A campaign's name from its checked description; its number where there is none. */
export function CampaignName({ campaign }: { campaign: Pick<CampaignView, 'id' | 'metadata'> }) {
  const { language } = useFormat();
  const { data } = useMetadata(campaign.metadata);
  if (data !== undefined) return <>{data.name[language]}</>;
  return <code>{`${campaign.id.slice(0, 8)}…`}</code>;
}
