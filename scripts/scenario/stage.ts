import { AbiCoder } from 'ethers';
import type { Hex } from '../../domain/hex.ts';
import type { Rules, Terms } from '../../domain/ids.ts';
import type { BatchGift, SumTree } from '../../domain/sumTree.ts';
import type { Actors } from './actors.ts';
import type { Chain, Sender } from './chain.ts';
import type { Documents } from './documents.ts';
import type { Purse } from './purse.ts';
import type { Records } from './records.ts';
import type { Scenario } from './steps.ts';

/** Where the contracts stand, and who recognises parties and submits what others signed. */
export interface Place {
  readonly ledger: Hex;
  readonly desk: Hex;
  readonly registry: Hex;
  readonly chainId: number;
  /** Zero for the chain's own coin. */
  readonly token: Hex;
  /** What the token calls itself, as its typed data say. */
  readonly tokenName: string;
  /** The version in its typed data. */
  readonly tokenVersion: string;
  /** Recognises, and may mint the demo token. */
  readonly office: Sender;
  /** May pause the desk's campaigns. */
  readonly guardian: Sender;
}

/** A campaign that a step opened. */
export interface StagedCampaign {
  readonly name: string;
  readonly id: Hex;
  readonly charity: string;
  readonly auditors: readonly string[];
  readonly threshold: number;
  readonly rules: Rules;
  requests: number;
  /** Recipients that an auditor has vouched for, by name. */
  readonly enrolled: Set<string>;
}

/** A disbursement that a step requested. */
export interface StagedDisbursement {
  readonly name: string;
  readonly id: Hex;
  readonly campaign: StagedCampaign;
  readonly terms: Terms;
  readonly payee: string | null;
  readonly recipient: string | null;
  /** Digest of the evidence submitted last; zero before. */
  evidence: Hex;
}

/** A range of a batch's units that is one gift. */
export interface StagedGift {
  readonly name: string;
  readonly batch: string;
  /** Counted from the batch's first unit. */
  readonly from: bigint;
  readonly to: bigint;
}

export interface StagedBatch {
  readonly gifts: readonly BatchGift[];
  readonly tree: SumTree;
}

/** Everything that a scenario's steps act upon. */
export interface Stage {
  readonly scenario: Scenario;
  readonly place: Place;
  readonly chain: Chain;
  readonly actors: Actors;
  readonly purse: Purse;
  readonly documents: Documents;
  readonly records: Records;
  readonly campaigns: Map<string, StagedCampaign>;
  readonly disbursements: Map<string, StagedDisbursement>;
  readonly gifts: StagedGift[];
  /** Trees of the batches anchored, by entry. */
  readonly batches: Map<string, StagedBatch>;
}

/** Does what anybody may do. */
export const ANYONE = 'anyone';

export const abi = AbiCoder.defaultAbiCoder();

export function campaignNamed(stage: Stage, name: string): StagedCampaign {
  const campaign = stage.campaigns.get(name);
  if (campaign === undefined) throw new Error(`campaign ${name} was not opened`);
  return campaign;
}

/** How many disputes there were about a payment: part of all that its recipient signs. */
export async function roundOf(stage: Stage, disbursement: Hex): Promise<number> {
  await stage.records.sync();
  return stage.records.state.records.get(disbursement)?.disputes.length ?? 0;
}

export function disbursementNamed(stage: Stage, name: string): StagedDisbursement {
  const disbursement = stage.disbursements.get(name);
  if (disbursement === undefined) throw new Error(`disbursement ${name} was not requested`);
  return disbursement;
}
