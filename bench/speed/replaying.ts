import type { ChainEvent } from '../../domain/events.ts';
import { ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import { campaignId } from '../../domain/ids.ts';
import { replay } from '../../domain/replay.ts';
import { totalOf } from '../../domain/slices.ts';
import type { ReplayState } from '../../domain/state.ts';
import { traceEntry } from '../../domain/traceState.ts';
import type { GrowthPoint, SpeedFigures } from '../names.ts';
import { secondsOf } from './clock.ts';
import { hashOften, wordOf } from './hashing.ts';

/** One payment for so many entries. */
const PER_PAYMENT = 100;
/** Bytes that are hashed for an entry's leaf and for a node of the tree. */
const LEAF = 7 * 32;
const NODE = 2 * 32;

const CHAIN_ID = 31337;
const LEDGER = wordOf(1, 20);
const DESK = wordOf(2, 20);
const SCOPE = { chainId: CHAIN_ID, ledger: LEDGER, registry: wordOf(3, 20) };
const START = 1_700_000_000;

/**
 * Replaying and tracing a campaign of so many entries and a hundredth as many payments, without the
 * root; and with the root, beside nothing but the hashes that the root needs.
 * @throws Error when the replay finds a law broken, or a trace does not add up
 */
export function measureReplay(entries: number): { speed: SpeedFigures; growth: GrowthPoint[] } {
  const { campaign, events } = lineOf(entries);
  const without = { ...SCOPE, accumulate: false };
  const state = replay(without, events);
  check(state, campaign, entries);
  const { plain, trace, rooted, bare } = secondsOf({
    plain: () => replay(without, events),
    trace: () => traceAll(state, campaign, entries),
    rooted: () => replay(SCOPE, events),
    bare: () => {
      hashOften(entries, LEAF);
      // As many merges as leaves, less one for each tree that is still open.
      hashOften(entries - 1, NODE);
    },
  });
  const speed = {
    replay1e6: plain,
    trace1e6: trace,
    replayWithRoot1e6: rooted,
    bareRootHashing1e6: bare,
  };
  return { speed, growth: measureTraces(entries) };
}

/** Microseconds per entry when all of a campaign's entries are traced, as the campaign grows. */
function measureTraces(entries: number): GrowthPoint[] {
  return [entries / 100, entries / 10, entries].map((size) => {
    const { campaign, events } = lineOf(size);
    const state = replay({ ...SCOPE, accumulate: false }, events);
    const { trace } = secondsOf({ trace: () => traceAll(state, campaign, size) });
    return { what: 'trace of one entry', size, figure: (trace / size) * 1e6, unit: 'µs' };
  });
}

function traceAll(state: ReplayState, campaign: Hex, entries: number): void {
  for (let index = 0; index < entries; index++) traceEntry(state, campaign, index);
}

function check(state: ReplayState, campaign: Hex, entries: number): void {
  const [finding] = state.findings;
  if (finding !== undefined) throw new Error(`law ${finding.law} is broken: ${finding.code}`);
  for (let index = 0; index < entries; index += 97) {
    const { start = 0n, end = 0n } = state.campaigns.get(campaign)?.entries[index] ?? {};
    const traced = totalOf(traceEntry(state, campaign, index));
    if (traced !== end - start) throw new Error(`the trace of entry ${index} adds up to ${traced}`);
  }
}

/** A terminal fund that gives four fifths of every hundred gifts on to a payee. */
function lineOf(entries: number): { campaign: Hex; events: ChainEvent[] } {
  const config = {
    ...{ token: wordOf(4, 20), opens: START, closes: 2 ** 32 - 1, minimum: 1n, operators: [] },
    ...{ successor: ZERO_BYTES32, claimWindow: 0, silence: 0, hardEnd: 0 },
  };
  const salt = ZERO_BYTES32;
  const campaign = campaignId(CHAIN_ID, LEDGER, DESK, config, salt);
  const events: ChainEvent[] = [];
  const at = () => ({
    block: events.length + 1,
    logIndex: 0,
    tx: wordOf(events.length, 32),
    timestamp: START + events.length,
  });
  const by = { contract: LEDGER, campaign } as const;
  events.push({ ...by, name: 'CampaignOpened', at: at(), desk: DESK, ...config, salt });
  let raised = 0n;
  let disbursed = 0n;
  for (let index = 0; index < entries; index++) {
    const end = raised + BigInt(1_000_000 + (index % 1_000));
    const giver = wordOf(1_000 + index, 20);
    const range = { index, start: raised, end };
    events.push({ ...by, name: 'Donated', at: at(), giver, payer: giver, ...range });
    raised = end;
    if (index % PER_PAYMENT !== PER_PAYMENT - 1) continue;
    const spent = (raised * 4n) / 5n;
    const number = Math.floor(index / PER_PAYMENT);
    const paid = { payee: wordOf(number, 20), ref: wordOf(number, 32), index: number };
    events.push({ ...by, name: 'Disbursed', at: at(), ...paid, start: disbursed, end: spent });
    disbursed = spent;
  }
  return { campaign, events };
}
