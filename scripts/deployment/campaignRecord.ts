import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from './atomicFile.ts';
import type { CampaignPlan } from './campaignPlan.ts';
import { address, parseJsonText } from './parameters.ts';

/**
 * `deployments/campaigns/<chainId>/<name>.json`: a campaign as it was (or is just being) opened. It
 * is written before the transaction is sent, so that a run stopped in between opens the very same
 * campaign the next time, and never two.
 */
const word = z.string().regex(/^0x[0-9a-fA-F]{64}$/);
const time = z.number().int().min(0);
const amount = z
  .string()
  .regex(/^\d+$/)
  .transform((text) => BigInt(text));

const recordSchema = z.object({
  id: word,
  name: z.string(),
  chainId: z.number().int(),
  /** Hash of the deployment's first block: on another chain of the same number it means nothing. */
  deployment: word,
  /** SHA-256 of the file it was opened from. */
  file: z.string(),
  /** Where it was opened; absent while that is not known. */
  opened: z.object({ block: z.number().int(), tx: word.nullable() }).optional(),
  plan: z.object({
    rules: z.object({
      charity: address,
      auditors: z.array(address),
      threshold: z.number().int(),
      proof: z.number().int(),
      challenge: time,
      goal: amount,
      exposureCap: amount,
      managementCapBps: z.number().int(),
      disclosure: time,
      metadata: word,
    }),
    config: z.object({
      token: address,
      opens: time,
      closes: time,
      minimum: amount,
      successor: word,
      claimWindow: time,
      silence: time,
      hardEnd: time,
      operators: z.array(address),
    }),
    salt: word,
  }),
});

export type CampaignRecord = Omit<z.infer<typeof recordSchema>, 'plan'> & {
  readonly plan: CampaignPlan;
};

export function campaignPath(folder: string, chainId: number, name: string): string {
  return join(folder, 'campaigns', String(chainId), `${name}.json`);
}

/** What is recorded at that path; undefined if nothing. Throws ParameterError. */
export async function readCampaignRecord(path: string): Promise<CampaignRecord | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parseJsonText(text, path, recordSchema);
}

export async function writeCampaignRecord(path: string, record: CampaignRecord): Promise<void> {
  const text = JSON.stringify(
    record,
    (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
    2,
  );
  await writeAtomically(path, `${text}\n`);
}
