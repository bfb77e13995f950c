import { NO_MANAGEMENT_CAP } from '../../domain/ids.ts';
import { GENERAL_FUND } from './steps.ts';
import type { CampaignStep, Step } from './steps.ts';

/**
 * Gives management caps to campaigns that state none. The desk passes money on only to campaigns
 * whose cap is no looser, so a campaign named as successor or transfer target takes the tightest cap
 * of those that name it, be it stated or taken over in the same way. Steps that must fail name
 * nobody: they are there to be refused. A terminal fund needs no cap.
 */
export function inheritCaps(steps: readonly Step[]): Step[] {
  const stated = new Map<string, number>();
  for (const step of steps) {
    if (isOpening(step) && step.managementCapBps !== undefined) {
      stated.set(step.id, step.managementCapBps);
    }
  }
  const caps = new Map(stated);
  const ways = waysOf(steps);
  const capOf = (campaign: string) => caps.get(campaign) ?? NO_MANAGEMENT_CAP;
  // Caps only become tighter, so this ends, also where money can go in circles.
  for (let changed = true; changed;) {
    changed = false;
    for (const { from, to } of ways) {
      if (stated.has(to) || capOf(from) >= capOf(to)) continue;
      caps.set(to, capOf(from));
      changed = true;
    }
  }
  return steps.map((step) =>
    step.do === 'campaign' && caps.has(step.id) && step.managementCapBps === undefined
      ? { ...step, managementCapBps: capOf(step.id) }
      : step,
  );
}

/** Where the story passes money on, or would if a campaign were closed. */
function waysOf(steps: readonly Step[]): { readonly from: string; readonly to: string }[] {
  return steps.flatMap((step) => {
    if (isOpening(step)) return [{ from: step.id, to: step.successor ?? GENERAL_FUND }];
    const isTransfer = step.do === 'request' && step.fails !== true;
    if (!isTransfer || step.toCampaign === undefined) return [];
    return [{ from: step.campaign, to: step.toCampaign }];
  });
}

function isOpening(step: Step): step is CampaignStep {
  return step.do === 'campaign' && step.fails !== true;
}
