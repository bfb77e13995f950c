import type { CampaignView, RecipientView } from '../../domain/views.ts';
import { callOf, deskAt } from './call.ts';
import { rulesOf } from './desk.ts';
import type { Flow } from './tools.ts';

/** An auditor ends an enrolment for future requests. */
export const dismissRecipient =
  (campaign: CampaignView, { key }: RecipientView): Flow<null> =>
  async ({ send }) => {
    await send(callOf(deskAt(campaign.desk), 'dismiss', [campaign.id, rulesOf(campaign), key]));
    return null;
  };
