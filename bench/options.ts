import { parseArgs } from 'node:util';
import { PARTS, type Part } from './names.ts';

/** What the command was asked for. */
export interface Options {
  /** One JSON object instead of tables. */
  readonly json: boolean;
  readonly parts: readonly Part[];
}

/** An argument that the command does not know; the message is one line for people. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

/** Reads the command's arguments. Throws {@link OptionError}. */
export function readOptions(args: readonly string[]): Options {
  const { json, only } = parse(args);
  if (only === undefined) return { json, parts: PARTS };
  const parts = PARTS.filter((part) => part === only);
  if (parts.length === 0) throw new OptionError(`--only ${only}: there are ${PARTS.join(' and ')}`);
  return { json, parts };
}

function parse(args: readonly string[]): { json: boolean; only: string | undefined } {
  try {
    const options = {
      json: { type: 'boolean', default: false },
      only: { type: 'string' },
    } as const;
    const { values } = parseArgs({ args: [...args], options });
    return { json: values.json, only: values.only };
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}
