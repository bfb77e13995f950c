import type { more as en } from '../en/more.ts';
import type { Texts } from '../texts.ts';
import { desk } from './desk.ts';
import { follow } from './follow.ts';
import { give } from './give.ts';
import { giver } from './giver.ts';
import { refusals } from './refusals.ts';
import { verify } from './verify.ts';

/** The texts of the pages that are fetched when they are opened. */
export const more: Texts<typeof en> = { desk, follow, give, giver, refusals, verify };
