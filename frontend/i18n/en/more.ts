import { desk } from './desk.ts';
import { give } from './give.ts';
import { giver } from './giver.ts';
import { refusals } from './refusals.ts';

/** The texts of the pages in which something is done; verify has its own. */
export const more = { desk, give, giver, refusals };
