import type { TransactionReceipt, TypedDataDefinition } from 'viem';
import type { Config } from 'wagmi';
import type { Hex } from '../../domain/hex.ts';
import type { Call } from './call.ts';

/** What a flow has at hand while it runs; every one of them checks the wallet's chain first. */
export interface Tools {
  /** The connected account, in lower case. */
  readonly account: Hex;
  readonly config: Config;
  /**
   * Simulates, has the wallet sign and send, keeps the hash, and waits for the receipt.
   * @throws FlowError and what viem throws; see `troubleOf`
   */
  send(call: Call, keep?: Keepsake): Promise<TransactionReceipt>;
  signTypedData(data: TypedDataDefinition): Promise<Hex>;
  /** Says which of the flow's steps is under way, for the list of steps shown. */
  at(step: FlowStep): void;
}

/** What is remembered about a transaction so that a closed tab does not lose it. */
export interface Keepsake {
  readonly what: 'gift';
  readonly campaign: Hex;
}

export const FLOW_STEPS = [
  'check',
  'upload',
  'sign',
  'touch',
  'approve',
  'send',
  'mine',
  'index',
] as const;
export type FlowStep = (typeof FLOW_STEPS)[number];

/** One user intent: runs with the tools given, and says what came of it. */
export type Flow<T> = (tools: Tools) => Promise<T>;
