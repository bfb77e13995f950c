import { createDeskState } from '../deskState.ts';
import { createAccumulator } from '../accumulator.ts';
import type { EventOf } from '../events.ts';
import { campaignId } from '../ids.ts';
import { isTerminal, report, type CampaignState, type ReplayState } from '../state.ts';

/** A campaign comes into being at the ledger. */

const DAY = 86_400;
const MIN_CLAIM_WINDOW = 30 * DAY;
const MIN_SILENCE = 30 * DAY;
const MAX_SILENCE = 365 * DAY;
const MAX_LIFE = 5 * 365 * DAY;

export function applyCampaignOpened(state: ReplayState, event: EventOf<'CampaignOpened'>): void {
  const { campaign: id, desk, salt, at } = event;
  if (state.campaigns.has(id)) {
    report(state, 9, 'openedTwice', id, at, 'opening', 'once', 'twice');
    return;
  }
  const { chainId, ledger } = state.scope;
  const expected = campaignId(chainId, ledger, desk, event, salt);
  if (id !== expected) report(state, 9, 'wrongId', id, at, 'campaign id', expected, id);
  const campaign = createCampaign(event, state.scope.accumulate ?? true);
  checkConfig(state, campaign);
  state.campaigns.set(id, campaign);
}

function createCampaign(event: EventOf<'CampaignOpened'>, accumulate: boolean): CampaignState {
  const { campaign: id, desk, token, opens, closes, minimum, successor } = event;
  const { claimWindow, silence, hardEnd, operators, at } = event;
  return {
    id,
    desk,
    config: {
      token,
      opens,
      closes,
      minimum,
      successor,
      claimWindow,
      silence,
      hardEnd,
      operators,
    },
    opened: at,
    state: 'active',
    opens,
    closes,
    aliveAt: Math.max(at.timestamp, opens),
    endedAt: 0,
    raised: 0n,
    disbursed: 0n,
    settled: 0n,
    entries: [],
    entryEnds: [],
    disbursements: [],
    disbursementEnds: [],
    settlements: 0,
    leftover: null,
    given: 0n,
    gifts: 0,
    refunded: 0n,
    returned: 0n,
    transferred: 0n,
    accumulator: accumulate ? createAccumulator() : null,
    frozenRoot: null,
    ledgerJournal: id,
    ...createDeskState(id),
  };
}

/** Whatever any key fails to do, the campaign can end and its money be claimed (law 11). */
function checkConfig(state: ReplayState, campaign: CampaignState): void {
  const { id, config, opened } = campaign;
  const { opens, claimWindow, silence, hardEnd, successor, token } = config;
  const check = (holds: boolean, field: string, expected: string, found: unknown): void => {
    if (!holds) report(state, 11, 'wrongConfig', id, opened, field, expected, found);
  };
  if (isTerminal(campaign)) {
    check(claimWindow === 0, 'claimWindow', 'none in a terminal fund', claimWindow);
    check(silence === 0, 'silence', 'none in a terminal fund', silence);
    check(hardEnd === 0, 'hardEnd', 'none in a terminal fund', hardEnd);
    return;
  }
  const days30to365 = silence >= MIN_SILENCE && silence <= MAX_SILENCE;
  check(days30to365, 'silence', '30 to 365 days', silence);
  check(claimWindow >= MIN_CLAIM_WINDOW, 'claimWindow', '30 days or more', claimWindow);
  check(hardEnd > opens && hardEnd <= opens + MAX_LIFE, 'hardEnd', 'at most 5 years', hardEnd);
  const heir = state.campaigns.get(successor);
  check(heir?.config.token === token, 'successor', 'a campaign of the same token', successor);
}
