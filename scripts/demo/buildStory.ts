import { Teller } from './story/teller.ts';
import type { StoryStep } from './story/teller.ts';
import { twoHours } from './story/twoHours.ts';
import { warmWinter } from './story/warmWinter.ts';

/**
 * The demo story as a scenario: days of gifts, requests, payments and proofs of four campaigns,
 * counted from a common first day. `story.json` is what this builds.
 */

/** How long before now the story begins, in days, so that its last step is about now. */
const LENGTH = 120;
/** Seconds in which an auditor may still veto. */
const CHALLENGE = 2 * 86_400;

export function buildStory(): { name: string; token: object; steps: StoryStep[] } {
  const teller = new Teller();
  open(teller);
  twoHours(teller);
  warmWinter(teller);
  teller.until(LENGTH);
  return {
    name: 'Warm Winter',
    token: { symbol: 'RMB', decimals: 2 },
    steps: teller.steps,
  };
}

function open(teller: Teller): void {
  const rules = { threshold: 2, proof: 'both', challenge: CHALLENGE };
  teller.tell(
    {
      do: 'campaign',
      id: 'warm-winter',
      charity: 'shanhai',
      auditors: ['clearmirror', 'lantern', 'dipper'],
      goal: '500000.00',
      ...rules,
    },
    {
      do: 'campaign',
      id: 'clinic',
      charity: 'rainbow',
      auditors: ['lantern', 'dipper', 'clearmirror'],
      goal: '80000.00',
      ...rules,
    },
    {
      do: 'campaign',
      id: 'summer-camp',
      charity: 'rainbow',
      auditors: ['clearmirror', 'dipper'],
      goal: '30000.00',
      ...rules,
    },
    {
      do: 'campaign',
      id: 'books',
      charity: 'shanhai',
      auditors: ['lantern', 'dipper'],
      goal: '5000.00',
      ...rules,
    },
  );
}
