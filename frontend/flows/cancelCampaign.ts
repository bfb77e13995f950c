import { contractAddress } from '../app/config.ts';
import type { CampaignView } from '../../domain/views.ts';
import { callOf, deskAt, ledgerAt } from './call.ts';
import type { Flow } from './tools.ts';

/** The charity gives its campaign up; after silence or the hard end anybody may. */
export const cancelCampaign =
  (campaign: CampaignView): Flow<null> =>
  async ({ send, account }) => {
    await send(
      account === campaign.charity
        ? callOf(deskAt(campaign.desk), 'cancel', [campaign.id])
        : callOf(ledgerAt(contractAddress('Ledger')), 'cancel', [campaign.id]),
    );
    return null;
  };
