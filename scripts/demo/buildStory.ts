import { doctored } from './story/doctored.ts';
import { opening } from './story/opening.ts';
import { books, clinic, summerCamp } from './story/others.ts';
import { soup } from './story/soup.ts';
import { weave } from './story/teller.ts';
import type { StoryStep } from './story/teller.ts';
import { warmWinter } from './story/warmWinter.ts';

/**
 * The demo story as a scenario: days of gifts, requests, payments and proofs of six campaigns,
 * counted from a common first day. `story.json` is what this builds.
 */

/** How long before now the story begins, in days, so that its last step is about now. */
const LENGTH = 120;

export function buildStory(): { name: string; token: object; steps: StoryStep[] } {
  const tellers = [opening(), warmWinter(), clinic(), summerCamp(), books(), doctored(), soup()];
  return {
    name: 'Warm Winter',
    token: { symbol: 'RMB', decimals: 2 },
    steps: weave(tellers, LENGTH),
  };
}
