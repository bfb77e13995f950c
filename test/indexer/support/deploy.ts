import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonRpcProvider, JsonRpcSigner } from 'ethers';
import { Authority__factory } from '../../../typechain-types/factories/contracts/Authority__factory.ts';
import { DemoToken__factory } from '../../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';
import { DeskAnnex__factory } from '../../../typechain-types/factories/contracts/desk/DeskAnnex__factory.ts';
import { Desk__factory } from '../../../typechain-types/factories/contracts/Desk__factory.ts';
import { Ledger__factory } from '../../../typechain-types/factories/contracts/Ledger__factory.ts';
import { Registry__factory } from '../../../typechain-types/factories/contracts/Registry__factory.ts';
import type { Desk } from '../../../typechain-types/contracts/Desk.ts';
import type { DemoToken } from '../../../typechain-types/contracts/demo/DemoToken.ts';
import type { Ledger } from '../../../typechain-types/contracts/Ledger.ts';
import type { Registry } from '../../../typechain-types/contracts/Registry.ts';
import { mined } from '../../../scripts/deployment/mined.ts';

/** The product's contracts on a local chain; `admin` is registrar and guardian, and may mint. */
export interface Deployed {
  readonly admin: JsonRpcSigner;
  readonly ledger: Ledger;
  readonly desk: Desk;
  readonly registry: Registry;
  readonly token: DemoToken;
  /** Path of the deployment record. */
  readonly record: string;
}

const GUARDIAN = 2;

/** Deploys everything and writes the deployment record into `folder`. */
export async function deploy(provider: JsonRpcProvider, folder: string): Promise<Deployed> {
  const admin = await provider.getSigner(0);
  const manager = await new Authority__factory(admin).deploy(admin.address);
  const ledger = await new Ledger__factory(admin).deploy();
  const registry = await new Registry__factory(admin).deploy(ledger, manager);
  const annex = await new DeskAnnex__factory(admin).deploy(ledger, registry);
  const desk = await new Desk__factory(admin).deploy(annex);
  const token = await new DemoToken__factory(admin).deploy('Demo Renminbi', 'RMBD', 2);
  await token.waitForDeployment();
  await manager.setTargetFunctionRole(
    desk,
    [desk.getFunction('pause').fragment.selector],
    GUARDIAN,
  );
  await mined(await manager.grantRole(GUARDIAN, admin.address, 0));

  const first = await mined(manager.deploymentTransaction()!);
  const contracts: Record<string, { address: string; block: number }> = {};
  for (const [name, contract] of Object.entries({
    Ledger: ledger,
    Desk: desk,
    Registry: registry,
    DemoToken: token,
  })) {
    const receipt = await mined(contract.deploymentTransaction()!);
    contracts[name] = { address: await contract.getAddress(), block: receipt.blockNumber };
  }
  const record = join(folder, '31337.json');
  const { blockNumber: block, blockHash } = first;
  writeFileSync(record, JSON.stringify({ chainId: 31337, block, blockHash, contracts }));
  return { admin, ledger, desk, registry, token, record };
}
