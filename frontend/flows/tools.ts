import type { TransactionReceipt, TypedDataDefinition } from 'viem';
import type { Config } from 'wagmi';
import type { Hex } from '../../domain/hex.ts';
import type { Sent } from '../lib/fate.ts';
import type { RelayRequest } from '../lib/relay.ts';
import type { Call } from './call.ts';

/** What a flow has at hand while it runs; every one of them checks the wallet's chain first. */
export interface Tools {
  /** The connected account, in lower case. Throws FlowError where no wallet is connected. */
  readonly account: Hex;
  readonly config: Config;
  /**
   * Simulates, has the wallet sign and send, keeps the hash, and waits for the receipt.
   * @param journal is told of the transaction before the wallet is asked for it, and whenever more is
   * known; nothing goes on before it has it written down
   * @throws FlowError and what viem throws; see `troubleOf`
   */
  send(call: Call, keep?: Keepsake | null, journal?: Journal): Promise<TransactionReceipt>;
  /**
   * Has the relay send what was signed, and waits for the receipt. No wallet is needed.
   * @throws as `handInAndWait`
   */
  handIn(request: RelayRequest, keepsake?: HandInKeepsake): Promise<TransactionReceipt>;
  signTypedData(data: TypedDataDefinition): Promise<Hex>;
  /** Says which of the flow's steps is under way, for the list of steps shown. */
  at(step: FlowStep): void;
  /** Says that the relay did not take it, and that another way is tried. */
  declined(message: string): void;
}

/** Writes down what is known of a transaction. */
export type Journal = (sent: Sent) => Promise<void>;

/** What is remembered about a transaction so that a closed tab does not lose it. */
export interface Keepsake {
  readonly what: 'gift';
  readonly campaign: Hex;
}

/** How something is remembered that is with the relay, so that a closed tab does not lose it. */
export interface HandInKeepsake {
  readonly id: string;
  /** Unix seconds, from when on nobody can send it. */
  readonly until: number;
  /** The relay has taken it under this name. */
  taken(job: Hex): void;
  /** Somebody has seen what became of it. */
  forget(): void;
}

export const FLOW_STEPS = [
  'check',
  'upload',
  'sign',
  'touch',
  'approve',
  'send',
  'relay',
  'mine',
  'index',
] as const;
export type FlowStep = (typeof FLOW_STEPS)[number];

/** One user intent: runs with the tools given, and says what came of it. */
export type Flow<T> = (tools: Tools) => Promise<T>;
