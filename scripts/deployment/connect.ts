/**
 * Connections to the networks of hardhat.config.ts. Keys come from Hardhat's keystore or
 * environment and stay inside its signer. The local node signs by itself, so it is reached without
 * Hardhat, which takes longer to load than a whole deployment takes.
 */
import { JsonRpcProvider } from 'ethers';
import type { Provider, Signer } from 'ethers';
import { z } from 'zod';
import { localRpcUrl } from '../trace/source.ts';
import { oneLine, PreflightError } from './errors.ts';

/** The network that stands for a node on this machine. */
export const LOCAL = 'local';
export const LOCAL_CHAIN_ID = 31337;

/** A provider that also takes raw requests, so that its answer is the node's and not a cached one. */
export type RpcProvider = Provider & {
  readonly send: (method: string, params: unknown[]) => Promise<unknown>;
};

export interface Connection {
  readonly provider: RpcProvider;
  /** Every account that can sign here, the deploying one first. */
  readonly signers: readonly Signer[];
  /** Lets the process end. */
  readonly close: () => Promise<void>;
}

const HOW_TO_SET = '(npx hardhat keystore set NAME sets a variable)';

/** Milliseconds between looks for a receipt on the local node, which mines at once. */
const LOCAL_POLL = 20;

/**
 * Connects to a configured network.
 * @throws PreflightError when there is no such network, no key for it, or no answer
 */
export async function connect(network: string): Promise<Connection> {
  if (network === LOCAL) return connectLocal(localRpcUrl());
  const { default: hre } = await import('hardhat');
  const known = Object.entries(hre.config.networks).filter(([, { type }]) => type === 'http');
  const names = known.map(([name]) => name).filter((name) => name !== 'localhost');
  if (!names.includes(network)) {
    throw new PreflightError(`there is no network ${network}; known are ${names.join(', ')}`);
  }
  try {
    const connection = await hre.network.create(network);
    const signers = await connection.ethers.getSigners();
    const { provider } = connection.ethers;
    return { provider, signers, close: () => connection.close() };
  } catch (error) {
    const words = oneLine(error);
    const help = words.includes('Configuration Variable') ? ` ${HOW_TO_SET}` : '';
    throw new PreflightError(`cannot connect to ${network}: ${words}${help}`);
  }
}

/**
 * Connects to a node of one's own that signs for the accounts it made.
 * @throws PreflightError when it does not answer or signs for nobody
 */
export async function connectLocal(url: string): Promise<Connection> {
  const provider = localProvider(url);
  try {
    const accounts = z.array(z.string()).parse(await provider.send('eth_accounts', []));
    if (accounts.length === 0)
      throw new PreflightError(`the node at ${url} has no accounts to sign`);
    const signers = await Promise.all(accounts.map((account) => provider.getSigner(account)));
    return { provider, signers, close: async () => provider.destroy() };
  } catch (error) {
    provider.destroy();
    if (error instanceof PreflightError) throw error;
    throw new PreflightError(`no node answers at ${url}: ${oneLine(error)}`);
  }
}

/** A provider for the local node that sees each block within milliseconds. */
export function localProvider(url: string): JsonRpcProvider {
  const provider = new JsonRpcProvider(url, LOCAL_CHAIN_ID, {
    staticNetwork: true,
    cacheTimeout: -1,
    batchMaxCount: 1,
  });
  provider.pollingInterval = LOCAL_POLL;
  return provider;
}
