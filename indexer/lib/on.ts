import { ponder, type Context, type EventNames } from 'ponder:registry';
import { EVENTS } from '../../domain/eventTable.ts';
import { parseEvent, type EventName, type EventOf } from '../../domain/events.ts';

/** The contracts by the names they have in the configuration. */
const CONTRACTS = { ledger: 'Ledger', desk: 'Desk', registry: 'Registry' } as const;

/** Ponder's events of logs have these fields, whatever their arguments are. */
interface LogEvent {
  readonly args: unknown;
  readonly block: { readonly number: bigint; readonly timestamp: bigint };
  readonly log: { readonly logIndex: number; readonly address: string };
  readonly transaction: { readonly hash: string };
}

/**
 * Registers the handler of one of the contracts' events. The event comes parsed: lower-case hex,
 * enums by name, flat, with the point of the chain where it was recorded.
 */
export function on<N extends EventName>(
  name: N,
  handle: (event: EventOf<N>, context: Context) => Promise<void>,
): void {
  const eventName = `${CONTRACTS[EVENTS[name].by]}:${name}` as EventNames;
  ponder.on(eventName, async ({ event, context }) => {
    const { args, block, log, transaction } = event as unknown as LogEvent;
    const parsed = parseEvent({
      address: log.address,
      eventName: name,
      args,
      blockNumber: block.number,
      logIndex: log.logIndex,
      transactionHash: transaction.hash,
      timestamp: block.timestamp,
    });
    await handle(parsed as unknown as EventOf<N>, context);
  });
}
