import { z } from 'zod/v4';
import { FLAG_KINDS, type FlagOf } from '../../domain/flags/flag.ts';

/**
 * What an audit says, as JSON: the form that `docs/audit-report.schema.json` publishes. Amounts are
 * decimal strings of smallest units, times are Unix seconds.
 */

const hex = (bytes: number) => z.string().regex(new RegExp(`^0x[0-9a-f]{${2 * bytes}}$`));
const address = hex(20);
const word = hex(32);
const units = z.string().regex(/^\d+$/);
const seconds = z.number().int().min(0);
const count = z.number().int().min(0);
const law = z.number().int().min(1).max(12);

const pointSchema = z.strictObject({ block: count, logIndex: count, tx: word, timestamp: seconds });

const findingSchema = z.strictObject({
  law: law.nullable().describe('The law that does not hold; null where it is about no law.'),
  code: z.string().describe('What exactly is wrong.'),
  campaign: word.nullable(),
  at: pointSchema.nullable().describe('The event that showed it, where a single one did.'),
  subject: z.string(),
  expected: z.string(),
  found: z.string(),
});

const plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const facts = z.record(z.string(), z.union([plain, z.array(plain)]));

const flagSchema = z.strictObject({
  kind: z.enum(FLAG_KINDS),
  campaign: word,
  severity: z.enum(['serious', 'notable']),
  figures: facts.describe('The figures that raised it, by the kind of flag.'),
  evidence: z.array(facts).describe('Everything it rests on: payments, gifts, bundles, roles.'),
});

const lawSchema = z.strictObject({
  number: law,
  text: z.string(),
  statement: z.string(),
  verdict: z.enum(['holds', 'broken', 'notChecked']),
  findings: count,
});

const codeSchema = z.strictObject({
  name: z.string(),
  address,
  codeHash: word,
  isOurs: z.boolean(),
});

const tokenSchema = z.strictObject({
  address,
  symbol: z.string(),
  decimals: count,
  isRecognised: z.boolean(),
  held: units.nullable().describe('What the ledger holds; null where the token does not say.'),
  owed: units.describe('The escrow of all campaigns in it.'),
  isProven: z.boolean().describe('Whether the balance is proven, or is the node’s word.'),
});

/** Why a campaign is not covered by the verdict. */
export const APART = ['desk', 'token', 'notAsked'] as const;

const campaignSchema = z.strictObject({
  id: word,
  name: z.strictObject({ en: z.string(), zh: z.string() }).nullable(),
  apart: z
    .enum(APART)
    .nullable()
    .describe('Why the verdict does not cover it; null where it does.'),
  desk: address,
  token: address,
  state: z.enum(['active', 'closed', 'cancelled']),
  entries: count,
  disbursements: count,
  given: units,
  raised: units,
  disbursed: units,
  settled: units,
  returned: units,
  escrow: units,
  transferred: units.describe('Passed on to other campaigns; a part of what was disbursed.'),
  refunded: units.describe('Back to givers; a part of what was settled.'),
  onlyPaid: units.describe(
    'Paid, kept and without any proof. What was kept adds up with the next.',
  ),
  evidenced: units,
  confirmed: units,
  attested: units,
  disputed: units,
  writtenOff: units,
  root: word,
  ledgerJournal: word,
  deskJournal: word.nullable(),
});

const overdueSchema = z.strictObject({
  kind: z.enum(['proof', 'report']),
  campaign: word,
  disbursement: word.nullable(),
  amount: units.nullable(),
  due: seconds,
  isMarked: z.boolean().describe('A proof that somebody has marked as overdue stops payments.'),
});

const documentsSchema = z.strictObject({
  digests: count,
  files: count,
  intact: count,
  missing: count,
  altered: count,
  /** Words whose digest alone is on chain, such as a veto’s reason. */
  unpublishedWords: count,
});

const batchesSchema = z.strictObject({ batches: count, gifts: count, intact: count });

/** What the audit could not know; the report has a sentence for each. */
export const LIMITS = [
  'nothingProven',
  'stateNotThere',
  'documentsNotChecked',
  'batchesNotChecked',
  'oneNode',
  'blockTimes',
  'balancesSaid',
  'headIsOld',
] as const;

export const reportSchema = z.strictObject({
  format: z.literal('sunline-audit'),
  version: z.literal(1),
  verdict: z.enum(['clean', 'findings']),
  chain: z.strictObject({
    chainId: count,
    block: count,
    blockHash: word,
    timestamp: seconds,
    from: count,
    node: z.string().describe('Host of the node that was asked.'),
    secondNode: z
      .object({ node: z.string(), blockHash: word.nullable(), agrees: z.boolean() })
      .nullable(),
  }),
  subject: z.strictObject({
    ledger: address,
    registry: address,
    desks: z.array(z.strictObject({ address, isRecognised: z.boolean() })),
    campaign: word.nullable().describe('The only campaign that was asked for.'),
  }),
  software: z.strictObject({
    version: z.string(),
    commit: z.string().nullable(),
    build: word.describe(
      'Digest of abi/runtime.json: of all code that was compared with the chain’s.',
    ),
  }),
  read: z.strictObject({ events: count, entries: count, campaigns: count }),
  proven: z.strictObject({
    isStateProven: z.boolean(),
    isLedgerComplete: z.boolean(),
    isRegistryComplete: z.boolean(),
    areDesksComplete: z
      .boolean()
      .describe('Every recognised desk’s storage is what its events make it.'),
  }),
  laws: z.array(lawSchema),
  findings: z.array(findingSchema),
  flags: z.array(flagSchema).describe('Risks: questions to ask, which break no rule.'),
  overdue: z.array(overdueSchema),
  code: z.array(codeSchema),
  tokens: z.array(tokenSchema),
  campaigns: z.array(campaignSchema),
  apartFindings: z
    .array(findingSchema)
    .describe('About campaigns that the verdict does not cover.'),
  documents: documentsSchema.nullable(),
  batches: batchesSchema.nullable(),
  limits: z.array(z.enum(LIMITS)),
});

type Parsed = z.infer<typeof reportSchema>;

/** Flags are what `domain/flags` says they are, amounts as decimal strings. */
export type AuditReport = Omit<Parsed, 'flags'> & { flags: FlagOf<string>[] };
export type ReportCampaign = z.infer<typeof campaignSchema>;
export type ReportOverdue = z.infer<typeof overdueSchema>;
export type ReportDocuments = z.infer<typeof documentsSchema>;
export type ReportBatches = z.infer<typeof batchesSchema>;
export type Apart = (typeof APART)[number];
export type Limit = (typeof LIMITS)[number];

/** A report with its auditor's signature, as it is written to a file. */
export const signedReportSchema = z.strictObject({
  report: reportSchema,
  signature: z
    .object({
      signer: address,
      digest: word.describe('SHA-256 of the report as canonical JSON (RFC 8785).'),
      signature: z.string().regex(/^0x[0-9a-f]{130}$/),
    })
    .nullable(),
});

export type SignedReport = Omit<z.infer<typeof signedReportSchema>, 'report'> & {
  report: AuditReport;
};

/** The published JSON Schema of a report in a file. */
export function reportJsonSchema(): object {
  return z.toJSONSchema(signedReportSchema);
}
