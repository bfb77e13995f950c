import { z, type ZodTypeDef } from 'zod';
import type { BlockView, DisbursementView, ProofView, TermsView } from '../../domain/views.ts';
import {
  addressSchema,
  hexSchema,
  pointSchema,
  unitsSchema,
  wholeSchema as whole,
  wordSchema,
} from '../lib/schema.ts';

type Schema<T> = z.ZodType<T, ZodTypeDef, unknown>;

/** What is shown of a paid disbursement. */
export const proofSchema = z.enum([
  'paid',
  'evidenced',
  'confirmed',
  'attested',
  'disputed',
  'writtenOff',
]) satisfies Schema<ProofView>;

const termsSchema = z.object({
  campaign: wordSchema,
  number: whole,
  payee: addressSchema,
  target: wordSchema,
  amount: unitsSchema,
  category: z.enum(['goods', 'services', 'cash', 'management', 'fee', 'transfer']),
  deliverBy: whole,
  documents: wordSchema,
  recipient: hexSchema,
}) satisfies Schema<TermsView>;

const disputeSchema = z.object({
  by: addressSchema,
  byRecipient: z.boolean(),
  round: whole,
  reason: wordSchema,
  at: pointSchema,
  ended: pointSchema.nullable(),
});

const blockSchema = z.union([
  z.object({ reason: z.enum(['epoch', 'target', 'ended']) }),
  z.object({ reason: z.enum(['challenge', 'paused']), until: whole }),
  z.object({ reason: z.enum(['lapsed', 'reportOverdue']), since: whole }),
  z.object({ reason: z.enum(['deliveryOverdue', 'disputed']), payments: whole }),
  z.object({ reason: z.enum(['exposure', 'management', 'escrow']), room: unitsSchema }),
]) satisfies Schema<BlockView>;

export const disbursementSchema = z.object({
  id: wordSchema,
  terms: termsSchema,
  stage: z.enum(['requested', 'approved', 'vetoed', 'paid']),
  requested: pointSchema,
  approvals: z.array(z.object({ auditor: addressSchema, at: pointSchema })),
  epoch: whole,
  payableFrom: whole,
  blockedBy: z.array(blockSchema),
  veto: z.object({ by: addressSchema, reason: wordSchema, at: pointSchema }).nullable(),
  paid: z
    .object({
      index: whole,
      start: unitsSchema,
      end: unitsSchema,
      by: addressSchema,
      at: pointSchema,
    })
    .nullable(),
  returned: unitsSchema,
  evidence: z.array(z.object({ digest: wordSchema, by: addressSchema, at: pointSchema })),
  confirmation: z
    .object({
      evidence: wordSchema,
      received: unitsSchema,
      submitter: addressSchema,
      at: pointSchema,
    })
    .nullable(),
  attestations: z.array(
    z.object({ auditor: addressSchema, evidence: wordSchema, at: pointSchema }),
  ),
  deadline: whole,
  exposed: unitsSchema,
  noted: unitsSchema,
  overdue: z.boolean(),
  disputes: z.array(disputeSchema),
  shortfalls: z.array(
    z.object({ index: whole, received: unitsSchema, evidence: wordSchema, at: pointSchema }),
  ),
  shares: z.array(z.object({ index: whole, received: unitsSchema, at: pointSchema })),
  rulings: z.array(
    z.object({
      ruling: z.enum(['resolve', 'writeOff']),
      auditor: addressSchema,
      carried: z.boolean(),
      at: pointSchema,
    }),
  ),
  writtenOff: pointSchema.nullable(),
  rekeyed: z.array(z.object({ index: whole, recipient: hexSchema })),
  proof: proofSchema.nullable(),
}) satisfies Schema<DisbursementView>;
