import { DomainError } from './errors.ts';
import { ENUMS, type EnumName, type EventShape, type FieldType } from './eventShape.ts';
import { EVENTS } from './eventTable.ts';
import { keccak256, keccakText } from './hash.ts';
import { encodeWords, isHex, toBytes, type Hex, type Word } from './hex.ts';
import type { PointView } from './views.ts';

/** Where on the chain something was recorded. */
export type Point = Readonly<PointView>;

/** Whether one place on the chain comes before another: by block, then by number of the log. */
export function isBefore(one: Point, other: Point): boolean {
  return one.block < other.block || (one.block === other.block && one.logIndex < other.logIndex);
}

interface Values extends Record<EnumName, unknown> {
  bytes32: Hex;
  address: Hex;
  'address[]': readonly Hex[];
  bytes: Hex;
  bool: boolean;
  uint8: number;
  uint16: number;
  uint32: number;
  uint96: bigint;
  proofPolicy: (typeof ENUMS)['proofPolicy'][number];
  category: (typeof ENUMS)['category'][number];
  motion: (typeof ENUMS)['motion'][number];
  ruling: (typeof ENUMS)['ruling'][number];
  role: (typeof ENUMS)['role'][number];
}

export type EventName = keyof typeof EVENTS;
type Fields<N extends EventName> = (typeof EVENTS)[N]['fields'];

/** One event: its arguments lie flat beside its name, the contract that emitted it and the place. */
export type EventOf<N extends EventName> = {
  readonly name: N;
  readonly contract: Hex;
  readonly at: Point;
} & {
  readonly [F in keyof Fields<N>]: Fields<N>[F] extends FieldType ? Values[Fields<N>[F]] : never;
};

/** Any event of the product's contracts, told apart by `name`. */
export type ChainEvent = { [N in EventName]: EventOf<N> }[EventName];

/** An event from outside, its arguments already decoded by name (viem, ethers and Ponder all fit). */
export interface DecodedLog {
  readonly address: string;
  readonly eventName: string;
  readonly args: unknown;
  readonly blockNumber: bigint | number;
  readonly logIndex: bigint | number;
  readonly transactionHash: string;
  readonly timestamp: bigint | number;
}

/** A log is none of the product's events. */
export class UnknownEventError extends DomainError {
  override readonly name = 'UnknownEventError';
}

/** An argument of an event is missing or is not what its type says. */
export class EventArgumentError extends DomainError {
  override readonly name = 'EventArgumentError';
  readonly event: string;
  readonly field: string;

  constructor(event: string, field: string, expected: string) {
    super(`${event}.${field}: ${expected}`);
    this.event = event;
    this.field = field;
  }
}

/** Whether a name is one of the product's events. */
export function isEventName(name: string): name is EventName {
  return Object.hasOwn(EVENTS, name);
}

/**
 * Reads a decoded log: hex becomes lower-case, enums words, small integers numbers, amounts bigint.
 * @throws UnknownEventError, EventArgumentError
 */
export function parseEvent(log: DecodedLog): ChainEvent {
  const name = log.eventName;
  if (!isEventName(name)) throw new UnknownEventError(`no such event: ${name.slice(0, 80)}`);
  if (typeof log.args !== 'object' || log.args === null) {
    throw new EventArgumentError(name, 'args', 'must be an object');
  }
  const args = log.args as Readonly<Record<string, unknown>>;
  const event: Record<string, unknown> = {
    name,
    contract: parseHex(log.address, name, 'address', 20),
    at: {
      block: parseInteger(log.blockNumber, name, 'blockNumber', MAX_SAFE),
      logIndex: parseInteger(log.logIndex, name, 'logIndex', MAX_SAFE),
      tx: parseHex(log.transactionHash, name, 'transactionHash', 32),
      timestamp: parseInteger(log.timestamp, name, 'timestamp', MAX_SAFE),
    },
  };
  for (const [field, type] of fieldsOf(name)) {
    event[field] = parseField(args[field], type, name, field);
  }
  return event as unknown as ChainEvent;
}

/** The event's signature, e.g. `CampaignClosed(bytes32,bytes32)`. */
export function signatureOf(name: EventName): string {
  const types = fieldsOf(name).map(([, type]) => (isEnum(type) ? 'uint8' : type));
  return `${name}(${types.join(',')})`;
}

const topics = new Map<EventName, Hex>();

/** keccak256 of the signature: the first topic of the event's logs, and its name in journals. */
export function topicOf(name: EventName): Hex {
  let topic = topics.get(name);
  if (topic === undefined) {
    topic = keccakText(signatureOf(name));
    topics.set(name, topic);
  }
  return topic;
}

/** Whether the contract that emits the event folds it into its journal. */
export function isJournaled(name: EventName): boolean {
  return EVENTS[name].journaled;
}

/**
 * The journal after an event: `keccak256(abi.encode(journal, topic0, arguments in order))`, where
 * `bytes` and lists enter as their hash. A campaign's journals begin with its id.
 */
export function journalStep(journal: Hex, event: ChainEvent): Hex {
  const values = event as unknown as Readonly<Record<string, Values[FieldType]>>;
  const words = fieldsOf(event.name).map(([field, type]) => toWord(values[field]!, type));
  return keccak256(encodeWords([journal, topicOf(event.name), ...words]));
}

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const UINTS = { uint8: 2 ** 8 - 1, uint16: 2 ** 16 - 1, uint32: 2 ** 32 - 1 } as const;

function fieldsOf(name: EventName): readonly (readonly [string, FieldType])[] {
  const shape: EventShape = EVENTS[name];
  return Object.entries(shape.fields);
}

function isEnum(type: FieldType): type is EnumName {
  return Object.hasOwn(ENUMS, type);
}

function toWord(value: Values[FieldType], type: FieldType): Word {
  if (isEnum(type)) return (ENUMS[type] as readonly unknown[]).indexOf(value);
  if (type === 'bytes') return keccak256(toBytes(value as Hex));
  if (type === 'address[]') return keccak256(encodeWords(value as readonly Hex[]));
  return value as Word;
}

function parseField(value: unknown, type: FieldType, event: string, field: string): unknown {
  switch (type) {
    case 'bytes32':
      return parseHex(value, event, field, 32);
    case 'address':
      return parseHex(value, event, field, 20);
    case 'bytes':
      return parseHex(value, event, field);
    case 'address[]':
      // ethers hands out a Result, an array of its own kind.
      if (!Array.isArray(value)) throw new EventArgumentError(event, field, 'must be a list');
      return Array.from(value, (account) => parseHex(account, event, field, 20));
    case 'bool':
      if (typeof value !== 'boolean') throw new EventArgumentError(event, field, 'must be boolean');
      return value;
    case 'uint8':
    case 'uint16':
    case 'uint32':
      return parseInteger(value, event, field, UINTS[type]);
    case 'uint96':
      return parseAmount(value, event, field);
    default:
      return ENUMS[type][parseInteger(value, event, field, ENUMS[type].length - 1)];
  }
}

function parseHex(value: unknown, event: string, field: string, size?: number): Hex {
  if (typeof value !== 'string' || !isHex(value, size)) {
    const length = size === undefined ? 'hex' : `hex of ${size} bytes`;
    throw new EventArgumentError(event, field, `must be ${length}`);
  }
  return value.toLowerCase() as Hex;
}

function parseInteger(value: unknown, event: string, field: string, max: number): number {
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0 || number > max) {
    throw new EventArgumentError(event, field, `must be a whole number up to ${max}`);
  }
  return number;
}

function parseAmount(value: unknown, event: string, field: string): bigint {
  if (typeof value !== 'bigint' || value < 0n || value >> 96n !== 0n) {
    throw new EventArgumentError(event, field, 'must be a bigint below 2^96');
  }
  return value;
}
