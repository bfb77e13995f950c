import type { en } from './en.ts';
import type { Texts } from './texts.ts';
import { campaign } from './zh/campaign.ts';
import { common } from './zh/common.ts';
import { home } from './zh/home.ts';

export const zh: Texts<typeof en> = { common, home, campaign };
