import { DomainError } from '../../domain/errors.ts';
import { writeAtomically } from '../deployment/atomicFile.ts';
import { oneLine } from '../deployment/errors.ts';
import { runCommand } from '../ground/arguments.ts';
import { TraceError } from '../trace/question.ts';
import { audit, type Listener } from './audit.ts';
import { AuditError } from './errors.ts';
import { reportHtml } from './html.ts';
import { readTask, USAGE, type Output } from './options.ts';
import { reportJsonSchema, type AuditReport } from './report.ts';
import { readKey, signReport, verifyReport, type Auditor } from './sign.ts';
import { tellReport } from './tell.ts';

const CLEAN = 0;
const FINDINGS = 1;
const NOT_CARRIED_OUT = 2;

/**
 * The command's whole course; returns its exit code: 0 clean, 1 findings, 2 when the audit could not
 * be carried out.
 */
export async function runAudit(args: readonly string[]): Promise<number> {
  return runCommand({ name: 'audit', usage: USAGE }, args, carryOut);
}

async function carryOut(args: readonly string[]): Promise<number> {
  try {
    const task = readTask(args);
    if (task.kind === 'schema') {
      process.stdout.write(`${JSON.stringify(reportJsonSchema(), null, 2)}\n`);
      return CLEAN;
    }
    if (task.kind === 'verify') return await verify(task.file);
    const { options, output } = task;
    // A mistake in it shows before the work, not after it.
    const auditor = output.sign === undefined ? null : await readKey(output.sign);
    const report = await audit(options, listenOn(process.stderr));
    process.stdout.write(tellReport(report));
    await write(report, output, auditor);
    return report.verdict === 'clean' ? CLEAN : FINDINGS;
  } catch (error) {
    if (!isForPeople(error)) throw error;
    process.stderr.write(`audit: ${error.message}\n`);
    return NOT_CARRIED_OUT;
  }
}

async function write(
  report: AuditReport,
  { json, html, language }: Output,
  auditor: Auditor | null,
): Promise<void> {
  const signed = auditor === null ? { report, signature: null } : await signReport(report, auditor);
  if (signed.signature !== null) process.stdout.write(`Signed by ${signed.signature.signer}.\n`);
  for (const [path, text] of [
    [json, () => `${JSON.stringify(signed, null, 2)}\n`],
    [html, () => reportHtml(signed, language)],
  ] as const) {
    if (path === undefined) continue;
    await writeAtomically(path, text()).catch((error: unknown) => {
      throw new AuditError(`${path} cannot be written: ${oneLine(error)}`);
    });
    process.stdout.write(`Written: ${path}\n`);
  }
}

/** 0 for a report as its auditor signed it; 1 for any other; 2 for what is no report. */
async function verify(file: string): Promise<number> {
  const { report, ...authenticity } = await verifyReport(file);
  const { chain, findings } = report;
  if (authenticity.state === 'altered') {
    process.stdout.write(`${file}: this is not what was signed.\n`);
    return FINDINGS;
  }
  const verdict = report.verdict === 'clean' ? 'clean' : `${findings.length} findings`;
  const what = `${verdict}, at block ${chain.block} (${chain.blockHash}) of chain ${chain.chainId}`;
  if (authenticity.state === 'unsigned') {
    process.stdout.write(`${file}: ${what}; not signed, so that anybody may have written it.\n`);
    return FINDINGS;
  }
  process.stdout.write(`${file}: ${what}; signed by ${authenticity.signer}.\n`);
  return CLEAN;
}

/** Shows what is being done on one line that is written over, where somebody watches; else a line each. */
function listenOn(output: NodeJS.WriteStream): Listener {
  const isWatched = output.isTTY;
  const over = isWatched ? '\r\u001b[2K' : '';
  let stage = '';
  return {
    stage: (words) => {
      stage = words;
      output.write(`${over}▸ ${words}${isWatched ? '' : '\n'}`);
    },
    progress: (words) => {
      if (isWatched) output.write(`${over}▸ ${stage}: ${words}`);
    },
    note: (words) => output.write(`${over}${words}\n`),
  };
}

function isForPeople(error: unknown): error is Error {
  return error instanceof AuditError || error instanceof TraceError || error instanceof DomainError;
}
