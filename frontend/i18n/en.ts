import { campaign } from './en/campaign.ts';
import { common } from './en/common.ts';
import { home } from './en/home.ts';

export const en = { common, home, campaign };
