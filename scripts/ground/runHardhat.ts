/**
 * Runs one of Hardhat's two kinds of tests and reports the counts to the parent:
 * `node scripts/ground/runHardhat.ts solidity|mocha`. The contracts must have been compiled.
 */
import hre from 'hardhat';
import { z } from 'zod';

import { report } from './counts.ts';

const summaryShape = z.object({
  summary: z.object({
    passed: z.number(),
    failed: z.number(),
    skipped: z.number(),
    todo: z.number(),
  }),
});
const resultShape = z.union([
  z.object({ success: z.literal(true), value: summaryShape }).transform(({ value }) => value),
  z.object({ success: z.literal(false), error: summaryShape }).transform(({ error }) => error),
]);

const kind = process.argv[2] === 'solidity' ? 'solidity' : 'mocha';
const options = kind === 'solidity' ? { testSummaryIndex: 1 } : {};
const result: unknown = await hre.tasks
  .getTask(['test', kind])
  .run({ noCompile: true, ...options });

const { summary } = resultShape.parse(result);
report({ passed: summary.passed, failed: summary.failed + summary.skipped + summary.todo });
