import * as v from 'valibot';
import type { EntryView, ErrorView, FindView, PartyView, StatusView } from '../../domain/views.ts';
import type { SliceView, TraceView } from '../../domain/views/trace.ts';
import type { InboxView } from '../../domain/views/inbox.ts';
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
type Schema<T> = v.GenericSchema<unknown, T>;

export const statusSchema = v.object({
  chainId: whole,
  ledger: addressSchema,
  desk: addressSchema,
  registry: addressSchema,
  deploymentBlock: whole,
  block: whole,
  blockHash: wordSchema,
  timestamp: whole,
}) satisfies Schema<StatusView>;

export const partySchema = v.object({
  address: addressSchema,
  roles: v.array(
    v.picklist(['charity', 'auditor', 'operator', 'token', 'desk', 'fundKeeper', 'witness']),
  ),
  document: v.nullable(wordSchema),
}) satisfies Schema<PartyView>;

export const entrySchema = v.object({
  campaign: wordSchema,
  index: whole,
  kind: v.picklist(['gift', 'batch', 'transfer', 'return']),
  payer: addressSchema,
  giver: addressSchema,
  start: unitsSchema,
  end: unitsSchema,
  source: v.nullable(v.object({ campaign: wordSchema, start: unitsSchema })),
  batch: v.nullable(v.object({ count: whole, root: wordSchema, dataDigest: wordSchema })),
  settled: v.nullable(
    v.object({
      start: unitsSchema,
      end: unitsSchema,
      giver: v.nullable(addressSchema),
      target: v.nullable(wordSchema),
      at: pointSchema,
    }),
  ),
  at: pointSchema,
}) satisfies Schema<EntryView>;

export const sliceSchema = v.object({
  from: unitsSchema,
  to: unitsSchema,
  path: v.array(
    v.object({
      kind: v.picklist(['disbursement', 'transfer', 'return', 'leftover', 'settlement']),
      campaign: wordSchema,
      disbursement: v.nullable(wordSchema),
      start: unitsSchema,
      end: unitsSchema,
    }),
  ),
  end: v.variant('kind', [
    v.object({
      kind: v.literal('payee'),
      payee: addressSchema,
      disbursement: wordSchema,
      proof: proofSchema,
    }),
    v.object({ kind: v.literal('escrow'), campaign: wordSchema, ahead: unitsSchema }),
    v.object({ kind: v.literal('settled'), to: addressSchema }),
  ]),
}) satisfies Schema<SliceView>;

export const traceSchema = v.object({
  entry: entrySchema,
  slices: v.array(sliceSchema),
  disbursements: v.array(disbursementSchema),
  campaigns: v.array(campaignSchema),
}) satisfies Schema<TraceView>;

export const findSchema = v.object({
  entries: v.array(entrySchema),
  campaigns: v.array(wordSchema),
  disbursements: v.array(wordSchema),
}) satisfies Schema<FindView>;

export const inboxSchema = v.object({
  address: addressSchema,
  items: v.array(
    v.object({
      role: v.picklist(['charity', 'auditor', 'recipient']),
      action: v.picklist([
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
  campaigns: v.array(campaignSchema),
}) satisfies Schema<InboxView>;

export const errorSchema = v.object({
  error: v.string(),
  message: v.string(),
}) satisfies Schema<ErrorView>;
