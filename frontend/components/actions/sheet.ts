import type { CampaignView } from '../../../domain/views.ts';
import type { Subject } from '../../flows/desk.ts';

/** What every dialog about a disbursement is given. */
export interface SheetProps extends Subject {
  readonly onClose: () => void;
}

/** What every dialog about a campaign as a whole is given. */
export interface CampaignSheetProps {
  readonly campaign: CampaignView;
  readonly onClose: () => void;
}
