import { ENUMS, type EnumName, type EventShape } from './eventShape.ts';
import { EVENTS } from './eventTable.ts';
import { isEventName, parseEvent, UnknownEventError, type ChainEvent } from './events.ts';
import { asObject, asString, type Fields } from './shape.ts';

/** Events as JSON and back: amounts as decimal strings, enums as the contracts' numbers. */

export interface EventJson {
  readonly contract: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly block: number;
  readonly logIndex: number;
  readonly tx: string;
  readonly timestamp: number;
}

export function eventJson(event: ChainEvent): EventJson {
  const { name, contract, at } = event;
  const values = event as unknown as Fields;
  const args = mapArgs(name, (field, type) => {
    const value = values[field];
    if (type === 'uint96') return String(value);
    const names = isEnum(type) ? (ENUMS[type] as readonly unknown[]) : null;
    return names === null ? value : names.indexOf(value);
  });
  return { contract, name, args, ...at };
}

/**
 * Reads an event that {@link eventJson} wrote.
 * @throws ShapeError, UnknownEventError, EventArgumentError
 */
export function parseEventJson(value: unknown, path: string): ChainEvent {
  const fields = asObject(value, path);
  const name = asString(fields['name'], `${path}.name`);
  const given = asObject(fields['args'], `${path}.args`);
  if (!isEventName(name)) throw new UnknownEventError(`${path}.name: no such event`);
  const args = mapArgs(name, (field, type) =>
    type === 'uint96' ? asBigint(given[field]) : given[field],
  );
  return parseEvent({
    address: asString(fields['contract'], `${path}.contract`),
    eventName: name,
    args,
    blockNumber: fields['block'] as number,
    logIndex: fields['logIndex'] as number,
    transactionHash: asString(fields['tx'], `${path}.tx`),
    timestamp: fields['timestamp'] as number,
  });
}

/** What is no decimal stays as it is, for the event's parser to refuse. */
const asBigint = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,30}$/.test(value) ? BigInt(value) : value;

function mapArgs(
  name: keyof typeof EVENTS,
  map: (field: string, type: EventShape['fields'][string]) => unknown,
): Record<string, unknown> {
  const { fields }: EventShape = EVENTS[name];
  return Object.fromEntries(
    Object.entries(fields).map(([field, type]) => [field, map(field, type)]),
  );
}

const isEnum = (type: string): type is EnumName => Object.hasOwn(ENUMS, type);
