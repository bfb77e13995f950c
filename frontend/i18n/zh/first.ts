import type { first as en } from '../en/first.ts';
import type { Texts } from '../texts.ts';
import { campaign } from './campaign.ts';
import { common } from './common.ts';
import { flow } from './flow.ts';
import { follow } from './follow.ts';
import { home } from './home.ts';

/** The texts of the pages that donors open first and of the frame around all of them. */
export const first: Texts<typeof en> = { campaign, common, flow, follow, home };
