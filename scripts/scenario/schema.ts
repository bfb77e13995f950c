import { z } from 'zod';

/**
 * The shape of a scenario file, field by field. Names that refer to one another, and amounts, which
 * depend on the token's decimals, are checked afterwards (see format.ts).
 */

const LONGEST_NAME = 64;
const YEAR = 31_536_000;
const text = z.string().min(1, 'must not be empty').max(2_000, 'must have at most 2000 characters');
/** A name of somebody or something; colons make up the names that the output adds. */
const name = z
  .string()
  .min(1, 'must not be empty')
  .max(LONGEST_NAME, `must have at most ${LONGEST_NAME} characters`)
  .regex(/^[^:\s]([^:]*[^:\s])?$/, 'must have no colon and no space around it');
/** Names an entry: one of the file's own, or one that the output adds, such as `to:p2`. */
const entryName = z
  .string()
  .min(1, 'must not be empty')
  .max(4 * LONGEST_NAME);
const seconds = (min: number) =>
  z
    .number()
    .int('must be a whole number of seconds')
    .min(min, `must be at least ${min}`)
    .max(10 * YEAR, 'must be at most ten years');
const amount = z.string({ invalid_type_error: 'must be an amount in quotes, such as "10.50"' });
/** What a cap says that caps nothing. */
export const NO_CAP = 'none';
const NO_SHARE = 'must be "none" or a whole number from 0 to 10000';

const step = <N extends string, S extends z.ZodRawShape>(doName: N, shape: S) =>
  z
    .object({
      do: z.literal(doName),
      ...shape,
      fails: z.boolean().optional(),
      error: z.string().min(1, 'must not be empty').optional(),
    })
    .strict();

const request = {
  id: name,
  campaign: name,
  by: name.optional(),
  payee: name.optional(),
  toCampaign: name.optional(),
  recipient: name.optional(),
  amount,
  deliverBy: seconds(0).optional(),
  documents: text.optional(),
};

const CATEGORIES = ['goods', 'services', 'cash', 'management', 'fee', 'transfer'] as const;

const campaign = step('campaign', {
  id: name,
  charity: name,
  auditors: z.array(name).max(32, 'must have at most 32 elements'),
  threshold: z.number().int().min(0).max(255).optional(),
  goal: amount.optional(),
  /** An amount, or `none`. */
  exposureCap: amount.optional(),
  managementCapBps: z
    .union([z.literal(NO_CAP), z.number().int(NO_SHARE).min(0, NO_SHARE).max(10_000, NO_SHARE)], {
      errorMap: () => ({ message: NO_SHARE }),
    })
    .optional(),
  successor: name.optional(),
  proof: z.enum(['recipient', 'auditor', 'both']).optional(),
  challenge: seconds(0).optional(),
  disclosure: seconds(0).optional(),
  opens: seconds(0).optional(),
  closes: seconds(0).optional(),
  minimum: amount.optional(),
  silence: seconds(0).optional(),
  claimWindow: seconds(0).optional(),
  hardEnd: seconds(0).optional(),
  operators: z.array(name).max(32, 'must have at most 32 elements').optional(),
});

const donate = step('donate', {
  id: name,
  campaign: name,
  giver: name,
  amount,
  via: z.enum(['approve', 'permit', 'authorization', 'native']).optional(),
});

const batch = step('batch', {
  id: name,
  campaign: name,
  operator: name,
  gifts: z
    .array(z.object({ id: name, amount }).strict())
    .min(1, 'must have at least one gift')
    .max(1_000_000),
});

export const stepSchema = z.discriminatedUnion('do', [
  campaign,
  donate,
  batch,
  step('request', { ...request, category: z.enum(CATEGORIES).optional() }),
  // What it is says so already; saying it again changes nothing.
  step('fee', { ...request, category: z.literal('fee').optional() }),
  step('approve', { disbursement: name, auditor: name }),
  step('veto', { disbursement: name, auditor: name, reason: text.optional() }),
  step('pay', { disbursement: name, by: name.optional() }),
  step('evidence', { disbursement: name, text, by: name.optional() }),
  step('confirm', { disbursement: name, by: name.optional(), received: amount.optional() }),
  step('attest', { disbursement: name, auditor: name }),
  step('dispute', { disbursement: name, by: name.optional(), reason: text.optional() }),
  step('resolve', { disbursement: name }),
  step('writeOff', { disbursement: name }),
  step('mark', { disbursement: name, by: name.optional() }),
  step('return', { id: name, disbursement: name, amount, by: name.optional() }),
  step('report', { campaign: name, text: text.optional(), by: name.optional() }),
  step('pause', { seconds: seconds(0).optional() }),
  step('advance', { seconds: seconds(1) }),
  step('cancel', { campaign: name, by: z.enum(['charity', 'auditors', 'anyone']).optional() }),
  step('settle', { entry: entryName, by: name.optional() }),
  step('close', { campaign: name }),
]);

export const headSchema = z
  .object({
    name: text,
    token: z
      .object({
        symbol: z.string().min(1, 'must not be empty').max(32, 'must have at most 32 characters'),
        decimals: z.number().int('must be a whole number').min(0).max(28),
      })
      .strict(),
    steps: z.array(z.unknown()).max(1_000_000),
  })
  .strict();

export type RawStep = z.infer<typeof stepSchema>;
export type Category = (typeof CATEGORIES)[number];
