import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Interface } from 'ethers';
import { z } from 'zod';
import { compare } from '../../domain/compare.ts';
import type { ChainEvent } from '../../domain/events.ts';
import { contractOf, parseDeployment } from '../../domain/deployment.ts';
import type { Deployment } from '../../domain/deployment.ts';
import { ZERO_ADDRESS } from '../../domain/hex.ts';
import type { Hex } from '../../domain/hex.ts';
import { describeFinding } from '../../domain/findings.ts';
import { replay } from '../../domain/replay.ts';
import { formatAmount } from '../../domain/money.ts';
import { ShapeError } from '../../domain/shape.ts';
import type { ReplayState } from '../../domain/state.ts';
import { shortHex } from '../../domain/shortHex.ts';
import { blockHead, latestBlock, readEvents } from '../chain/events.ts';
import { tokenInterface } from '../chain/interfaces.ts';
import { readCampaigns } from '../chain/readings.ts';
import { RpcError, rpcOfUrl } from '../chain/rpc.ts';
import type { Rpc } from '../chain/rpc.ts';
import { TraceError } from './question.ts';

/** Everything the chain says, up to one block, and whether it is complete. */
export interface Source {
  readonly state: ReplayState;
  /** All events, in order. */
  readonly events: readonly ChainEvent[];
  readonly chainId: number;
  readonly ledger: Hex;
  readonly block: number;
  readonly blockHash: Hex;
  /** Of that block, in Unix seconds. */
  readonly time: number;
  /** What differs between the events and the contracts' own words; empty when nothing does. */
  readonly findings: readonly string[];
  tokenOf(address: Hex): Promise<Token>;
  /** An amount in a campaign's token; in smallest units where the campaign is not on this chain. */
  moneyOf(campaign: Hex, units: bigint): Promise<string>;
}

export interface Token {
  readonly symbol: string;
  readonly decimals: number;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Where the product on this machine keeps what it has. */
export const STATE = process.env['SUNLINE_STATE'] ?? join(ROOT, '.sunline');

/** The node of the product that runs on this machine, as its start wrote it down. */
export function localRpcUrl(): string {
  const given = process.env['LOCAL_RPC_URL'];
  if (given !== undefined && given !== '') return given;
  const list = join(STATE, 'processes.json');
  if (!existsSync(list)) return 'http://127.0.0.1:8545';
  const read = z.object({ rpcPort: z.number().int() }).safeParse(parseFile(list));
  return `http://127.0.0.1:${read.success ? read.data.rpcPort : 8545}`;
}

/** The gateway of the product that runs on this machine, as its pages are told. */
export async function localGatewayUrl(): Promise<string> {
  const given = process.env['LOCAL_GATEWAY_URL'];
  if (given !== undefined && given !== '') return given;
  const list = join(STATE, 'processes.json');
  const read = z.object({ url: z.string() }).safeParse(existsSync(list) ? parseFile(list) : null);
  if (!read.success) return 'http://127.0.0.1:4800';
  try {
    const config: unknown = await (await fetch(new URL('/config.json', read.data.url))).json();
    return z.object({ gatewayUrl: z.string() }).parse(config).gatewayUrl;
  } catch {
    throw new TraceError(
      `nothing answers at ${read.data.url}: is the product running (npm start)?`,
    );
  }
}

/**
 * Reads and replays the chain, and holds the result against the contracts' roots and journals.
 * @throws TraceError when the node or the deployment record cannot be read
 */
export async function readSource(rpcUrl: string, deploymentFile?: string): Promise<Source> {
  const rpc = rpcOfUrl(rpcUrl);
  const chainId = Number(await reach(rpcUrl, () => rpc.request('eth_chainId')));
  const deployment = readDeployment(chainId, deploymentFile);
  const emitters = {
    ledger: contractOf(deployment, 'Ledger').address,
    desk: contractOf(deployment, 'Desk').address,
    registry: contractOf(deployment, 'Registry').address,
  };
  return reach(rpcUrl, async () => {
    const block = await latestBlock(rpc);
    const events = await readEvents(rpc, emitters, deployment.block, block);
    const state = replay({ chainId, ...emitters }, events);
    const campaigns = await readCampaigns(rpc, state, [emitters.desk], block);
    const { time, hash } = await blockHead(rpc, block);
    const findings = [...state.findings, ...compare(state, { campaigns })].map(describeFinding);
    return {
      state,
      events,
      chainId,
      ledger: emitters.ledger,
      block,
      blockHash: hash,
      time,
      findings,
      tokenOf: (address) => readToken(rpc, address),
      moneyOf: async (campaign, units) => {
        const known = state.campaigns.get(campaign);
        if (known === undefined) return `${units} smallest units`;
        const { symbol, decimals } = await readToken(rpc, known.config.token);
        return `${formatAmount(units, decimals)} ${symbol}`;
      },
    };
  });
}

/**
 * What a token calls itself, harmless to print, and how many decimals it has. One that does not say is
 * named by its address and counted in smallest units, which is always true.
 */
export async function readToken(rpc: Rpc, address: Hex): Promise<Token> {
  if (address === ZERO_ADDRESS) return { symbol: 'coins', decimals: 18 };
  const [symbol, decimals] = await Promise.all([
    readOwnWord(rpc, address, 'symbol'),
    readOwnWord(rpc, address, 'decimals'),
  ]);
  // Symbols are anybody's words: nothing but letters and digits reaches the terminal.
  const clean = (typeof symbol === 'string' ? symbol : '').replace(/[^\p{L}\p{N}.-]/gu, '');
  return {
    symbol: clean.slice(0, 12) || shortHex(address),
    decimals: Number(decimals ?? 0),
  };
}

/** Undefined where the token has no such word. */
async function readOwnWord(rpc: Rpc, to: Hex, name: 'symbol' | 'decimals'): Promise<unknown> {
  const words: Interface = tokenInterface;
  const data = words.encodeFunctionData(name);
  const answer = await rpc.request('eth_call', [{ to, data }, 'latest']).catch((error: unknown) => {
    if (error instanceof RpcError && error.isRevert) return '0x';
    throw error;
  });
  try {
    return words.decodeFunctionResult(name, answer as string)[0];
  } catch {
    return undefined;
  }
}

/** The folder with the record of what stands on a chain: that of `npm start`, else that of deployments. */
export function keptRecords(chainId: number): string | undefined {
  const folders = [join(STATE, 'deployments'), join(ROOT, 'deployments')];
  return folders.find((folder) => existsSync(join(folder, `${chainId}.json`)));
}

/**
 * The record of what stands on a chain: the file given, else the one that is kept.
 * @throws TraceError
 */
export function readDeployment(chainId: number, given: string | undefined): Deployment {
  const kept = keptRecords(chainId);
  const file = given ?? (kept && join(kept, `${chainId}.json`));
  if (file === undefined) {
    throw new TraceError(
      `there is no record of a deployment on chain ${chainId}: use --deployment`,
    );
  }
  try {
    const deployment = parseDeployment(parseFile(file));
    if (deployment.chainId === chainId) return deployment;
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new TraceError(`${file}: ${error.message}`);
  }
  throw new TraceError(`${file} is about another chain than ${chainId}`);
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new TraceError(`${path} cannot be read`);
  }
}

/** Says plainly that no node answers. Throws {@link TraceError}. */
export async function reach<T>(rpcUrl: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // fetch throws a TypeError when nobody answers.
    if (!(error instanceof TypeError)) throw error;
    throw new TraceError(`no node answers at ${rpcUrl}: is the product running (npm start)?`);
  }
}
