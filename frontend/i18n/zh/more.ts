import type { more as en } from '../en/more.ts';
import type { Texts } from '../texts.ts';
import { desk } from './desk.ts';
import { give } from './give.ts';
import { giver } from './giver.ts';
import { refusals } from './refusals.ts';

/** The texts of the pages in which something is done; verify has its own. */
export const more: Texts<typeof en> = { desk, give, giver, refusals };
