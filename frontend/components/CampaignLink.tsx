import { Link } from 'react-router';
import type { Hex } from '../../domain/hex.ts';
import { shortId } from '../../domain/shortHex.ts';
import { useCampaign } from '../queries/reads.ts';
import { CampaignName } from './CampaignName.tsx';

/** A campaign of which only the id is at hand, by name, as a link. */
export function CampaignLink({ id }: { id: Hex }) {
  const { data } = useCampaign(id);
  return (
    <Link to={`/campaign/${id}`}>
      {data === undefined ? shortId(id) : <CampaignName campaign={data} />}
    </Link>
  );
}
