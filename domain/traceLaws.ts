import { isBefore, type Point } from './events.ts';
import { findingOf, type Finding } from './findings.ts';
import type { Hex } from './hex.ts';
import { outsOf, type Out } from './outs.ts';
import type { CampaignState, Departure, Entry, ReplayState } from './state.ts';

/**
 * Laws 5 and 10 without following anybody's money: every line is looked at once, every link once.
 * Why that says the same of every donation stands in `docs/accounting.md`. An outsider can make one
 * unit's path as long as it likes, and this takes no longer than reading its events.
 */

/** Laws 5 and 10 for every unit of every entry. Linear in entries, payments and settlements. */
export function checkTraces(state: ReplayState): Finding[] {
  const findings: Finding[] = [];
  const claimed = new Set<Entry>();
  for (const campaign of state.campaigns.values()) {
    checkEntries(campaign, findings);
    checkOuts(state, campaign, claimed, findings);
  }
  for (const campaign of state.campaigns.values()) checkSources(campaign, claimed, findings);
  return findings;
}

/** Entries tile `[0, raised)`, so that a unit came in once. */
function checkEntries({ id, entries, raised }: CampaignState, findings: Finding[]): void {
  let position = 0n;
  for (const { index, start, end } of entries) {
    if (start !== position) findings.push(lost(id, `entry ${index}`, position, start));
    position = end;
  }
  if (position !== raised) findings.push(lost(id, 'raised', position, raised));
}

/** What left a line is disjoint and leaves no gap before `disbursed`; what is behind is in escrow. */
function checkOuts(
  state: ReplayState,
  campaign: CampaignState,
  claimed: Set<Entry>,
  findings: Finding[],
): void {
  const { id, entries, disbursed, raised } = campaign;
  let position = 0n;
  // The first entry that the next range can reach into: ranges ascend, as entries do.
  let first = 0;
  for (const out of outsOf(campaign, 0n, raised)) {
    const { start, end } = out;
    // Behind `disbursed` a gap is escrow; before it nothing may be missing, and nothing comes twice.
    const isGap = start > position && position < disbursed;
    if (isGap || start < position) findings.push(lost(id, subjectOf(out), position, start));
    if (end > raised) findings.push(lost(id, subjectOf(out), `within ${raised}`, end));
    position = end;
    while (first < entries.length && entries[first]!.end <= start) first += 1;
    const at = pointOf(out);
    for (let i = first; i < entries.length && entries[i]!.start < end; first = i++) {
      if (!isBefore(entries[i]!.at, at)) {
        findings.push(differs(id, subjectOf(out), `after entry ${i}`, placeOf(at)));
      }
    }
    if ('departure' in out) checkLink(state, id, out, claimed, findings);
  }
  if (position < disbursed) findings.push(lost(id, 'disbursed', position, disbursed));
}

/** What left is what came in elsewhere, unit by unit, and came in later: so every path ends. */
function checkLink(
  state: ReplayState,
  campaign: Hex,
  out: Extract<Out, { readonly departure: Departure }>,
  claimed: Set<Entry>,
  findings: Finding[],
): void {
  const { start, end } = out;
  const { at, arrival } = out.departure;
  const subject = subjectOf(out);
  if (arrival === null) {
    findings.push(findingOf(10, 'lostUnits', campaign, subject, 'recorded', 'nothing'));
    return;
  }
  const entry = state.campaigns.get(arrival.campaign)?.entries[arrival.index];
  const gaveUp = linkWords(arrival.kind, end - start, { campaign, start }, arrival.start);
  const cameIn =
    entry === undefined
      ? 'no entry'
      : linkWords(entry.kind, entry.end - entry.start, entry.source, entry.start);
  if (gaveUp !== cameIn) findings.push(differs(campaign, subject, gaveUp, cameIn));
  if (entry === undefined) return;
  if (!isBefore(at, entry.at)) {
    findings.push(differs(campaign, subject, `after ${placeOf(at)}`, placeOf(entry.at)));
  }
  if (claimed.has(entry)) findings.push(differs(campaign, subject, 'once', 'twice'));
  claimed.add(entry);
}

/** Nothing came out of nowhere: what left some line for a linked entry was seen to leave. */
function checkSources({ id, entries }: CampaignState, claimed: Set<Entry>, findings: Finding[]) {
  for (const entry of entries) {
    const isLinked = entry.kind === 'transfer' || entry.kind === 'return';
    if (!isLinked || claimed.has(entry)) continue;
    const length = entry.end - entry.start;
    const words = linkWords(entry.kind, length, entry.source, entry.start);
    findings.push(differs(id, `entry ${entry.index}`, 'no linked entry', words));
  }
}

function linkWords(kind: string, length: bigint, source: Entry['source'], start: bigint): string {
  const from = source === null ? 'nowhere' : `${source.start} of ${source.campaign}`;
  return `${kind} of ${length} from ${from}, to ${start}`;
}

function pointOf(out: Out): Point {
  if ('departure' in out) return out.departure.at;
  if (out.kind === 'payment') return out.disbursement.at;
  return out.entry.settlement?.at ?? out.entry.at;
}

/** The part of a line that a finding is about. */
function subjectOf(out: Out): string {
  switch (out.kind) {
    case 'payment':
    case 'transfer':
      return `${out.kind} ${out.disbursement.index}`;
    case 'return':
      return `return of ${out.disbursement.index}`;
    case 'leftover':
      return 'leftover';
    case 'settlement':
    case 'refund':
      return `${out.kind} of entry ${out.entry.index}`;
  }
}

const placeOf = ({ block, logIndex }: Point): string => `block ${block}, log ${logIndex}`;

function lost(campaign: Hex, subject: string, expected: unknown, found: unknown): Finding {
  return findingOf(5, 'lostUnits', campaign, subject, expected, found);
}

function differs(campaign: Hex, subject: string, expected: unknown, found: unknown): Finding {
  return findingOf(10, 'linkDiffers', campaign, subject, expected, found);
}
