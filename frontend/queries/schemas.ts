import { z, type ZodTypeDef } from 'zod';
import type {
  EntryView,
  ErrorView,
  FindView,
  InboxView,
  PartyView,
  SliceView,
  StatusView,
  TraceView,
} from '../../domain/views.ts';
import {
  addressSchema,
  pointSchema,
  unitsSchema,
  wholeSchema as whole,
  wordSchema,
} from '../lib/schema.ts';
import { campaignSchema } from './campaignSchema.ts';
import { disbursementSchema, proofSchema } from './disbursementSchema.ts';

/** Schemas of the read API's answers: parsed here once, trusted afterwards. */
type Schema<T> = z.ZodType<T, ZodTypeDef, unknown>;

export const statusSchema = z.object({
  chainId: whole,
  ledger: addressSchema,
  desk: addressSchema,
  registry: addressSchema,
  deploymentBlock: whole,
  block: whole,
  blockHash: wordSchema,
  timestamp: whole,
}) satisfies Schema<StatusView>;

export const partySchema = z.object({
  address: addressSchema,
  roles: z.array(
    z.enum(['charity', 'auditor', 'operator', 'token', 'desk', 'fundKeeper', 'witness']),
  ),
  document: wordSchema.nullable(),
}) satisfies Schema<PartyView>;

export const entrySchema = z.object({
  campaign: wordSchema,
  index: whole,
  kind: z.enum(['gift', 'batch', 'transfer', 'return']),
  payer: addressSchema,
  giver: addressSchema,
  start: unitsSchema,
  end: unitsSchema,
  source: z.object({ campaign: wordSchema, start: unitsSchema }).nullable(),
  batch: z.object({ count: whole, root: wordSchema, dataDigest: wordSchema }).nullable(),
  settled: z
    .object({
      start: unitsSchema,
      end: unitsSchema,
      giver: addressSchema.nullable(),
      target: wordSchema.nullable(),
      at: pointSchema,
    })
    .nullable(),
  at: pointSchema,
}) satisfies Schema<EntryView>;

export const sliceSchema = z.object({
  from: unitsSchema,
  to: unitsSchema,
  path: z.array(
    z.object({
      kind: z.enum(['disbursement', 'transfer', 'return', 'leftover', 'settlement']),
      campaign: wordSchema,
      disbursement: wordSchema.nullable(),
      start: unitsSchema,
      end: unitsSchema,
    }),
  ),
  end: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('payee'),
      payee: addressSchema,
      disbursement: wordSchema,
      proof: proofSchema,
    }),
    z.object({ kind: z.literal('escrow'), campaign: wordSchema, ahead: unitsSchema }),
    z.object({ kind: z.literal('settled'), to: addressSchema }),
  ]),
}) satisfies Schema<SliceView>;

export const traceSchema = z.object({
  entry: entrySchema,
  slices: z.array(sliceSchema),
  disbursements: z.array(disbursementSchema),
  campaigns: z.array(campaignSchema),
}) satisfies Schema<TraceView>;

export const findSchema = z.object({
  entries: z.array(entrySchema),
  campaigns: z.array(wordSchema),
  disbursements: z.array(wordSchema),
}) satisfies Schema<FindView>;

export const inboxSchema = z.object({
  address: addressSchema,
  items: z.array(
    z.object({
      role: z.enum(['charity', 'auditor', 'recipient']),
      action: z.enum([
        'pay',
        'evidence',
        'approve',
        'attest',
        'confirm',
        'rule',
        'noteReturn',
        'markOverdue',
      ]),
      disbursement: disbursementSchema,
    }),
  ),
  campaigns: z.array(campaignSchema),
}) satisfies Schema<InboxView>;

export const errorSchema = z.object({
  error: z.string(),
  message: z.string(),
}) satisfies Schema<ErrorView>;
