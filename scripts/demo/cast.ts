import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SCENES } from './pictures.ts';

/** The people of the demo story in words, and what its campaigns say of themselves. */

const bilingual = z.object({ en: z.string().min(1), zh: z.string().min(1) }).strict();

export const PEOPLE_ROLES = [
  'donor',
  'charity',
  'auditor',
  'recipient',
  'vendor',
  'operator',
  'registrar',
  'guardian',
  'custodian',
] as const;

const castSchema = z
  .object({
    people: z.record(
      z.object({ role: z.enum(PEOPLE_ROLES), name: bilingual, story: bilingual }).strict(),
    ),
    campaigns: z.record(
      z
        .object({
          scene: z.enum(SCENES),
          name: bilingual,
          summary: bilingual,
          story: bilingual,
          appeal: z.literal('cloud-ridge').optional(),
        })
        .strict(),
    ),
    /** Which scene is photographed for a disbursement's evidence. */
    pictures: z.record(z.enum(SCENES)),
    /** Which paper lies in a disbursement's evidence besides the note, by its name in `texts`. */
    papers: z.record(z.string()),
    /** What the papers say. */
    texts: z.record(z.string().min(1)),
  })
  .strict();

export type Cast = z.infer<typeof castSchema>;

export function readCast(): Cast {
  const text = readFileSync(new URL('./cast.json', import.meta.url), 'utf8');
  return castSchema.parse(JSON.parse(text));
}
