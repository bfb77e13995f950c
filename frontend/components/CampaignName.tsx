import type { CampaignView } from '../../domain/views.ts';
import { shortId } from '../../domain/shortHex.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useMetadata } from '../queries/documents.ts';

/** A campaign's name from its checked description; its number where there is none. */
export function CampaignName({ campaign }: { campaign: Pick<CampaignView, 'id' | 'metadata'> }) {
  const { language } = useFormat();
  const { data } = useMetadata(campaign.metadata);
  if (data !== undefined) return <>{data.name[language]}</>;
  return <code>{shortId(campaign.id)}</code>;
}
