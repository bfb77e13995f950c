import {
  createPublicClient,
  http,
  recoverTypedDataAddress,
  type TypedData,
  type TypedDataDefinition,
} from 'viem';
import type { Deployment } from '../../domain/deployment.ts';
import type { Hex } from '../../domain/hex.ts';
import type { FaucetConfig } from '../config.ts';
import { readDeployment } from '../deployment.ts';
import { ChainUnavailable, InvalidStatement, NotFound } from '../errors.ts';

/** Where the chain is that knows what contracts sign. */
export type Chain = Pick<FaucetConfig, 'rpcUrl' | 'deploymentFile'>;

/**
 * The deployment that signatures here are bound to.
 * @throws NotFound where the gateway has no chain, ChainUnavailable while there is no record
 */
export async function deploymentOf(chain: Chain | null): Promise<Deployment> {
  if (chain === null) throw new NotFound('this gateway takes none of these: it has no chain');
  const deployment = await readDeployment(chain.deploymentFile);
  if (deployment === null) throw new ChainUnavailable('there is no record of a deployment');
  return deployment;
}

/**
 * Insists that an account signed something: a plain key's signature first; a contract's (ERC-1271)
 * is asked of the chain.
 * @throws InvalidStatement, ChainUnavailable
 */
export async function checkSigned<
  const types extends TypedData,
  primary extends keyof types | 'EIP712Domain',
>(
  chain: Chain | null,
  account: Hex,
  data: TypedDataDefinition<types, primary>,
  signature: Hex,
): Promise<void> {
  const definition = data as TypedDataDefinition;
  const signer = await recoverTypedDataAddress({ ...definition, signature }).catch(() => null);
  if (signer?.toLowerCase() === account) return;
  const isSigned = await askChain(chain, account, definition, signature);
  if (!isSigned) throw new InvalidStatement('the signature is not the account’s');
}

async function askChain(
  chain: Chain | null,
  account: Hex,
  definition: TypedDataDefinition,
  signature: Hex,
): Promise<boolean> {
  if (chain === null) return false;
  const client = createPublicClient({ transport: http(chain.rpcUrl, { timeout: 5_000 }) });
  try {
    return await client.verifyTypedData({ address: account, ...definition, signature });
  } catch (error) {
    throw new ChainUnavailable('the chain does not say whose signature this is', { cause: error });
  }
}
