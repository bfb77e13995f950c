import { rootHex } from '../accumulator.ts';
import type { EventOf, Point } from '../events.ts';
import type { Hex } from '../hex.ts';
import { unspent } from '../line.ts';
import {
  heirOf,
  isTerminal,
  report,
  terminalOf,
  type CampaignState,
  type Entry,
  type ReplayState,
} from '../state.ts';
import { depart } from './spending.ts';

/** Closing, cancelling, and where what was left goes. */

export function applyEnded(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'CampaignClosed'> | EventOf<'CampaignCancelled'>,
): void {
  const { root, at } = event;
  const { id, accumulator } = campaign;
  if (campaign.state !== 'active')
    report(state, 9, 'notActive', id, at, 'end', 'active', campaign.state);
  if (isTerminal(campaign))
    report(state, 9, 'process', id, at, 'end', 'a terminal fund stays', event.name);
  if (accumulator !== null && rootHex(accumulator) !== root) {
    report(state, 9, 'frozenRootDiffers', id, at, 'root', rootHex(accumulator), root);
  }
  if (event.name === 'CampaignCancelled') checkSilent(state, campaign, event);
  campaign.state = event.name === 'CampaignClosed' ? 'closed' : 'cancelled';
  campaign.frozenRoot = root;
  campaign.endedAt = at.timestamp;
  if (campaign.closes > at.timestamp) campaign.closes = at.timestamp;
}

export function applyLeftoverMoved(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'LeftoverMoved'>,
): void {
  const { start, end, target, at } = event;
  const { id, disbursed, raised } = campaign;
  if (campaign.state !== 'closed' || campaign.leftover !== null) {
    report(state, 9, 'process', id, at, 'leftover', 'once, at closing', campaign.state);
  }
  if (start !== disbursed || end !== raised || start >= end) {
    report(
      state,
      3,
      'leftoverRange',
      id,
      at,
      'leftover',
      `[${disbursed}, ${raised})`,
      `[${start}, ${end})`,
    );
  }
  checkDestination(state, campaign, 'leftover', heirOf(state, campaign)?.id, target, at);
  campaign.leftover = depart(state, id, 'transfer', event, target);
  campaign.settled += end - start;
}

export function applyRefunded(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'Refunded'>,
): void {
  const { start, end, giver, at } = event;
  const entry = entryToSettle(state, campaign, event);
  campaign.refunded += end - start;
  if (entry === null) return;
  const subject = `refund of entry ${entry.index}`;
  if (!isGift(entry) || entry.giver !== giver) {
    report(state, 4, 'wrongGiver', campaign.id, at, subject, entry.giver, giver);
  }
  const until = campaign.endedAt + campaign.config.claimWindow;
  if (at.timestamp > until) {
    report(state, 9, 'claimWindow', campaign.id, at, subject, `until ${until}`, at.timestamp);
  }
  settle(campaign, entry, { start, end, giver, departure: null, at });
}

export function applyEntrySettled(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'EntrySettled'>,
): void {
  const { start, end, target, at } = event;
  const entry = entryToSettle(state, campaign, event);
  const back = entry?.kind === 'transfer' && entry.source?.campaign === target;
  const departure = depart(state, campaign.id, back ? 'return' : 'transfer', event, target);
  if (entry === null) return;
  const subject = `settlement of entry ${entry.index}`;
  const until = campaign.endedAt + campaign.config.claimWindow;
  if (isGift(entry) && at.timestamp <= until) {
    report(state, 11, 'claimWindow', campaign.id, at, subject, `after ${until}`, at.timestamp);
  }
  checkDestination(state, campaign, subject, destinationOf(state, campaign, entry), target, at);
  settle(campaign, entry, { start, end, giver: null, departure, at });
}

/** The entry that a settlement names, checked for law 4; null if there is none to attach it to. */
function entryToSettle(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'Refunded'> | EventOf<'EntrySettled'>,
): Entry | null {
  const { index, start, end, at } = event;
  const { id, disbursed, raised } = campaign;
  const subject = `settlement of entry ${index}`;
  campaign.settled += end - start;
  if (campaign.state !== 'cancelled') {
    report(state, 9, 'process', id, at, subject, 'cancelled', campaign.state);
  }
  if (start < disbursed || end > raised || start >= end) {
    report(
      state,
      3,
      'settlementRange',
      id,
      at,
      subject,
      `within [${disbursed}, ${raised})`,
      `[${start}, ${end})`,
    );
  }
  const entry = campaign.entries[index];
  if (entry === undefined) {
    report(state, 4, 'unknownEntry', id, at, subject, `below ${campaign.entries.length}`, index);
    return null;
  }
  const rest = unspent(entry.start, entry.end, disbursed);
  if (start !== rest.start || end !== rest.end) {
    report(
      state,
      4,
      'settlementRange',
      id,
      at,
      subject,
      `[${rest.start}, ${rest.end})`,
      `[${start}, ${end})`,
    );
  }
  if (entry.settlement !== null) {
    report(state, 4, 'settledTwice', id, at, subject, 'once', 'twice');
    return null;
  }
  return entry;
}

function settle(
  campaign: CampaignState,
  entry: Entry,
  settlement: NonNullable<Entry['settlement']>,
): void {
  entry.settlement = settlement;
  campaign.settlements += 1;
}

/** A Return never goes to an heir of the charity's choice, a Transfer follows its source. */
function destinationOf(state: ReplayState, campaign: CampaignState, entry: Entry): Hex | undefined {
  if (entry.kind === 'return') return terminalOf(state, campaign).id;
  const source = entry.source === null ? undefined : state.campaigns.get(entry.source.campaign);
  if (source === undefined) return heirOf(state, campaign)?.id;
  return source.state === 'active' ? source.id : heirOf(state, source)?.id;
}

function checkDestination(
  state: ReplayState,
  campaign: CampaignState,
  subject: string,
  expected: Hex | undefined,
  found: Hex,
  at: Point,
): void {
  if (expected !== found) {
    report(state, 9, 'wrongDestination', campaign.id, at, subject, expected ?? 'no heir', found);
  }
}

/** Anyone but the desk may cancel only after the silence period or the hard end (laws 11 and 12). */
function checkSilent(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'CampaignCancelled'>,
): void {
  const { silence, hardEnd } = campaign.config;
  const until = Math.min(campaign.aliveAt + silence, hardEnd);
  if (event.by !== campaign.desk && event.at.timestamp <= until) {
    const expected = `its desk, or after ${until}`;
    report(state, 12, 'unauthorised', campaign.id, event.at, 'cancellation', expected, event.by);
  }
}

function isGift(entry: Entry): boolean {
  return entry.kind === 'gift' || entry.kind === 'batch';
}
