import type { en } from './en.ts';
import type { Texts } from './texts.ts';
import { campaign } from './zh/campaign.ts';
import { common } from './zh/common.ts';
import { desk } from './zh/desk.ts';
import { flow } from './zh/flow.ts';
import { follow } from './zh/follow.ts';
import { give } from './zh/give.ts';
import { giver } from './zh/giver.ts';
import { home } from './zh/home.ts';
import { refusals } from './zh/refusals.ts';
import { verify } from './zh/verify.ts';

/** All texts in Chinese. */
export const zh: Texts<typeof en> = {
  common,
  home,
  campaign,
  give,
  follow,
  giver,
  verify,
  desk,
  flow,
  refusals,
};
