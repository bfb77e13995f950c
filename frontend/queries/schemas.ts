import { z, type ZodTypeDef } from 'zod';
import type {
  CampaignView,
  DisbursementView,
  EntryView,
  ErrorView,
  FindView,
  InboxView,
  PartyView,
  SliceView,
  StatusView,
  TokenView,
  TraceView,
} from '../../domain/views.ts';
import { addressSchema, hexSchema, unitsSchema, wordSchema } from '../lib/schema.ts';

/** Schemas of the read API's answers: parsed here once, trusted afterwards. */
type Schema<T> = z.ZodType<T, ZodTypeDef, unknown>;

const whole = z.number().int().nonnegative();

const pointSchema = z.object({ block: whole, logIndex: whole, tx: wordSchema, timestamp: whole });

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

const tokenSchema = z.object({
  address: addressSchema,
  symbol: z.string().max(64),
  name: z.string().max(200),
  decimals: whole.max(36),
  recognised: z.boolean(),
  generalFund: wordSchema.nullable(),
}) satisfies Schema<TokenView>;

export const partySchema = z.object({
  address: addressSchema,
  roles: z.array(z.enum(['charity', 'auditor', 'operator', 'token', 'desk', 'fundKeeper'])),
  document: wordSchema.nullable(),
}) satisfies Schema<PartyView>;

const provenSchema = z.object({
  paid: unitsSchema,
  evidenced: unitsSchema,
  confirmed: unitsSchema,
  attested: unitsSchema,
});

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
  opened: pointSchema,
  motions: z.array(
    z.object({
      motion: z.enum(['close', 'cancel', 'extend']),
      auditor: addressSchema,
      carried: z.boolean(),
      at: pointSchema,
    }),
  ),
}) satisfies Schema<CampaignView>;

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

const proofSchema = z.enum(['paid', 'evidenced', 'confirmed', 'attested']);

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
});

export const disbursementSchema = z.object({
  id: wordSchema,
  terms: termsSchema,
  stage: z.enum(['requested', 'approved', 'vetoed', 'paid']),
  requested: pointSchema,
  approvals: z.array(z.object({ auditor: addressSchema, at: pointSchema })),
  payableFrom: whole,
  veto: z.object({ auditor: addressSchema, reason: wordSchema, at: pointSchema }).nullable(),
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
  proof: proofSchema.nullable(),
}) satisfies Schema<DisbursementView>;

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
      action: z.enum(['pay', 'evidence', 'approve', 'attest', 'confirm']),
      disbursement: disbursementSchema,
    }),
  ),
  campaigns: z.array(campaignSchema),
}) satisfies Schema<InboxView>;

export const errorSchema = z.object({
  error: z.string(),
  message: z.string(),
}) satisfies Schema<ErrorView>;
