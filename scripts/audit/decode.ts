import type { EventFragment, Interface, ParamType } from 'ethers';
import { isEventName, parseEvent, type ChainEvent } from '../../domain/events.ts';
import type { Hex } from '../../domain/hex.ts';
import { deskInterface, ledgerInterface, registryInterface } from '../chain/interfaces.ts';
import type { Log } from './logs.ts';

/** What a log turned out to be. */
export type Decoded =
  | { readonly kind: 'event'; readonly event: ChainEvent }
  /** None of the product's, such as the access manager's. */
  | { readonly kind: 'other' }
  /** Of a contract that was not asked for. */
  | { readonly kind: 'strange' }
  /** Nothing that its contract could have emitted. */
  | { readonly kind: 'senseless'; readonly words: string };

/** An event of a contract, and whether each of its arguments is one word. */
interface Known {
  readonly contract: Interface;
  readonly fragment: EventFragment;
  readonly isPlain: boolean;
}

const DIGITS = 64;
const ADDRESS_PADDING = '0'.repeat(24);

/** The product's events by first topic: ethers would hash every signature anew for every log. */
const [LEDGER_EVENTS, DESK_EVENTS, REGISTRY_EVENTS] = [
  ledgerInterface,
  deskInterface,
  registryInterface,
].map(eventsOf) as [Events, Events, Events];

type Events = ReadonlyMap<string, Known>;

/** The contracts whose logs are read. */
interface Emitters {
  readonly ledger: Hex;
  readonly registry: Hex;
  readonly desks: readonly Hex[];
}

/** Reads logs as the contracts that may have emitted them write them. */
export class Decoder {
  readonly #events: ReadonlyMap<Hex, Events>;

  constructor({ ledger, registry, desks }: Emitters) {
    // Whatever else bears their addresses, ledger and registry are themselves.
    this.#events = new Map<Hex, Events>([
      ...desks.map((desk): [Hex, Events] => [desk, DESK_EVENTS]),
      [registry, REGISTRY_EVENTS],
      [ledger, LEDGER_EVENTS],
    ]);
  }

  /** @param timestamp of the log's block, Unix seconds */
  decode(log: Log, timestamp: number): Decoded {
    const events = this.#events.get(log.address);
    if (events === undefined) return { kind: 'strange' };
    const known = events.get(log.topics[0] ?? '');
    if (known === undefined) return { kind: 'other' };
    try {
      const event = parseEvent({
        address: log.address,
        eventName: known.fragment.name,
        args: argumentsOf(known, log),
        blockNumber: log.block,
        logIndex: log.logIndex,
        transactionHash: log.tx,
        timestamp,
      });
      return { kind: 'event', event };
    } catch (error) {
      // Whatever ethers and the domain throw for bytes that are no arguments of an event.
      const words = error instanceof Error ? error.message : String(error);
      return { kind: 'senseless', words: words.split(/[\n(]/, 1)[0]?.slice(0, 120) ?? '' };
    }
  }
}

function eventsOf(contract: Interface): Events {
  const events = new Map<string, Known>();
  contract.forEachEvent((fragment) => {
    if (!isEventName(fragment.name)) return;
    const isPlain = fragment.inputs.every(({ type }) => type !== 'bytes' && !type.endsWith('[]'));
    events.set(fragment.topicHash, { contract, fragment, isPlain });
  });
  return events;
}

/** The arguments by name. Most events have one word for each, which is read off in place. */
function argumentsOf({ contract, fragment, isPlain }: Known, { topics, data }: Log): unknown {
  if (!isPlain) return contract.decodeEventLog(fragment, data, topics).toObject();
  const values: Record<string, unknown> = {};
  let topic = 1;
  let at = 2;
  for (const input of fragment.inputs) {
    const word = input.indexed ? (topics[topic++]?.slice(2) ?? '') : data.slice(at, at + DIGITS);
    if (input.indexed !== true) at += DIGITS;
    values[input.name] = valueOf(input, word);
  }
  if (topic !== topics.length || at !== data.length) throw new Error('a word too much or too few');
  return values;
}

function valueOf({ name, type }: ParamType, word: string): unknown {
  if (word.length !== DIGITS) throw new Error(`${name} is cut short`);
  if (type === 'bytes32') return `0x${word}`;
  if (type === 'address') {
    if (!word.startsWith(ADDRESS_PADDING)) throw new Error(`${name} is no account`);
    return `0x${word.slice(ADDRESS_PADDING.length)}`;
  }
  const number = BigInt(`0x${word}`);
  if (type !== 'bool') return number;
  if (number > 1n) throw new Error(`${name} is neither yes nor no`);
  return number === 1n;
}
