/** How every command reads its arguments: with Node's own parser, `--help`, and one line for a mistake. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** What a command ends with when it was called wrongly. */
export const MISUSED = 2;

/** A command was called wrongly; the message is one line for people. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What a command takes. */
export interface Arguments<T extends ParseArgsOptionsConfig> {
  readonly options: T;
  /** Whether it takes words besides options. */
  readonly positionals: boolean;
}

type Parsed<T extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: boolean }>
>;

/**
 * Reads arguments.
 * @throws UsageError for options that there are not, or that miss their value
 */
export function readArguments<T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  { options, positionals }: Arguments<T>,
): Parsed<T> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: positionals });
  } catch (error) {
    // Node goes on to explain how to write what nobody meant.
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('. ', 1);
    throw new UsageError(line.replaceAll('\n', ' ').replace(/\.$/, ''));
  }
}

/** Prints the usage where it is asked for, and says whether it was. */
export function asksForHelp(args: readonly string[], usage: string): boolean {
  const end = args.indexOf('--');
  const options = end === -1 ? args : args.slice(0, end);
  if (!options.includes('--help') && !options.includes('-h')) return false;
  process.stdout.write(`${usage}\n`);
  return true;
}

/**
 * Runs a command: its usage for `--help`, and for a mistake one line and the usage.
 * @param work returns the exit code
 * @returns the exit code: 0 for help, {@link MISUSED} for a mistake
 */
export async function runCommand(
  { name, usage }: { readonly name: string; readonly usage: string },
  args: readonly string[],
  work: (args: readonly string[]) => Promise<number>,
): Promise<number> {
  if (asksForHelp(args, usage)) return 0;
  try {
    return await work(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${name}: ${error.message}\n${usage}\n`);
    return MISUSED;
  }
}
