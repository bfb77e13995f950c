import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { contractOf, parseDeployment, type Deployment } from '../domain/deployment.ts';

/** Chain id of the local chain, where play money and the lying switch exist. */
export const LOCAL_CHAIN = 31337;

const Environment = z.object({
  SUNLINE_RPC_URL: z.string({ required_error: 'must name the chain’s node' }).url(),
  SUNLINE_CHAIN_ID: z.coerce.number().int().positive().default(LOCAL_CHAIN),
  SUNLINE_DEPLOYMENT: z.string().min(1).optional(),
  SUNLINE_PGLITE_DIR: z.string().min(1).optional(),
  SUNLINE_POLL_MS: z.coerce.number().int().min(100).optional(),
  SUNLINE_APP_URL: z.string().url().optional(),
  SUNLINE_GATEWAY_URL: z.string().url().optional(),
  SUNLINE_DEMO: z.enum(['0', '1']).default('0'),
  SUNLINE_PARENT: z.coerce.number().int().positive().optional(),
  DATABASE_URL: z.string().min(1).optional(),
});

/** What the indexer needs to know before it starts. */
export interface Settings {
  readonly rpcUrl: string;
  readonly deployment: Deployment;
  /** Where the record was read. */
  readonly deploymentFile: string;
  /** Milliseconds between two looks at the chain's head. */
  readonly pollMs: number;
  /** Where PGlite keeps its files; not used when `databaseUrl` is set. */
  readonly pgliteDir: string | undefined;
  readonly databaseUrl: string | undefined;
  /** Where the pages are, without a slash at its end; feeds lead there, and without it there are none. */
  readonly appUrl: string | undefined;
  /** Where feeds find campaigns' names, without a slash at its end. */
  readonly gatewayUrl: string | undefined;
  /** Whether the switch that makes the answers wrong by one unit exists. */
  readonly canLie: boolean;
  /** Process that the indexer must not outlive. */
  readonly parent: number | undefined;
}

/**
 * Reads the settings from environment variables and the deployment record they name.
 * @param root the checkout's folder, which holds `deployments/`
 * @throws Error naming the variable that is missing or wrong, or what is wrong with the record
 */
export function readSettings(env: NodeJS.ProcessEnv, root: string): Settings {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new SettingsError(`${issue?.path.join('.') ?? 'environment'}: ${issue?.message ?? ''}`);
  }
  const values = parsed.data;
  const file =
    values.SUNLINE_DEPLOYMENT ?? join(root, 'deployments', `${values.SUNLINE_CHAIN_ID}.json`);
  const deployment = readDeployment(file);
  if (deployment.chainId !== values.SUNLINE_CHAIN_ID) {
    throw new SettingsError(`${file} is about chain ${deployment.chainId}`);
  }
  const isLocal = deployment.chainId === LOCAL_CHAIN;
  return {
    rpcUrl: values.SUNLINE_RPC_URL,
    deployment,
    deploymentFile: file,
    pollMs: values.SUNLINE_POLL_MS ?? (isLocal ? 200 : 1_000),
    pgliteDir: values.SUNLINE_PGLITE_DIR,
    databaseUrl: values.DATABASE_URL,
    appUrl: values.SUNLINE_APP_URL?.replace(/\/+$/, ''),
    gatewayUrl: values.SUNLINE_GATEWAY_URL?.replace(/\/+$/, ''),
    canLie: isLocal && values.SUNLINE_DEMO === '1',
    parent: values.SUNLINE_PARENT,
  };
}

/** The indexer cannot start as it is told to. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Reads a deployment record and insists on the contracts that are indexed. */
export function readDeployment(file: string): Deployment {
  const deployment = parseDeployment(JSON.parse(textOf(file)));
  for (const name of ['Ledger', 'Desk', 'Registry']) contractOf(deployment, name);
  return deployment;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new SettingsError(`the deployment's record ${file} cannot be read`);
  }
}
