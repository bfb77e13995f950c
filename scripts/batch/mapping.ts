/** Which column of a payment provider's file means what; a JSON file, read once. */
import { z } from 'zod';
import type { Hex } from '../../domain/hex.ts';
import { ParameterError } from '../deployment/errors.ts';
import { parseJsonFile } from '../deployment/parameters.ts';
import { InputError } from './errors.ts';

const column = z.string().min(1).max(200);
const words = z.array(z.string().min(1)).default([]);

export const campaignId = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, 'must be a campaign id (0x and 64 hex digits)')
  .transform((id) => id.toLowerCase() as Hex);

const mappingSchema = z
  .object({
    /** Left out, it is found out: UTF-8 where every byte fits, else GB18030 (which GBK is part of). */
    encoding: z.enum(['utf-8', 'gb18030']).optional(),
    delimiter: z.enum([',', ';', '\t', '|']).default(','),
    /** Lines before the one with the columns' names. */
    skipLines: z.number().int().min(0).max(1_000).default(0),
    /** The columns' names in the file. */
    columns: z
      .object({
        order: column,
        amount: column,
        campaign: column.optional(),
        time: column.optional(),
        status: column.optional(),
        /** What was given back of this very payment. */
        refund: column.optional(),
        /** An address that the donor's own device made from its receipt code. */
        receipt: column.optional(),
        /** What the donor sees as the payment's number, where it is not the order number. */
        reference: column.optional(),
      })
      .strict(),
    /** What the file calls a campaign, and its id. */
    campaigns: z.record(campaignId).default({}),
    /** What the status column says; a word that is in no list makes its row a bad one. */
    statuses: z.object({ paid: words, refunded: words, ignored: words }).strict().optional(),
  })
  .strict()
  .refine(({ columns, statuses }) => (columns.status === undefined) === (statuses === undefined), {
    message: 'columns.status and statuses go together',
  });

export type Mapping = z.infer<typeof mappingSchema>;

/** @throws InputError naming file and field */
export async function readMapping(path: string): Promise<Mapping> {
  try {
    return await parseJsonFile(path, mappingSchema);
  } catch (error) {
    if (error instanceof ParameterError) throw new InputError(error.message);
    throw error;
  }
}
