import { append, hashLeaf, type Kind } from '../accumulator.ts';
import type { EventOf, Point } from '../events.ts';
import { ZERO_BYTES32, type Hex } from '../hex.ts';
import { batchLink, sourceLink } from '../ids.ts';
import { LINE_LIMIT } from '../line.ts';
import { report, type CampaignState, type Entry, type ReplayState } from '../state.ts';

/** The four ways in which a line grows. */

export function applyDonated(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'Donated'>,
): void {
  const { index, payer, giver, start, end, at } = event;
  const entry = {
    kind: 'gift',
    index,
    payer,
    giver,
    start,
    end,
    source: null,
    batch: null,
  } as const;
  add(state, campaign, { ...entry, at, settlement: null }, ZERO_BYTES32);
}

export function applyBatchAnchored(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'BatchAnchored'>,
): void {
  const { index, operator, start, end, count, root, dataDigest, at } = event;
  const batch = { count, root, dataDigest };
  if (!campaign.config.operators.includes(operator)) {
    report(state, 12, 'unauthorised', campaign.id, at, 'operator', 'an operator', operator);
  }
  const link = campaign.accumulator === null ? ZERO_BYTES32 : batchLink(root, count, dataDigest);
  add(
    state,
    campaign,
    {
      kind: 'batch',
      index,
      payer: operator,
      giver: operator,
      start,
      end,
      source: null,
      batch,
      at,
      settlement: null,
    },
    link,
  );
}

/** A linked entry: it must be what the event before it announced, unit by unit (law 10). */
export function applyLinked(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'TransferReceived'> | EventOf<'ReturnReceived'>,
): void {
  const { index, payer, start, end, at } = event;
  const kind = event.name === 'TransferReceived' ? 'transfer' : 'return';
  const source = { campaign: event.source, start: event.sourceStart };
  const link =
    campaign.accumulator === null ? ZERO_BYTES32 : sourceLink(source.campaign, source.start);
  const entry: Entry = {
    kind,
    index,
    payer,
    giver: payer,
    start,
    end,
    source,
    batch: null,
    at,
    settlement: null,
  };

  const { pending } = state;
  state.pending = null;
  if (pending === null) {
    const found = sourceText(kind, campaign.id, payer, source.campaign, source.start, end - start);
    report(state, 10, 'linkDiffers', campaign.id, at, `entry ${index}`, 'no linked entry', found);
  } else {
    const { departure } = pending;
    const length = departure.end - departure.start;
    const expected = sourceText(
      pending.kind,
      departure.target,
      pending.payer,
      pending.source,
      departure.start,
      length,
    );
    const found = sourceText(kind, campaign.id, payer, source.campaign, source.start, end - start);
    if (expected !== found) {
      report(state, 10, 'linkDiffers', campaign.id, at, `entry ${index}`, expected, found);
    }
    departure.arrival = { campaign: campaign.id, index, start, kind };
  }
  add(state, campaign, entry, link);
}

/** Takes the entry in even when it breaks a law, so that what follows is judged by what it says. */
function add(state: ReplayState, campaign: CampaignState, entry: Entry, link: Hex): void {
  const { index, start, end, kind } = entry;
  checkEntry(state, campaign, entry, entry.at);
  campaign.entries.push(entry);
  campaign.entryEnds.push(end);
  campaign.raised = end;
  if (kind === 'gift' || kind === 'batch') {
    campaign.given += end - start;
    campaign.gifts += 1;
  }
  if (campaign.accumulator !== null) {
    const { payer, giver } = entry;
    append(campaign.accumulator, hashLeaf({ kind, index, payer, giver, start, end, link }));
  }
}

function checkEntry(
  state: ReplayState,
  campaign: CampaignState,
  { index, start, end }: Entry,
  at: Point,
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

function sourceText(
  kind: Kind,
  target: Hex,
  payer: Hex,
  source: Hex,
  start: bigint,
  length: bigint,
): string {
  return `${kind} of ${length} units from ${start} of ${source} to ${target}, paid by ${payer}`;
}
