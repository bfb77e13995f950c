import { DomainError } from '../../domain/errors.ts';
import { TraceError } from '../trace/question.ts';
import { audit, type Listener } from './audit.ts';
import { AuditError } from './errors.ts';
import { readTask, USAGE } from './options.ts';
import { tellReport } from './tell.ts';

const CLEAN = 0;
const FINDINGS = 1;
const NOT_CARRIED_OUT = 2;

/**
 * The command's whole course; returns its exit code: 0 clean, 1 findings, 2 when the audit could not
 * be carried out.
 */
export async function runAudit(args: readonly string[]): Promise<number> {
  try {
    const task = readTask(args);
    if (task.kind === 'help') {
      process.stdout.write(`${USAGE}\n`);
      return CLEAN;
    }
    if (task.kind === 'verify') return NOT_CARRIED_OUT;
    const report = await audit(task.options, listenOn(process.stderr));
    process.stdout.write(tellReport(report));
    return report.verdict === 'clean' ? CLEAN : FINDINGS;
  } catch (error) {
    if (!isForPeople(error)) throw error;
    process.stderr.write(`audit: ${error.message}\n`);
    return NOT_CARRIED_OUT;
  }
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
