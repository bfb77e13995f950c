import { z } from 'zod';
import type { DemoStory } from '../demo/play.ts';

const bilingual = z.object({ en: z.string(), zh: z.string() });
const hex = z.custom<`0x${string}`>((value) => typeof value === 'string' && /^0x/.test(value));
const place = { title: bilingual, campaign: hex };

/** What is kept of the story that was told, read back at the next start. */
const storySchema = z.object({
  people: z.array(
    z.object({
      id: z.string(),
      key: hex,
      address: hex,
      name: bilingual,
      role: z.string(),
      story: bilingual,
    }),
  ),
  receiptCode: z.string(),
  links: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('campaign'), ...place }),
      z.object({ kind: z.literal('donation'), ...place, index: z.number().int(), tx: hex }),
    ]),
  ),
});

/** Who is in the story, and what of it is worth opening. Throws `damaged()` when it is not whole. */
export function parseStory(kept: unknown, damaged: () => Error): DemoStory {
  const parsed = storySchema.safeParse(kept);
  if (!parsed.success) throw damaged();
  return parsed.data;
}
