/** What a deployment is told beforehand: `deployments/parameters/<network>.json`, read once. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { getAddress, isAddress } from 'ethers';
import { z } from 'zod';
import { LOCAL_CHAIN_ID } from './connect.ts';
import { ParameterError } from './errors.ts';
import { NO_DELAYS } from './offices.ts';
import type { Delays } from './offices.ts';

/** An address of 20 bytes; with mixed letters its checksum must be right. Comes out with checksum. */
export const address = z
  .string()
  .refine(
    (text) => text.startsWith('0x') && isAddress(text),
    'must be an address (0x and 40 hex digits)',
  )
  .transform((text) => getAddress(text));

const accounts = z.array(address).default([]);
/** Who is to hold an office: an address, or a list of them. */
const holders = z
  .union([address, z.array(address).min(1, 'must name somebody')], {
    errorMap: () => ({ message: 'must be an address (0x and 40 hex digits), or a list of them' }),
  })
  .transform((given) => [...new Set([given].flat())]);
const DAY = 86_400;
/** As `contracts/Authority.sol` has it. */
const LONGEST_DELAY = 30 * DAY;
const delay = z.number().int().min(0).max(LONGEST_DELAY).optional();

/**
 * Seconds between announcing an action and doing it, where the parameters say nothing. A pause cannot
 * wait; the others give guardians the time to call back what a stolen key announced.
 */
const DELAYS: Delays = { admin: 2 * DAY, registrar: DAY, guardian: 0, custodian: 3_600 };

/** A name fits one word of storage, beside its length: the contract reverts on a longer one, wordlessly. */
const NAME_BYTES = 31;

/** What a token is called, and how many digits it has behind the point. */
const tokenFields = {
  name: z
    .string()
    .min(1)
    .refine(
      (name) => Buffer.byteLength(name) <= NAME_BYTES,
      `has more than ${NAME_BYTES} bytes in UTF-8 (a Chinese character has 3)`,
    ),
  symbol: z.string().min(1).max(11),
  decimals: z.number().int().min(0).max(18),
};

const parametersSchema = z
  .object({
    /** The chain these parameters are for; the command refuses any other. */
    chainId: z.number().int().positive(),
    /** What people call the chain. */
    name: z.string().min(1).max(80),
    /** Who grants roles; left out, the deploying account. */
    admin: holders.optional(),
    /** Who recognises; left out, the deploying account. */
    registrar: holders.optional(),
    /** Who pauses campaigns and calls back what others announced; left out, the deploying account. */
    guardian: holders.optional(),
    /** Seconds between announcing an action and doing it; left out, none on the local chain. */
    delays: z
      .object({ admin: delay, registrar: delay, guardian: delay, custodian: delay })
      .strict()
      .default({}),
    /** Tokens to recognise, by the symbol that campaign files may use. */
    tokens: z.record(z.string().min(1).max(20), address).default({}),
    /** Whether campaigns may be held in the chain's own coin. */
    ownCoin: z.boolean().default(false),
    /** Who is recognised from the start. */
    recognise: z
      .object({
        charity: accounts,
        auditor: accounts,
        operator: accounts,
        fundKeeper: accounts,
        witness: accounts,
      })
      .strict()
      .default({}),
    /** Play money to create; never on a chain where money is worth something. */
    demoToken: z.object(tokenFields).strict().optional(),
    /** Receipts to create for things held off the chain; without a custodian, the deploying account is it. */
    custodyTokens: z
      .array(z.object({ ...tokenFields, custodian: holders.optional() }).strict())
      .refine(
        (tokens) => new Set(tokens.map(({ symbol }) => symbol)).size === tokens.length,
        'names a symbol twice',
      )
      .default([]),
  })
  .strict()
  .transform((given) => {
    const delays = given.chainId === LOCAL_CHAIN_ID ? NO_DELAYS : DELAYS;
    return { ...given, delays: withDefaults(given.delays, delays) };
  });

export type Parameters = z.infer<typeof parametersSchema>;

function withDefaults(
  given: Partial<{ [Office in keyof Delays]: number | undefined }>,
  delays: Delays,
): Delays {
  return {
    admin: given.admin ?? delays.admin,
    registrar: given.registrar ?? delays.registrar,
    guardian: given.guardian ?? delays.guardian,
    custodian: given.custodian ?? delays.custodian,
  };
}

const FOLDER = 'deployments/parameters';

/**
 * The file of a network's parameters.
 * @param root the checkout's folder
 * @throws ParameterError naming the networks that have one
 */
export async function parametersPath(network: string, root = '.'): Promise<string> {
  const folder = join(root, FOLDER);
  const known = (await readdir(folder)).map((file) => basename(file, '.json'));
  if (known.includes(network)) return join(folder, `${network}.json`);
  throw new ParameterError(
    `there are no parameters for ${network} in ${FOLDER}, only for ${known.join(', ')}`,
  );
}

/**
 * Reads a file of parameters.
 * @throws ParameterError naming the file and the field
 */
export async function readParameters(path: string): Promise<Parameters> {
  return parseJsonFile(path, parametersSchema);
}

/**
 * Reads a JSON file and checks it.
 * @throws ParameterError in one line: the file, the field and what it must be
 */
export async function parseJsonFile<T>(
  path: string,
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
): Promise<T> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new ParameterError(`${path} cannot be read`);
  }
  return parseJsonText(text, path, schema);
}

/** As {@link parseJsonFile}, from text that was read already. */
export function parseJsonText<T>(
  text: string,
  path: string,
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ParameterError(`${path} is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  // A misspelt field is also a missing one; the misspelling says more.
  const { issues } = result.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const field = issue?.path.length ? `${issue.path.join('.')}: ` : '';
  throw new ParameterError(`${path}: ${field}${issue?.message ?? 'invalid'}`);
}
