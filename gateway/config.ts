import { join } from 'node:path';
import { z } from 'zod';
import { isHex, type Hex } from '../domain/hex.ts';

/** Everything the gateway can be told; read once, at the start. */
export interface GatewayConfig {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** The folder of stored documents; made when missing. */
  readonly storeDir: string;
  /** Where is kept what accounts signed: applications to be recognised, keys to seal documents for. */
  readonly signedDir: string;
  /** Where the trees of published batches are kept; they can be made again. */
  readonly treesDir: string;
  /** The folder of an operator's runs, whose receipts this gateway answers for; null elsewhere. */
  readonly receiptsDir: string | null;
  /** Who may store published batches, besides those whom the chain names. */
  readonly operators: readonly Hex[];
  /** Origins of pages that may use the gateway from a browser. */
  readonly allowedOrigins: readonly string[];
  /** Take the client's address from the last entry of `X-Forwarded-For`; else that header counts nothing. */
  readonly trustProxy: boolean;
  readonly limits: GatewayLimits;
  /** Null when there is no chain to hand out play money on. */
  readonly faucet: FaucetConfig | null;
  readonly sandbox: SandboxConfig | null;
  /** Null where nobody's calls are sent for them. */
  readonly relay: RelayConfig | null;
}

export interface GatewayLimits {
  readonly fileBytes: number;
  readonly files: number;
  readonly requestBytes: number;
  /** Bodies held in memory at the same moment, over all requests. */
  readonly bytesInFlight: number;
  /** Width times height of a picture. */
  readonly pixels: number;
  /** Per client address and minute; short bursts may use a minute's worth at once. */
  readonly readsPerMinute: number;
  readonly writesPerMinute: number;
  readonly faucetPerMinute: number;
  /** Of all documents together, and of what one client may have stored within 24 hours. */
  readonly storeBytes: number;
  readonly storeBytesPerDay: number;
  /** Signed statements (applications, sealing keys) of one client within 24 hours. */
  readonly statementsPerDay: number;
  /** Seconds that a body may stop arriving for, and in which all of it must be here. */
  readonly pauseSeconds: number;
  readonly arrivalSeconds: number;
}

/** The payment provider to play with, on the local chain. */
export interface SandboxConfig {
  readonly rpcUrl: string;
  readonly deploymentFile: string;
  /** The private key of the operator who signs receipts; a public one, for play money. */
  readonly operatorKey: Hex;
  /** Where waiting payments are kept. */
  readonly file: string;
  /**
   * Seconds after which a payment is anchored without anybody's asking, well within the hour that
   * is promised; 0 for never.
   */
  readonly anchorAfter: number;
  /** The most that one payment may be, in the token's smallest unit: a line has an end. */
  readonly max: bigint;
}

/** The account that sends what others signed, and how much it may spend on that. */
export interface RelayConfig {
  readonly rpcUrl: string;
  readonly deploymentFile: string;
  /** The private key of the account that pays for gas; nobody else may send with it. */
  readonly key: Hex;
  /** The journal of what was taken and sent. */
  readonly file: string;
  /** Gas within 24 hours: in all, and for one campaign. */
  readonly gasPerDay: number;
  readonly gasPerCampaign: number;
  readonly gasPerCall: number;
  /** In the chain's smallest unit, per gas. */
  readonly maxFee: bigint;
  /** The smallest gift or return that is sent, in whole tokens, as a decimal. */
  readonly minimum: string;
  readonly perSignerAndDay: number;
  readonly perClientAndMinute: number;
  /** Seconds after which a transaction that is in no block is sent again with a higher fee. */
  readonly stuckAfter: number;
  /** Blocks on top of one before it is believed to stay. */
  readonly confirmations: number;
  /** Milliseconds between two looks at the chain. */
  readonly poll: number;
}

export interface FaucetConfig {
  readonly rpcUrl: string;
  /** Path of the deployment record, `deployments/<chainId>.json`. */
  readonly deploymentFile: string;
  /** In the demo token's smallest unit: what is given when no amount is named, and the most. */
  readonly amount: bigint;
  readonly max: bigint;
}

/** The environment does not make a valid configuration. The message is one line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

const number = () => z.coerce.number({ invalid_type_error: 'must be a number' });
const count = (fallback: number) => number().int().positive().default(fallback);
const units = (fallback: string) =>
  z
    .string()
    .regex(/^[0-9]{1,30}$/, 'must be a whole number of smallest units')
    .default(fallback)
    .transform(BigInt);

const origins = z
  .string()
  .default('')
  .transform((list) => list.split(',').map((origin) => origin.trim()))
  .transform((list) => list.filter((origin) => origin !== ''))
  .pipe(z.array(z.string().refine(isOrigin, 'must be origins such as https://give.example')));

const addresses = z
  .string()
  .default('')
  .transform((list) => list.split(',').map((address) => address.trim().toLowerCase()))
  .transform((list) => list.filter((address) => address !== ''))
  .pipe(z.array(z.custom<Hex>((text) => isHex(String(text), 20), 'must be addresses')));

const environment = z.object({
  PORT: number().int().min(0).max(65535).default(4800),
  HOST: z.string().min(1).default('127.0.0.1'),
  STORE_DIR: z.string({ required_error: 'must name the folder of stored documents' }).min(1),
  SIGNED_DIR: z.string().min(1).optional(),
  TREES_DIR: z.string().min(1).optional(),
  RECEIPTS_DIR: z.string().min(1).optional(),
  OPERATORS: addresses,
  ALLOWED_ORIGINS: origins,
  TRUST_PROXY: z.enum(['0', '1']).default('0'),
  MAX_FILE_BYTES: count(10 * MIB),
  MAX_FILES: count(10),
  MAX_REQUEST_BYTES: count(32 * MIB),
  MAX_BYTES_IN_FLIGHT: count(128 * MIB),
  MAX_PIXELS: count(64_000_000),
  READS_PER_MINUTE: count(1200),
  WRITES_PER_MINUTE: count(120),
  FAUCET_PER_MINUTE: count(10),
  STORE_MAX_BYTES: count(20 * GIB),
  STORE_BYTES_PER_CLIENT_AND_DAY: count(GIB),
  SIGNED_PER_CLIENT_AND_DAY: count(50),
  MAX_PAUSE_SECONDS: count(15),
  MAX_ARRIVAL_SECONDS: count(120),
  RPC_URL: z.string().url().optional(),
  DEPLOYMENT: z.string().min(1).optional(),
  SANDBOX_OPERATOR_KEY: z
    .custom<Hex>((text) => isHex(String(text), 32), 'must be a private key')
    .optional(),
  SANDBOX_FILE: z.string().min(1).optional(),
  SANDBOX_MAX: units('100000000'),
  SANDBOX_ANCHOR_AFTER: number().int().min(0).max(3_000).default(600),
  RELAY_KEY: z.custom<Hex>((text) => isHex(String(text), 32), 'must be a private key').optional(),
  RELAY_FILE: z.string().min(1).optional(),
  RELAY_GAS_PER_DAY: count(30_000_000),
  RELAY_GAS_PER_CAMPAIGN: count(10_000_000),
  RELAY_GAS_PER_CALL: count(1_000_000),
  RELAY_MAX_FEE_GWEI: number().positive().max(1e6).default(50),
  RELAY_MINIMUM: z
    .string()
    .regex(/^[0-9]{1,18}(\.[0-9]{1,18})?$/, 'must be a number of whole tokens, such as 0.5')
    .default('1'),
  RELAY_PER_SIGNER_AND_DAY: count(20),
  RELAY_PER_CLIENT_AND_MINUTE: count(20),
  RELAY_STUCK_SECONDS: count(60),
  RELAY_CONFIRMATIONS: number().int().min(0).default(12),
  RELAY_POLL_MS: number().int().min(20).default(3_000),
  FAUCET_AMOUNT: units('100000'),
  FAUCET_MAX: units('1000000'),
});

/**
 * Reads the configuration from environment variables; empty ones count as not set.
 * @throws ConfigError naming the variable
 */
export function readConfig(env: NodeJS.ProcessEnv): GatewayConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = environment.safeParse(given);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new ConfigError(`${issue?.path[0] ?? 'environment'}: ${issue?.message ?? 'invalid'}`);
  }
  const read = result.data;
  const { RPC_URL: rpcUrl, DEPLOYMENT: deploymentFile } = read;
  const { SANDBOX_OPERATOR_KEY: operatorKey, SANDBOX_FILE: file } = read;
  if ((rpcUrl === undefined) !== (deploymentFile === undefined)) {
    throw new ConfigError('RPC_URL and DEPLOYMENT must be given together, or neither');
  }
  const { RELAY_KEY: relayKey, RELAY_FILE: relayFile } = read;
  if ((relayKey === undefined) !== (relayFile === undefined)) {
    throw new ConfigError('RELAY_KEY and RELAY_FILE must be given together, or neither');
  }
  if (relayKey !== undefined && rpcUrl === undefined) {
    throw new ConfigError('RELAY_KEY needs RPC_URL and DEPLOYMENT');
  }
  return {
    host: read.HOST,
    port: read.PORT,
    storeDir: read.STORE_DIR,
    signedDir: read.SIGNED_DIR ?? join(read.STORE_DIR, 'signed'),
    treesDir: read.TREES_DIR ?? join(read.STORE_DIR, 'trees'),
    receiptsDir: read.RECEIPTS_DIR ?? null,
    operators: read.OPERATORS,
    allowedOrigins: read.ALLOWED_ORIGINS,
    trustProxy: read.TRUST_PROXY === '1',
    limits: {
      fileBytes: read.MAX_FILE_BYTES,
      files: read.MAX_FILES,
      requestBytes: read.MAX_REQUEST_BYTES,
      bytesInFlight: read.MAX_BYTES_IN_FLIGHT,
      pixels: read.MAX_PIXELS,
      readsPerMinute: read.READS_PER_MINUTE,
      writesPerMinute: read.WRITES_PER_MINUTE,
      faucetPerMinute: read.FAUCET_PER_MINUTE,
      storeBytes: read.STORE_MAX_BYTES,
      storeBytesPerDay: read.STORE_BYTES_PER_CLIENT_AND_DAY,
      statementsPerDay: read.SIGNED_PER_CLIENT_AND_DAY,
      pauseSeconds: read.MAX_PAUSE_SECONDS,
      arrivalSeconds: read.MAX_ARRIVAL_SECONDS,
    },
    faucet:
      rpcUrl === undefined || deploymentFile === undefined
        ? null
        : { rpcUrl, deploymentFile, amount: read.FAUCET_AMOUNT, max: read.FAUCET_MAX },
    sandbox:
      rpcUrl === undefined || !deploymentFile || operatorKey === undefined || file === undefined
        ? null
        : {
            ...{ rpcUrl, deploymentFile, operatorKey, file },
            anchorAfter: read.SANDBOX_ANCHOR_AFTER,
            max: read.SANDBOX_MAX,
          },
    relay:
      rpcUrl === undefined || !deploymentFile || relayKey === undefined || !relayFile
        ? null
        : {
            rpcUrl,
            deploymentFile,
            key: relayKey,
            file: relayFile,
            gasPerDay: read.RELAY_GAS_PER_DAY,
            gasPerCampaign: read.RELAY_GAS_PER_CAMPAIGN,
            gasPerCall: read.RELAY_GAS_PER_CALL,
            maxFee: BigInt(Math.round(read.RELAY_MAX_FEE_GWEI * 1e9)),
            minimum: read.RELAY_MINIMUM,
            perSignerAndDay: read.RELAY_PER_SIGNER_AND_DAY,
            perClientAndMinute: read.RELAY_PER_CLIENT_AND_MINUTE,
            stuckAfter: read.RELAY_STUCK_SECONDS,
            confirmations: read.RELAY_CONFIRMATIONS,
            poll: read.RELAY_POLL_MS,
          },
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
