import type { CampaignView } from '../../../domain/views.ts';
import type { TraceView } from '../../../domain/views/trace.ts';

/**
 * The demo's switch: while it is on, answers are wrong by one smallest unit, so that a visitor can
 * see the pages' own check find it. Nothing wrong is ever stored.
 */
let on = false;

export const isLying = (): boolean => on;

export function setLying(value: boolean): void {
  on = value;
}

/** A campaign's figures, with one unit more disbursed while the switch is on. */
export function twistCampaign(view: CampaignView): CampaignView {
  return on ? { ...view, disbursed: String(BigInt(view.disbursed) + 1n) } : view;
}

/** A trace, with one unit more at its first payee while the switch is on. */
export function twistTrace(view: TraceView): TraceView {
  if (!on) return view;
  const campaigns = view.campaigns.map(twistCampaign);
  const first = view.slices.findIndex(({ end }) => end.kind === 'payee');
  const slices = view.slices.map((slice, i) => {
    if (first === -1) return slice;
    if (i === first) return { ...slice, to: String(BigInt(slice.to) + 1n) };
    return i === first + 1 ? { ...slice, from: String(BigInt(slice.from) + 1n) } : slice;
  });
  return { ...view, campaigns, slices };
}
