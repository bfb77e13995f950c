import { withTimes } from '../../domain/logRanges.ts';
import { apply, finish } from '../../domain/replay.ts';
import { createState, type ReplayState } from '../../domain/state.ts';
import type { Header } from '../chain/header.ts';
import type { Checkpoint } from './checkpoint.ts';
import { Decoder } from './decode.ts';
import { found, type AuditFinding } from './findings.ts';
import { readLogs, type Log, type LogRange } from './logs.ts';
import type { AuditNode } from './node.ts';
import type { Place } from './place.ts';

/** What the events gave. */
export interface Reading {
  readonly state: ReplayState;
  /** What is wrong with the logs themselves. */
  readonly findings: readonly AuditFinding[];
  /** How many events came from the checkpoint. */
  readonly resumed: number;
}

/** Told how far reading has come: blocks of how many, and the events so far. */
export type Progress = (done: number, total: number, events: number) => void;

/** More of one kind say nothing new. */
const MOST_FINDINGS = 100;

/**
 * Reads every event up to the head's block and replays it as it comes: what is kept of an event is
 * what the state keeps of it.
 * @param checkpoint where to note what was read, and to begin from what was noted
 * @throws NodeError, Reorganised
 */
export async function readState(
  node: AuditNode,
  place: Place,
  head: Header,
  checkpoint: Checkpoint | null,
  progress: Progress,
): Promise<Reading> {
  const { chainId, ledger, registry, desks, from } = place;
  const state = createState({ chainId, ledger, registry });
  const reader = new Reader(place, state);
  let next = from;
  if (checkpoint !== null) {
    for await (const range of checkpoint.ranges(node, head.number)) {
      reader.take(range);
      next = range.to + 1;
    }
  }
  const resumed = state.events;
  const total = head.number - from + 1;
  progress(next - from, total, state.events);
  const filter = { addresses: [ledger, registry, ...desks] };
  for await (const range of readLogs(node, filter, next, head.number)) {
    const whole = await timed(node, range);
    reader.take(whole);
    await checkpoint?.add(whole);
    progress(range.to - from + 1, total, state.events);
  }
  finish(state);
  return { state, findings: reader.findings, resumed };
}

/** Applies the logs of range after range to a state. */
class Reader {
  readonly findings: AuditFinding[] = [];
  readonly #decoder: Decoder;
  readonly #state: ReplayState;

  constructor(place: Place, state: ReplayState) {
    this.#decoder = new Decoder(place);
    this.#state = state;
  }

  take({ from, to, logs }: LogRange): void {
    for (const log of logs) {
      if (log.block < from || log.block > to) {
        this.#report('logOutOfRange', log, `blocks ${from} to ${to}`, `block ${log.block}`);
        continue;
      }
      const decoded = this.#decoder.decode(log, log.timestamp ?? 0);
      if (decoded.kind === 'event') apply(this.#state, decoded.event);
      else if (decoded.kind === 'strange') {
        this.#report('strangeLog', log, 'the contracts asked for', log.address);
      } else if (decoded.kind === 'senseless') {
        this.#report('senselessLog', log, 'an event of the contract', decoded.words);
      }
    }
  }

  #report(
    code: 'strangeLog' | 'senselessLog' | 'logOutOfRange',
    log: Log,
    is: string,
    has: string,
  ): void {
    if (this.findings.length >= MOST_FINDINGS) return;
    const { block, logIndex, tx, timestamp } = log;
    const at = { block, logIndex, tx, timestamp: timestamp ?? 0 };
    this.findings.push({ ...found(9, code, null, `log of ${log.address}`, is, has), at });
  }
}

async function timed(node: AuditNode, range: LogRange): Promise<LogRange> {
  const logs = await withTimes(range.logs, async (blocks) => {
    const headers = await node.headers(blocks);
    return headers.map((header) => header?.timestamp ?? 0);
  });
  return { ...range, logs };
}
