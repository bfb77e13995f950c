import { ENUMS } from '../../domain/eventShape.ts';
import type { CampaignView } from '../../domain/views.ts';
import { callOf, deskAt } from './call.ts';
import type { Flow } from './tools.ts';
import { rulesOf } from './desk.ts';

export type Motion = CampaignView['motions'][number]['motion'];

/** An auditor supports closing, giving up or extending; the last one needed carries it out. */
export const supportMotion =
  (campaign: CampaignView, motion: Motion): Flow<null> =>
  async ({ send }) => {
    const args = [campaign.id, rulesOf(campaign), ENUMS.motion.indexOf(motion)] as const;
    await send(callOf(deskAt(campaign.desk), 'support', args));
    return null;
  };
