import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { sourcesCommit } from '../deployment/commit.ts';
import { buildDigest } from './code.ts';
import type { AuditReport } from './report.ts';

const packageSchema = z.object({ version: z.string() });

/** Which software made a report: so that somebody else can run the same one. */
export async function readSoftware(): Promise<AuditReport['software']> {
  const file = new URL('../../package.json', import.meta.url);
  const { version } = packageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { version, commit: (await sourcesCommit()) ?? null, build: buildDigest() };
}
