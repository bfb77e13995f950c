import { AccumulatorError } from '../../domain/accumulator.ts';
import { EventArgumentError, UnknownEventError } from '../../domain/events.ts';
import { LawBroken } from '../../domain/findings.ts';
import { ShapeError } from '../../domain/shape.ts';
import { AuditError } from '../audit/errors.ts';
import { RpcError } from '../chain/rpc.ts';
import { DeploymentError } from '../deployment/errors.ts';
import { runCommand } from '../ground/arguments.ts';
import { TraceError } from '../trace/question.ts';
import { readSource, type Source } from '../trace/source.ts';
import { exportBooks, exportIati } from './books.ts';
import { checkDonor } from './check.ts';
import { exportDonor } from './donor.ts';
import { exportLeaves, tellProof } from './leaves.ts';
import { readOptions, USAGE, type ExportOptions } from './options.ts';

/**
 * The command's whole course; returns its exit code: 0, 1 when the node's events are not what the
 * contracts recorded or a checked file does not hold, 2 when it cannot be done.
 */
export async function exportCommand(args: readonly string[]): Promise<number> {
  return runCommand({ name: 'export', usage: USAGE }, args, run);
}

async function run(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.what === 'check') return await checkDonor(options);
    if (options.what === 'leaves') return await exportLeaves(options);
    if (options.what === 'proof') return await tellProof(options);
    const source = await readSource(options.rpcUrl, options.deployment);
    for (const file of await write(options, source)) process.stdout.write(`${file}\n`);
    return conclude(source);
  } catch (error) {
    if (!isForPeople(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function write(options: ExportOptions, source: Source): Promise<readonly string[]> {
  switch (options.what) {
    case 'iati':
      return exportIati(options, source);
    case 'csv':
      return exportBooks(options, source);
    default:
      return exportDonor(options, source);
  }
}

function conclude({ findings, state, block }: Source): number {
  if (findings.length === 0) {
    process.stdout.write(
      `Of block ${block}: ${state.events} events, checked against the contracts.\n`,
    );
    return 0;
  }
  for (const finding of findings) process.stderr.write(`${finding}\n`);
  process.stderr.write('The events that this node gives are not what the contracts recorded.\n');
  return 1;
}

const FOR_PEOPLE = [
  TraceError,
  AuditError,
  DeploymentError,
  RpcError,
  LawBroken,
  ShapeError,
  AccumulatorError,
  UnknownEventError,
  EventArgumentError,
];

function isForPeople(error: unknown): error is Error {
  return FOR_PEOPLE.some((kind) => error instanceof kind);
}
