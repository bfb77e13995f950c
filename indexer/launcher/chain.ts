import { BlockNotFoundError, createPublicClient, http } from 'viem';
import type { Deployment } from '../../domain/deployment.ts';
import type { Hex } from '../../domain/hex.ts';
import { WrongChainError } from './errors.ts';

/** What the launcher asks the node. */
export interface Chain {
  head(): Promise<number>;
  /** Undefined where the chain does not reach. */
  block(number: number): Promise<{ hash: Hex } | undefined>;
}

export function openChain(rpcUrl: string): Chain {
  const client = createPublicClient({ transport: http(rpcUrl), cacheTime: 0 });
  return {
    async head() {
      return Number(await client.getBlockNumber());
    },
    async block(number) {
      try {
        return await client.getBlock({ blockNumber: BigInt(number) });
      } catch (error) {
        if (error instanceof BlockNotFoundError) return undefined;
        throw error;
      }
    },
  };
}

/** Insists that the node's chain holds the deployment. Throws {@link WrongChainError}. */
export async function checkDeployment(chain: Chain, deployment: Deployment): Promise<void> {
  const { block, blockHash } = deployment;
  const there = await chain.block(block);
  if (there?.hash === blockHash) return;
  const found = there === undefined ? 'does not reach it' : `has ${there.hash} there`;
  throw new WrongChainError(
    `the deployment is in block ${block} (${blockHash}); the node ${found}`,
  );
}
