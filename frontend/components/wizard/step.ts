import type { TokenView } from '../../../domain/views.ts';
import type { DraftField } from '../../lib/campaignChecks.ts';
import type { CampaignDraft } from '../../lib/campaignDraft.ts';

/** What each step of writing a campaign is given. */
export interface StepProps {
  readonly draft: CampaignDraft;
  readonly set: <K extends keyof CampaignDraft>(key: K, value: CampaignDraft[K]) => void;
  /** The sentence that says what is wrong with a field; undefined while nothing is. */
  readonly wrong: (field: DraftField) => string | undefined;
  /** Currencies that can be chosen; the chosen one is null while it is not known. */
  readonly tokens: readonly TokenView[];
  readonly token: TokenView | null;
}
