import { Contract, ContractFactory, Interface, type Signer } from 'ethers';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readArtifact } from '../../../bench/gas/artifact.ts';
import { ethers } from './chain.ts';

/** The last OpenZeppelin that had the standard's token, compiled by those who published it. */
const TOKEN = 'openzeppelin-contracts-4/build/contracts/ERC777PresetFixedSupply.json';

/**
 * The transaction that deploys ERC-1820's registry, as the standard prints it. Its signature is made up, so that nobody
 * has the key it was "signed" with: were one byte another, so would be the sender, and the registry's address.
 */
const REGISTRY_JSON = new URL('erc1820.json', import.meta.url);
/** Where every chain has the registry; the token knows no other place. */
const REGISTRY = '0x1820a4B7618BdE71Dce8cdc73aAB6C95905faD24';
const registry = new Interface([
  'function setInterfaceImplementer(address account, bytes32 interfaceHash, address implementer)',
]);

/** Who an account names to be called when its tokens move, as ERC-777 asks: before they leave, and after they came. */
const HOOKS = ['ERC777TokensSender', 'ERC777TokensRecipient'];

/** Puts ERC-1820's registry where it belongs. */
async function deployRegistry(): Promise<void> {
  const { provider } = ethers;
  const { transaction } = z
    .object({ transaction: z.string() })
    .parse(JSON.parse(readFileSync(REGISTRY_JSON, 'utf8')));
  const { from, gasLimit, gasPrice } = ethers.Transaction.from(transaction);
  await provider.send('hardhat_setBalance', [from, ethers.toQuantity(gasLimit * (gasPrice ?? 0n))]);
  await provider.send('eth_sendRawTransaction', [transaction]);
  if ((await provider.getCode(REGISTRY)) === '0x') throw new Error('the registry lies elsewhere');
}

/**
 * OpenZeppelin's ERC-777 token, all of it owned by a contract that names itself to be called whenever its tokens move.
 * @param run makes a call in the owner's name
 */
export async function deployErc777(
  deployer: Signer,
  owner: string,
  supply: bigint,
  run: (target: string, data: string) => Promise<unknown>,
): Promise<Contract> {
  await deployRegistry();
  for (const hook of HOOKS) {
    const named = [owner, ethers.id(hook), owner];
    await run(REGISTRY, registry.encodeFunctionData('setInterfaceImplementer', named));
  }
  const { abi, bytecode } = readArtifact(TOKEN);
  const factory = new ContractFactory(abi, bytecode, deployer);
  const token = await factory.deploy('Seven', 'SVN', [], supply, owner);
  await token.waitForDeployment();
  return new Contract(await token.getAddress(), abi, deployer);
}
