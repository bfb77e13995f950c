import { z, type ZodTypeDef } from 'zod';
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

type Schema<T> = z.ZodType<T, ZodTypeDef, unknown>;

const tokenSchema = z.object({
  address: addressSchema,
  symbol: z.string().max(64),
  name: z.string().max(200),
  decimals: whole.max(36),
  recognised: z.boolean(),
  generalFund: wordSchema.nullable(),
}) satisfies Schema<TokenView>;

const provenSchema = z.object({
  paid: unitsSchema,
  evidenced: unitsSchema,
  confirmed: unitsSchema,
  attested: unitsSchema,
  disputed: unitsSchema,
  writtenOff: unitsSchema,
}) satisfies Schema<ProvenView>;

const motionSchema = z.object({
  motion: z.enum(['close', 'cancel', 'extend']),
  auditor: addressSchema,
  carried: z.boolean(),
  at: pointSchema,
});

const proposalSchema = z.object({
  id: wordSchema,
  auditors: z.array(addressSchema),
  threshold: whole,
  readyAt: whole,
  supporters: z.array(addressSchema),
  objectors: z.array(addressSchema),
}) satisfies Schema<ProposalView>;

const recipientSchema = z.object({
  key: wordSchema,
  recipient: hexSchema,
  by: addressSchema,
  document: wordSchema,
  at: pointSchema,
}) satisfies Schema<RecipientView>;

export const campaignSchema = z.object({
  id: wordSchema,
  recognised: z.boolean(),
  state: z.enum(['active', 'closed', 'cancelled']),
  desk: addressSchema,
  token: tokenSchema,
  charity: addressSchema,
  auditors: z.array(addressSchema),
  threshold: whole,
  proof: z.enum(['recipient', 'auditor', 'both']),
  challenge: whole,
  goal: unitsSchema,
  exposureCap: unitsSchema.nullable(),
  managementCapBps: whole,
  disclosure: whole,
  metadata: wordSchema,
  opens: whole,
  closes: whole,
  minimum: unitsSchema,
  successor: wordSchema,
  terminal: z.boolean(),
  claimWindow: whole,
  silence: whole,
  hardEnd: whole,
  operators: z.array(addressSchema),
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
  reports: z.array(z.object({ digest: wordSchema, nextDue: whole, at: pointSchema })),
  pausedUntil: whole,
  disputes: whole,
  overdue: whole,
  proposal: proposalSchema.nullable(),
  recipients: z.array(recipientSchema),
  opened: pointSchema,
  motions: z.array(motionSchema),
}) satisfies Schema<CampaignView>;
