import { append, hashEntry } from '../accumulator.ts';
import { linkOf } from '../entryProof.ts';
import type { EventOf } from '../events.ts';
import { LINE_LIMIT } from '../line.ts';
import { report, type CampaignState, type Entry, type ReplayState } from '../state.ts';

/** The four ways in which a line grows. */

export function applyDonated(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'Donated'>,
): void {
  const { index, payer, giver, start, end, at } = event;
  add(state, campaign, {
    kind: 'gift',
    index,
    payer,
    giver,
    start,
    end,
    source: null,
    batch: null,
    at,
    settlement: null,
  });
}

export function applyBatchAnchored(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'BatchAnchored'>,
): void {
  const { index, operator, start, end, count, root, dataDigest, at } = event;
  if (!campaign.config.operators.includes(operator)) {
    report(state, 12, 'unauthorised', campaign.id, at, 'operator', 'an operator', operator);
  }
  add(state, campaign, {
    kind: 'batch',
    index,
    payer: operator,
    giver: operator,
    start,
    end,
    source: null,
    batch: { count, root, dataDigest },
    at,
    settlement: null,
  });
}

/** A linked entry: it must be what the event before it announced, unit by unit (law 10). */
export function applyLinked(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'TransferReceived'> | EventOf<'ReturnReceived'>,
): void {
  const { index, payer, start, end, at } = event;
  const entry: Entry = {
    kind: event.name === 'TransferReceived' ? 'transfer' : 'return',
    index,
    payer,
    giver: payer,
    start,
    end,
    source: { campaign: event.source, start: event.sourceStart },
    batch: null,
    at,
    settlement: null,
  };
  link(state, campaign, entry);
  add(state, campaign, entry);
}

function link(state: ReplayState, campaign: CampaignState, entry: Entry): void {
  const { pending } = state;
  const { kind, index, payer, start, end, source, at } = entry;
  const length = end - start;
  const found = `${kind} of ${length} from ${source?.start} of ${source?.campaign} to ${campaign.id}, paid by ${payer}`;
  let expected = 'no linked entry';
  if (pending !== null) {
    const { departure } = pending;
    const left = departure.end - departure.start;
    expected = `${pending.kind} of ${left} from ${departure.start} of ${pending.source} to ${departure.target}, paid by ${pending.payer}`;
    departure.arrival = {
      campaign: campaign.id,
      index,
      start,
      kind: kind === 'return' ? 'return' : 'transfer',
    };
    state.pending = null;
  }
  if (expected !== found) {
    report(state, 10, 'linkDiffers', campaign.id, at, `entry ${index}`, expected, found);
  }
}

/** Takes the entry in even when it breaks a law, so that what follows is judged by what it says. */
function add(state: ReplayState, campaign: CampaignState, entry: Entry): void {
  const { start, end, kind } = entry;
  const { raised, entries } = campaign;
  const fits = entry.index === entries.length && start === raised && end > start;
  if (!fits || end >= LINE_LIMIT || campaign.state !== 'active')
    reportMisfit(state, campaign, entry);
  entries.push(entry);
  campaign.entryEnds.push(end);
  campaign.raised = end;
  if (kind === 'gift' || kind === 'batch') {
    campaign.given += end - start;
    campaign.gifts += entry.batch?.count ?? 1;
  }
  if (campaign.accumulator !== null) append(campaign.accumulator, hashEntry(entry, linkOf(entry)));
}

function reportMisfit(
  state: ReplayState,
  campaign: CampaignState,
  { index, start, end, at }: Entry,
): void {
  const { id, raised, entries } = campaign;
  const subject = `entry ${index}`;
  if (campaign.state !== 'active') {
    report(state, 9, 'notActive', id, at, subject, 'active', campaign.state);
  }
  if (index !== entries.length) {
    report(state, 2, 'entryNumber', id, at, 'number', entries.length, index);
  }
  if (start !== raised) report(state, 2, 'entryGap', id, at, `start of ${subject}`, raised, start);
  if (end <= start) {
    report(state, 2, 'emptyRange', id, at, `end of ${subject}`, `above ${start}`, end);
  }
  if (end >= LINE_LIMIT) report(state, 2, 'lineFull', id, at, subject, 'below 2^96', end);
}
