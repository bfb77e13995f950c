import { BaseError, ContractFunctionRevertedError, createPublicClient, http } from 'viem';
import { ledgerAbi } from '../../abi/Ledger.ts';
import type { Hex } from '../../domain/hex.ts';
import type { BatchScope } from '../../domain/sumTree.ts';
import type { FaucetConfig } from '../config.ts';
import { readDeployment } from '../deployment.ts';
import { ChainUnavailable } from '../errors.ts';

/** Whether the operator of a batch may store and anchor it. */
export type OperatorCheck = (scope: BatchScope) => Promise<boolean>;

/**
 * Operators that the configuration names may; where a chain is at hand, those too whom a campaign of
 * the ledger there has allowed.
 */
export function operatorCheck(
  named: readonly Hex[],
  chain: Pick<FaucetConfig, 'rpcUrl' | 'deploymentFile'> | null,
): OperatorCheck {
  const client = chain && createPublicClient({ transport: http(chain.rpcUrl, { timeout: 5_000 }) });
  return async ({ chainId, ledger, campaign, operator }) => {
    if (named.includes(operator)) return true;
    if (chain === null || client === null) return false;
    const deployment = await readDeployment(chain.deploymentFile);
    if (deployment?.chainId !== chainId || deployment.contracts['Ledger']?.address !== ledger) {
      return false;
    }
    try {
      return await client.readContract({
        address: ledger,
        abi: ledgerAbi,
        functionName: 'isOperator',
        args: [campaign, operator],
      });
    } catch (error) {
      // The ledger refuses to speak of a campaign that it does not know.
      if (isRevert(error)) return false;
      throw new ChainUnavailable('the chain does not say who is an operator', { cause: error });
    }
  };
}

function isRevert(error: unknown): boolean {
  return (
    error instanceof BaseError &&
    error.walk((cause) => cause instanceof ContractFunctionRevertedError) !== null
  );
}
