import * as v from 'valibot';
import type {
  CampaignView,
  ProposalView,
  ProvenView,
  RecipientView,
  TokenView,
} from '../../domain/views.ts';
import {
  addressSchema,
  hexSchema,
  pointSchema,
  unitsSchema,
  wholeSchema as whole,
  wordSchema,
} from '../lib/schema.ts';

type Schema<T> = v.GenericSchema<unknown, T>;

export const tokenSchema = v.object({
  address: addressSchema,
  symbol: v.pipe(v.string(), v.maxLength(64)),
  name: v.pipe(v.string(), v.maxLength(200)),
  decimals: v.pipe(whole, v.maxValue(36)),
  recognised: v.boolean(),
  generalFund: v.nullable(wordSchema),
}) satisfies Schema<TokenView>;

const provenSchema = v.object({
  paid: unitsSchema,
  evidenced: unitsSchema,
  confirmed: unitsSchema,
  attested: unitsSchema,
  disputed: unitsSchema,
  writtenOff: unitsSchema,
}) satisfies Schema<ProvenView>;

const motionSchema = v.object({
  motion: v.picklist(['close', 'cancel', 'extend']),
  auditor: addressSchema,
  carried: v.boolean(),
  at: pointSchema,
});

const proposalSchema = v.object({
  id: wordSchema,
  auditors: v.array(addressSchema),
  threshold: whole,
  readyAt: whole,
  supporters: v.array(addressSchema),
  objectors: v.array(addressSchema),
}) satisfies Schema<ProposalView>;

const recipientSchema = v.object({
  key: wordSchema,
  recipient: hexSchema,
  by: addressSchema,
  document: wordSchema,
  at: pointSchema,
}) satisfies Schema<RecipientView>;

export const campaignSchema = v.object({
  id: wordSchema,
  recognised: v.boolean(),
  state: v.picklist(['active', 'closed', 'cancelled']),
  desk: addressSchema,
  token: tokenSchema,
  charity: addressSchema,
  auditors: v.array(addressSchema),
  threshold: whole,
  proof: v.picklist(['recipient', 'auditor', 'both']),
  challenge: whole,
  goal: unitsSchema,
  exposureCap: v.nullable(unitsSchema),
  managementCapBps: whole,
  disclosure: whole,
  metadata: wordSchema,
  opens: whole,
  closes: whole,
  minimum: unitsSchema,
  successor: wordSchema,
  terminal: v.boolean(),
  claimWindow: whole,
  silence: whole,
  hardEnd: whole,
  operators: v.array(addressSchema),
  aliveAt: whole,
  endedAt: whole,
  raised: unitsSchema,
  given: unitsSchema,
  gifts: whole,
  disbursed: unitsSchema,
  settled: unitsSchema,
  refunded: unitsSchema,
  escrow: unitsSchema,
  entries: whole,
  disbursements: whole,
  proven: provenSchema,
  transferred: unitsSchema,
  returned: unitsSchema,
  exposed: unitsSchema,
  management: unitsSchema,
  epoch: whole,
  reportDue: whole,
  reports: v.array(v.object({ digest: wordSchema, due: whole, nextDue: whole, at: pointSchema })),
  pausedUntil: whole,
  disputes: whole,
  overdue: whole,
  proposal: v.nullable(proposalSchema),
  recipients: v.array(recipientSchema),
  opened: pointSchema,
  motions: v.array(motionSchema),
}) satisfies Schema<CampaignView>;
