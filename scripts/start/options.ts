import { resolve } from 'node:path';
import { z } from 'zod';
import { readArguments } from '../ground/arguments.ts';
import { StartError } from './errors.ts';

/** The parts that listen, each on a port of its own. */
export const SERVICES = ['app', 'rpc', 'indexer', 'gateway'] as const;
export type Service = (typeof SERVICES)[number];

/** A port, and whether somebody asked for it: only a default may be replaced by the next free one. */
export interface WantedPort {
  readonly port: number;
  readonly isGiven: boolean;
}

export interface StartOptions {
  /** Begins anew, forgetting what earlier runs kept. */
  readonly fresh: boolean;
  /** Folder in which everything is kept between runs. */
  readonly stateFolder: string;
  /** Whether that folder is the checkout's own. */
  readonly isDefaultState: boolean;
  readonly ports: Readonly<Record<Service, WantedPort>>;
  /** Seconds after which a small gift is anchored by itself; 0 for never. */
  readonly anchorAfter: number;
}

const DEFAULT_STATE = '.sunline';
const FLAGS: Readonly<Record<Service, { flag: string; variable: string; port: number }>> = {
  app: { flag: 'port', variable: 'SUNLINE_PORT', port: 3000 },
  rpc: { flag: 'rpc-port', variable: 'SUNLINE_RPC_PORT', port: 8545 },
  indexer: { flag: 'indexer-port', variable: 'SUNLINE_INDEXER_PORT', port: 42069 },
  gateway: { flag: 'gateway-port', variable: 'SUNLINE_GATEWAY_PORT', port: 4800 },
};

export const USAGE =
  'usage: npm start -- [--fresh] [--port N] [--rpc-port N] [--indexer-port N] [--gateway-port N] [--anchor-after SECONDS] [--state FOLDER]';

const portSchema = z.coerce.number().int().min(1).max(65535);
/** Small gifts are promised to be anchored within an hour. */
const secondsSchema = z.coerce.number().int().min(0).max(3_000).default(600);

/**
 * Reads the command line; what it leaves out comes from the environment, then from the defaults.
 * @throws UsageError for options that there are not, StartError for values that will not do
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
  const values = parse(args);
  const portOf = (service: Service): WantedPort => {
    const { flag, variable, port } = FLAGS[service];
    const given = values[flag] ?? (env[variable] === '' ? undefined : env[variable]);
    if (given === undefined) return { port, isGiven: false };
    const parsed = portSchema.safeParse(given);
    if (!parsed.success) throw new StartError(`--${flag} must be a port, not ${String(given)}`);
    return { port: parsed.data, isGiven: true };
  };
  const ports = {
    app: portOf('app'),
    rpc: portOf('rpc'),
    indexer: portOf('indexer'),
    gateway: portOf('gateway'),
  };
  const given = SERVICES.map((service) => ports[service]).filter(({ isGiven }) => isGiven);
  if (new Set(given.map(({ port }) => port)).size !== given.length) {
    throw new StartError('two parts were given the same port');
  }
  const state = String(values['state'] ?? env['SUNLINE_STATE'] ?? DEFAULT_STATE);
  return {
    fresh: values['fresh'] === true,
    stateFolder: resolve(state),
    isDefaultState: resolve(state) === resolve(DEFAULT_STATE),
    ports,
    anchorAfter: readSeconds(values['anchor-after'] ?? env['SUNLINE_ANCHOR_AFTER']),
  };
}

function readSeconds(given: string | boolean | undefined): number {
  const parsed = secondsSchema.safeParse(given === '' ? undefined : given);
  if (parsed.success) return parsed.data;
  throw new StartError(`--anchor-after must be seconds from 0 to 3000, not ${String(given)}`);
}

function parse(args: readonly string[]): Record<string, string | boolean | undefined> {
  const options = {
    fresh: { type: 'boolean' },
    state: { type: 'string' },
    port: { type: 'string' },
    'rpc-port': { type: 'string' },
    'indexer-port': { type: 'string' },
    'gateway-port': { type: 'string' },
    'anchor-after': { type: 'string' },
  } as const;
  return { ...readArguments(args, { options, positionals: false }).values };
}
