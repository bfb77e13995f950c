import { ParameterError } from '../deployment/errors.ts';
import { readArguments } from '../ground/arguments.ts';

export const USAGE =
  'npm run pages -- --origin URL --rpc URL --indexer URL --gateway URL --deployment FILE [--port N]';

/** Where the pages are and what they are told about the other parts; all addresses as visitors see them. */
export interface PagesOptions {
  readonly origin: string;
  readonly rpc: string;
  readonly indexer: string;
  readonly gateway: string;
  /** Path of `deployments/<chainId>.json`. */
  readonly deployment: string;
  /** Where they are served on this machine, for a proxy that speaks HTTPS. */
  readonly port: number;
}

const text = { type: 'string' } as const;

/** @throws UsageError for what there is not, ParameterError naming what is missing or wrong */
export function readPagesOptions(args: readonly string[]): PagesOptions {
  const { values } = readArguments(args, {
    positionals: false,
    options: {
      ...{ origin: text, rpc: text, indexer: text, gateway: text, deployment: text },
      port: { type: 'string', default: '3000' },
    },
  });
  const address = (name: 'origin' | 'rpc' | 'indexer' | 'gateway'): string => {
    const given = values[name];
    if (given === undefined) throw new ParameterError(`--${name} is missing: ${USAGE}`);
    if (!/^https?:/.test(given) || !URL.canParse(given)) {
      throw new ParameterError(`--${name}: ${given} is no address of a server`);
    }
    return given.replace(/\/+$/, '');
  };
  const { deployment } = values;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new ParameterError(`--port: ${values.port} is no port`);
  }
  const options = {
    ...{ origin: address('origin'), rpc: address('rpc') },
    ...{ indexer: address('indexer'), gateway: address('gateway') },
  };
  if (deployment === undefined) throw new ParameterError(`--deployment is missing: ${USAGE}`);
  return { ...options, deployment, port };
}
