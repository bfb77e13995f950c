import type { CampaignView } from '../views.ts';

/**
 * `GET /api/directory?state=&token=&charity=&recognised=1|0&sort=&page=&limit=`: campaigns by what the
 * chain knows of them. Their names are in documents, which the index does not read.
 */
export interface DirectoryView {
  /** How many there are in all, on whatever page. */
  total: number;
  campaigns: CampaignView[];
}
