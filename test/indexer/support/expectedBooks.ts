import { factsOfState } from '../../../domain/flags/factsOfState.ts';
import { flagsOf, mapAmounts } from '../../../domain/flags/flags.ts';
import { bundlesOf } from '../../../domain/flags/reused.ts';
import { booksOfState, mapCampaignRow, mapTokenRow, reconcile } from '../../../domain/reconcile.ts';
import type { ReplayState } from '../../../domain/state.ts';
import type { FlagsView } from '../../../domain/views/flags.ts';
import type { ReconciliationView } from '../../../domain/views/reconciliation.ts';

/** What flags and books the read API must answer, made from a replay and nothing else. */

/** @param now Unix time of the block that the answer speaks of */
export function flagsView(state: ReplayState, now: number): FlagsView {
  const facts = factsOfState(state, now);
  return {
    flags: flagsOf(facts).map((flag) => mapAmounts(flag, String)),
    bundles: facts.campaigns.flatMap(bundlesOf),
  };
}

export function reconciliationView(state: ReplayState): ReconciliationView {
  const { campaigns, tokens } = reconcile(booksOfState(state));
  return {
    campaigns: campaigns.map((row) => mapCampaignRow(row, String)),
    tokens: tokens.map((row) => mapTokenRow(row, String)),
  };
}
