import { ContractFactory, Interface, type InterfaceAbi } from 'ethers';
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Hex } from '../../domain/hex.ts';
import type { Chain, Sender, Sent } from '../../scripts/scenario/chain.ts';

const shape = z.object({
  abi: z.array(z.record(z.unknown())),
  // Hardhat writes the code itself, Foundry an object that holds it.
  bytecode: z.union([
    z.string(),
    z.object({ object: z.string() }).transform((code) => code.object),
  ]),
});

const require = createRequire(import.meta.url);

/** A compiled contract as a package brings it along. */
export interface Artifact {
  readonly abi: InterfaceAbi;
  readonly bytecode: string;
}

/** Reads an artifact by its path inside a package. Throws ZodError when it is none. */
export function readArtifact(path: string): Artifact {
  const { abi, bytecode } = shape.parse(require(path));
  return { abi, bytecode };
}

/** A contract of other people's on the chain. */
export class Contract {
  readonly address: Hex;
  readonly #chain: Chain;
  readonly #interface: Interface;

  constructor(chain: Chain, address: Hex, abi: InterfaceAbi) {
    this.address = address;
    this.#chain = chain;
    this.#interface = new Interface(abi);
  }

  data(name: string, args: readonly unknown[]): string {
    return this.#interface.encodeFunctionData(name, args);
  }

  send(from: Sender, name: string, args: readonly unknown[], value = 0n): Promise<Sent> {
    return this.#chain.send(from, { to: this.address, data: this.data(name, args), value });
  }
}

/** Puts a contract on the chain. */
export async function create(
  chain: Chain,
  { abi, bytecode }: Artifact,
  args: readonly unknown[] = [],
): Promise<Contract> {
  const { data } = await new ContractFactory(abi, bytecode).getDeployTransaction(...args);
  const { rpc, now } = chain;
  const accounts = z.array(z.string()).parse(await rpc.request('eth_accounts'));
  // Calls come from the first account unless they say otherwise, and a proxy answers its admin nothing.
  const from = accounts.at(-1);
  await rpc.request('evm_setNextBlockTimestamp', [now]);
  const gas = '0xf00000';
  const hash = await rpc.request('eth_sendTransaction', [{ from, data, gas }]);
  const receipt = await rpc.request('eth_getTransactionReceipt', [hash]);
  const { contractAddress } = z.object({ contractAddress: z.string() }).parse(receipt);
  return new Contract(chain, contractAddress as Hex, abi);
}
