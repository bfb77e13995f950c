import type { ChainEvent } from '../../domain/events.ts';
import type { Hex } from '../../domain/hex.ts';
import { apply } from '../../domain/replay.ts';
import { createState } from '../../domain/state.ts';
import type { Entry, ReplayState } from '../../domain/state.ts';
import type { Chain, Sent } from './chain.ts';
import { latestBlock, readEvents } from '../chain/events.ts';
import type { Emitters } from '../chain/events.ts';

type EntryEvent = Extract<
  ChainEvent,
  { name: 'Donated' | 'BatchAnchored' | 'TransferReceived' | 'ReturnReceived' }
>;
const ENTRY_EVENTS: readonly string[] = [
  'Donated',
  'BatchAnchored',
  'TransferReceived',
  'ReturnReceived',
];

/** What the entry that a transaction makes is called in the story. */
export type Naming = (event: EntryEvent) => string;

/** Where an entry stands. */
export interface EntryPlace {
  readonly campaign: Hex;
  readonly index: number;
}

/**
 * The story as the chain's own events tell it: replayed as far as they go, each entry known by the
 * name that the scenario gives it.
 */
export class Records {
  readonly state: ReplayState;
  readonly #chain: Chain;
  readonly #emitters: Emitters;
  readonly #namings: { readonly sent: Sent; readonly naming: Naming }[] = [];
  readonly #entries = new Map<string, EntryPlace>();
  readonly #transactions = new Map<string, Hex>();
  #next: number;

  /** @param first the first block whose events count */
  constructor(
    chain: Chain,
    emitters: Emitters & { readonly ledger: Hex; readonly registry: Hex },
    first: number,
  ) {
    this.#chain = chain;
    this.#emitters = emitters;
    this.#next = first;
    const { ledger, registry } = emitters;
    this.state = createState({ chainId: chain.chainId, ledger, registry });
  }

  /** Says what to call the entry that this transaction makes, if it makes one. */
  expect(sent: Sent, naming: Naming): void {
    this.#namings.push({ sent, naming });
  }

  /** Reads on to the latest block. */
  async sync(): Promise<void> {
    await this.#chain.flush();
    const last = await latestBlock(this.#chain.rpc);
    const events = await readEvents(this.#chain.rpc, this.#emitters, this.#next, last);
    const namings = new Map(this.#namings.map(({ sent, naming }) => [sent.hash, naming]));
    for (const event of events) {
      apply(this.state, event);
      if (isEntryEvent(event)) this.#name(event, namings.get(event.at.tx));
    }
    this.#next = last + 1;
  }

  /** Where the entry of that name stands, as of the last {@link sync}. */
  placeOf(name: string): EntryPlace | undefined {
    return this.#entries.get(name);
  }

  entryOf({ campaign, index }: EntryPlace): Entry {
    const entry = this.state.campaigns.get(campaign)?.entries[index];
    if (entry === undefined) throw new Error(`no entry ${index} in ${campaign}`);
    return entry;
  }

  /** All entries with their names, in the order in which they came. */
  get entries(): ReadonlyMap<string, EntryPlace> {
    return this.#entries;
  }

  /** The transaction that made an entry. */
  transactionOf(name: string): Hex | undefined {
    return this.#transactions.get(name);
  }

  #name(event: EntryEvent, naming: Naming | undefined): void {
    const { campaign, index } = event;
    const name = naming?.(event) ?? `${campaign}:${index}`;
    this.#entries.set(name, { campaign, index });
    this.#transactions.set(name, event.at.tx);
  }
}

function isEntryEvent(event: ChainEvent): event is EntryEvent {
  return ENTRY_EVENTS.includes(event.name);
}
