import { z } from 'zod';
import { isHex, type Hex } from '../../domain/hex.ts';

/** The lines of the relay's journal: what it promised, what it signed, what became of it. */

const hex = z.custom<Hex>((text) => typeof text === 'string' && isHex(text), 'must be hex');
const hash = z.custom<Hex>((text) => typeof text === 'string' && isHex(text, 32), 'must be a hash');
const units = z
  .string()
  .regex(/^[0-9]{1,78}$/)
  .transform(BigInt);
/** `id` is the job's; `at` is in Unix seconds. */
const about = { id: hash, at: z.number().int() };

/** The limit of gas, and what the chain charges for the data, as gas; older lines know none of that. */
const cost = { gas: z.number().int(), dataGas: z.number().int().default(0) };

const problem = z.object({
  error: z.string(),
  message: z.string(),
  contract: z.object({ name: z.string(), args: z.array(z.string()) }).optional(),
});

export const recordSchema = z.discriminatedUnion('kind', [
  /** A request was taken, for so much gas. Again under the same id after a failure. */
  z.object({ kind: z.literal('taken'), ...about, request: z.unknown(), ...cost }),
  /** A transaction was signed, and is sent after this line is on disk. */
  z.object({
    kind: z.literal('signed'),
    ...about,
    nonce: z.number().int(),
    ...cost,
    hash,
    raw: hex,
    /** In the chain's smallest unit, per gas. */
    maxFee: units,
    tip: units,
  }),
  /** One of its transactions is in a block. */
  z.object({
    kind: z.literal('included'),
    ...about,
    hash,
    block: z.number().int(),
    gasUsed: z.number().int(),
    succeeded: z.boolean(),
  }),
  /** The block that held it is not part of the chain any more. */
  z.object({ kind: z.literal('dropped'), ...about }),
  /** Its nonce was used by something else: none of its transactions can be included any more. */
  z.object({ kind: z.literal('displaced'), ...about }),
  /** Nothing more is done about it. */
  z.object({ kind: z.literal('failed'), ...about, problem }),
  z.object({ kind: z.literal('settled'), ...about }),
]);

/** A line of the journal. */
export type JournalRecord = z.infer<typeof recordSchema>;
type Of<kind extends JournalRecord['kind']> = Extract<JournalRecord, { kind: kind }>;
export type Signed = Of<'signed'>;
export type Included = Of<'included'>;
/** Why a job came to nothing, as a refusal would say it. */
export type Problem = z.infer<typeof problem>;
