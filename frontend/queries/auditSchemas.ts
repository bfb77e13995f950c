import * as v from 'valibot';
import type { BundleView, FlagView, FlagsView } from '../../domain/views/flags.ts';
import type { ReconciliationView } from '../../domain/views/reconciliation.ts';
import { addressSchema, unitsSchema, wholeSchema as whole, wordSchema } from '../lib/schema.ts';

/** Schemas of what the read API says about flags and books. */
type Schema<T> = v.GenericSchema<unknown, T>;

const roleSchema = v.picklist(['charity', 'auditor', 'operator', 'payee', 'recipient', 'giver']);

const bundleSchema = v.object({
  kind: v.literal('bundle'),
  campaign: wordSchema,
  purpose: v.picklist(['request', 'evidence', 'report']),
  disbursement: v.nullable(wordSchema),
  digest: wordSchema,
  at: whole,
}) satisfies Schema<BundleView>;

const evidenceSchema = v.variant('kind', [
  bundleSchema,
  v.object({
    kind: v.literal('payment'),
    campaign: wordSchema,
    disbursement: wordSchema,
    amount: unitsSchema,
    at: v.nullable(whole),
  }),
  v.object({
    kind: v.literal('gift'),
    campaign: wordSchema,
    index: whole,
    amount: unitsSchema,
    at: whole,
  }),
  v.object({
    kind: v.literal('role'),
    campaign: wordSchema,
    role: roleSchema,
    account: addressSchema,
    disbursement: v.nullable(wordSchema),
  }),
]);

const raised = {
  campaign: wordSchema,
  severity: v.picklist(['serious', 'notable']),
  evidence: v.array(evidenceSchema),
};

const flagSchema = v.variant('kind', [
  v.object({
    kind: v.literal('evidenceReused'),
    ...raised,
    figures: v.object({ document: wordSchema, uses: whole }),
  }),
  v.object({
    kind: v.literal('payeeConcentration'),
    ...raised,
    figures: v.object({
      payee: addressSchema,
      paid: unitsSchema,
      total: unitsSchema,
      shareBps: whole,
      payments: whole,
    }),
  }),
  v.object({
    kind: v.literal('circularMoney'),
    ...raised,
    figures: v.object({
      account: addressSchema,
      paid: unitsSchema,
      given: unitsSchema,
      cameBack: v.boolean(),
    }),
  }),
  v.object({
    kind: v.literal('batchRepeated'),
    ...raised,
    figures: v.object({ root: wordSchema, entries: whole }),
  }),
  v.object({
    kind: v.literal('lateProof'),
    ...raised,
    figures: v.object({
      disbursement: wordSchema,
      amount: unitsSchema,
      deadline: whole,
      shownAt: v.nullable(whole),
      lateBy: whole,
      missing: v.nullable(v.picklist(['evidence', 'confirmation', 'attestation'])),
      writtenOff: v.boolean(),
    }),
  }),
  v.object({
    kind: v.literal('lateReport'),
    ...raised,
    figures: v.object({ due: whole, publishedAt: v.nullable(whole), lateBy: whole }),
  }),
  v.object({
    kind: v.literal('twoRoles'),
    ...raised,
    figures: v.object({ account: addressSchema, roles: v.tuple([roleSchema, roleSchema]) }),
  }),
]) satisfies Schema<FlagView>;

export const flagsSchema = v.object({
  flags: v.array(flagSchema),
  bundles: v.array(bundleSchema),
}) satisfies Schema<FlagsView>;

/** Amounts that may be below zero. */
const signedSchema = v.pipe(v.string(), v.regex(/^-?\d{1,40}$/));

const parts = {
  raised: unitsSchema,
  disbursed: unitsSchema,
  settled: unitsSchema,
  gifts: unitsSchema,
  batches: unitsSchema,
  transferredIn: unitsSchema,
  returnedIn: unitsSchema,
  transferredOut: unitsSchema,
  refunded: unitsSchema,
  movedOn: unitsSchema,
  given: unitsSchema,
  escrow: signedSchema,
  paid: v.object({
    goods: unitsSchema,
    services: unitsSchema,
    cash: unitsSchema,
    management: unitsSchema,
    fee: unitsSchema,
    other: unitsSchema,
  }),
  balanced: v.boolean(),
};

export const reconciliationSchema = v.object({
  campaigns: v.array(
    v.object({
      ...parts,
      campaign: wordSchema,
      token: addressSchema,
      state: v.picklist(['active', 'closed', 'cancelled']),
      unexplained: v.object({
        raised: signedSchema,
        disbursed: signedSchema,
        settled: signedSchema,
      }),
    }),
  ),
  tokens: v.array(
    v.object({
      ...parts,
      token: addressSchema,
      campaigns: whole,
      balance: v.nullable(unitsSchema),
      surplus: v.nullable(signedSchema),
    }),
  ),
}) satisfies Schema<ReconciliationView>;
