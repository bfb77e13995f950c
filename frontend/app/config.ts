import { z } from 'zod';
import { parseDeployment, type Deployment } from '../../domain/deployment.ts';
import type { Hex } from '../../domain/hex.ts';
import { addressSchema, hexSchema } from '../lib/schema.ts';

const bilingual = z.object({ en: z.string(), zh: z.string() });

const personSchema = z.object({
  /** Private key of a person of the local demo chain; served by the local start script only. */
  key: hexSchema,
  address: addressSchema,
  name: bilingual,
  role: z.string(),
});

const configSchema = z.object({
  chainId: z.number().int().positive(),
  rpcUrl: z.string().url(),
  indexerUrl: z.string().url(),
  gatewayUrl: z.string().url(),
  deployment: z.unknown().transform((value): Deployment => parseDeployment(value)),
  demo: z.object({ people: z.array(personSchema) }).optional(),
});

export type DemoPerson = z.infer<typeof personSchema>;

/** Where this copy of the pages runs, as its server says in `/config.json`. */
export interface AppConfig {
  readonly chainId: number;
  readonly rpcUrl: string;
  readonly indexerUrl: string;
  readonly gatewayUrl: string;
  readonly deployment: Deployment;
  readonly people: readonly DemoPerson[];
  /** A local chain with play money, where a visitor may be anybody of the story. */
  readonly isDemo: boolean;
}

let loaded: AppConfig | undefined;

/** Reads `/config.json`. Throws when it cannot be had or does not have its shape. */
export async function loadConfig(): Promise<AppConfig> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`/config.json: ${response.status}`);
  const { demo, ...rest } = configSchema.parse(await response.json());
  loaded = { ...rest, people: demo?.people ?? [], isDemo: demo !== undefined };
  return loaded;
}

/** The configuration, once {@link loadConfig} has read it; the app is not shown before. */
export function appConfig(): AppConfig {
  if (loaded === undefined) throw new Error('the configuration was asked for before it was read');
  return loaded;
}

/** Address of one of the deployment's contracts. Throws when the deployment does not have it. */
export function contractAddress(name: 'Ledger' | 'Desk' | 'Registry'): Hex {
  const contract = appConfig().deployment.contracts[name];
  if (contract === undefined) throw new Error(`the deployment has no ${name}`);
  return contract.address;
}
