import { campaign } from './en/campaign.ts';
import { common } from './en/common.ts';
import { desk } from './en/desk.ts';
import { flow } from './en/flow.ts';
import { follow } from './en/follow.ts';
import { give } from './en/give.ts';
import { giver } from './en/giver.ts';
import { home } from './en/home.ts';
import { refusals } from './en/refusals.ts';
import { verify } from './en/verify.ts';

/** All texts in English; the other languages are typed by these. */
export const en = {
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
