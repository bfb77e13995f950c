import type { Interface, LogDescription } from 'ethers';
import { isEventName, parseEvent, type ChainEvent } from '../../domain/events.ts';
import type { Hex } from '../../domain/hex.ts';
import { deskInterface, ledgerInterface, registryInterface } from '../chain/interfaces.ts';
import type { Log } from './logs.ts';
import type { Place } from './place.ts';

/** What a log turned out to be. */
export type Decoded =
  | { readonly kind: 'event'; readonly event: ChainEvent }
  /** None of the product's, such as the access manager's. */
  | { readonly kind: 'other' }
  /** Of a contract that was not asked for. */
  | { readonly kind: 'strange' }
  /** Nothing that its contract could have emitted. */
  | { readonly kind: 'senseless'; readonly words: string };

/** Reads logs as the contracts that may have emitted them write them. */
export class Decoder {
  readonly #interfaces: ReadonlyMap<Hex, Interface>;

  constructor({ ledger, registry, desks }: Place) {
    // Whatever else bears their addresses, ledger and registry are themselves.
    this.#interfaces = new Map<Hex, Interface>([
      ...desks.map((desk): [Hex, Interface] => [desk, deskInterface]),
      [registry, registryInterface],
      [ledger, ledgerInterface],
    ]);
  }

  /** @param timestamp of the log's block, Unix seconds */
  decode(log: Log, timestamp: number): Decoded {
    const contract = this.#interfaces.get(log.address);
    if (contract === undefined) return { kind: 'strange' };
    let description: LogDescription | null;
    try {
      description = contract.parseLog(log);
      if (description === null || !isEventName(description.name)) return { kind: 'other' };
      const event = parseEvent({
        address: log.address,
        eventName: description.name,
        args: description.args.toObject(),
        blockNumber: log.block,
        logIndex: log.logIndex,
        transactionHash: log.tx,
        timestamp,
      });
      return { kind: 'event', event };
    } catch (error) {
      // Whatever ethers and the domain throw for bytes that are no arguments of an event.
      const words = error instanceof Error ? error.message : String(error);
      return senseless(words.split(/[\n(]/, 1)[0]?.slice(0, 120) ?? '');
    }
  }
}

function senseless(words: string): Decoded {
  return { kind: 'senseless', words };
}
