import * as v from 'valibot';
import { parseDeployment, type Deployment } from '../../domain/deployment.ts';
import type { Hex } from '../../domain/hex.ts';
import { addressSchema, hexSchema } from '../lib/schema.ts';

const bilingual = v.object({ en: v.string(), zh: v.string() });

const personSchema = v.object({
  /** Private key of a person of the local demo chain; served by the local start script only. */
  key: hexSchema,
  address: addressSchema,
  name: bilingual,
  role: v.string(),
});

const walletSchema = v.object({
  name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(40)),
  /** Opens an app; never a script, nor anything that stands in the link itself. */
  link: v.pipe(
    v.string(),
    v.regex(/^(?!(?:javascript|data|blob|file|vbscript):)[a-z][a-z0-9+.-]*:/),
  ),
});

const configSchema = v.object({
  chainId: v.pipe(v.number(), v.integer(), v.minValue(1)),
  rpcUrl: v.pipe(v.string(), v.url()),
  indexerUrl: v.pipe(v.string(), v.url()),
  gatewayUrl: v.pipe(v.string(), v.url()),
  deployment: v.pipe(
    v.unknown(),
    v.transform((value): Deployment => parseDeployment(value)),
  ),
  wallets: v.optional(v.array(walletSchema)),
  demo: v.optional(v.object({ people: v.array(personSchema) })),
});

export type DemoPerson = v.InferOutput<typeof personSchema>;

/** Where this copy of the pages runs, as its server says in `/config.json`. */
export interface AppConfig {
  readonly chainId: number;
  readonly rpcUrl: string;
  readonly indexerUrl: string;
  readonly gatewayUrl: string;
  readonly deployment: Deployment;
  /** Wallets' apps to offer on phones, instead of the known ones. */
  readonly wallets: readonly v.InferOutput<typeof walletSchema>[] | undefined;
  readonly people: readonly DemoPerson[];
  /** A local chain with play money, where a visitor may be anybody of the story. */
  readonly isDemo: boolean;
}

let loaded: AppConfig | undefined;

/** Reads `/config.json`. Throws when it cannot be had or does not have its shape. */
export async function loadConfig(): Promise<AppConfig> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`/config.json: ${response.status}`);
  const { demo, wallets, ...rest } = v.parse(configSchema, await response.json());
  loaded = { ...rest, wallets, people: demo?.people ?? [], isDemo: demo !== undefined };
  return loaded;
}

/** The configuration, once {@link loadConfig} has read it; the app is not shown before. */
export function appConfig(): AppConfig {
  if (loaded === undefined) throw new Error('the configuration was asked for before it was read');
  return loaded;
}

/** Whether a token is one of the deployment's receipts for things that a custodian holds. */
export function isCustody(token: Hex): boolean {
  return Object.entries(appConfig().deployment.contracts).some(
    ([name, { address }]) => name.startsWith('CustodyToken ') && address === token,
  );
}

/** Address of one of the deployment's contracts. Throws when the deployment does not have it. */
export function contractAddress(name: 'Ledger' | 'Desk' | 'Registry' | 'Authority'): Hex {
  const contract = appConfig().deployment.contracts[name];
  if (contract === undefined) throw new Error(`the deployment has no ${name}`);
  return contract.address;
}
