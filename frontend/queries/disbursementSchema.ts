import * as v from 'valibot';
import type { BlockView, DisbursementView, ProofView, TermsView } from '../../domain/views.ts';
import {
  addressSchema,
  hexSchema,
  pointSchema,
  unitsSchema,
  wholeSchema as whole,
  wordSchema,
} from '../lib/schema.ts';

type Schema<T> = v.GenericSchema<unknown, T>;

/** What is shown of a paid disbursement. */
export const proofSchema = v.picklist([
  'paid',
  'evidenced',
  'confirmed',
  'attested',
  'disputed',
  'writtenOff',
]) satisfies Schema<ProofView>;

const termsSchema = v.object({
  campaign: wordSchema,
  number: whole,
  payee: addressSchema,
  target: wordSchema,
  amount: unitsSchema,
  category: v.picklist(['goods', 'services', 'cash', 'management', 'fee', 'transfer']),
  deliverBy: whole,
  documents: wordSchema,
  recipient: hexSchema,
}) satisfies Schema<TermsView>;

const disputeSchema = v.object({
  by: addressSchema,
  byRecipient: v.boolean(),
  round: whole,
  reason: wordSchema,
  at: pointSchema,
  ended: v.nullable(pointSchema),
});

const blockSchema = v.union([
  v.object({ reason: v.picklist(['epoch', 'target', 'ended']) }),
  v.object({ reason: v.picklist(['challenge', 'paused']), until: whole }),
  v.object({ reason: v.picklist(['lapsed', 'reportOverdue']), since: whole }),
  v.object({ reason: v.picklist(['deliveryOverdue', 'disputed']), payments: whole }),
  v.object({ reason: v.picklist(['exposure', 'management', 'escrow']), room: unitsSchema }),
]) satisfies Schema<BlockView>;

export const disbursementSchema = v.object({
  id: wordSchema,
  terms: termsSchema,
  stage: v.picklist(['requested', 'approved', 'vetoed', 'paid']),
  requested: pointSchema,
  approvals: v.array(v.object({ auditor: addressSchema, at: pointSchema })),
  epoch: whole,
  payableFrom: whole,
  blockedBy: v.array(blockSchema),
  veto: v.nullable(v.object({ by: addressSchema, reason: wordSchema, at: pointSchema })),
  paid: v.nullable(
    v.object({
      index: whole,
      start: unitsSchema,
      end: unitsSchema,
      by: addressSchema,
      at: pointSchema,
    }),
  ),
  returned: unitsSchema,
  evidence: v.array(v.object({ digest: wordSchema, by: addressSchema, at: pointSchema })),
  confirmation: v.nullable(
    v.object({
      evidence: wordSchema,
      received: unitsSchema,
      submitter: addressSchema,
      at: pointSchema,
    }),
  ),
  attestations: v.array(
    v.object({ auditor: addressSchema, evidence: wordSchema, at: pointSchema }),
  ),
  deadline: whole,
  exposed: unitsSchema,
  noted: unitsSchema,
  overdue: v.boolean(),
  disputes: v.array(disputeSchema),
  shortfalls: v.array(
    v.object({ index: whole, received: unitsSchema, evidence: wordSchema, at: pointSchema }),
  ),
  shares: v.array(v.object({ index: whole, received: unitsSchema, at: pointSchema })),
  rulings: v.array(
    v.object({
      ruling: v.picklist(['resolve', 'writeOff']),
      auditor: addressSchema,
      carried: v.boolean(),
      at: pointSchema,
    }),
  ),
  writtenOff: v.nullable(pointSchema),
  rekeyed: v.array(v.object({ index: whole, recipient: hexSchema })),
  proof: v.nullable(proofSchema),
}) satisfies Schema<DisbursementView>;
