import type { Interface } from 'ethers';
import { Desk__factory } from '../../typechain-types/factories/contracts/Desk__factory.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';
import { Registry__factory } from '../../typechain-types/factories/contracts/Registry__factory.ts';
import { DemoToken__factory } from '../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';

/** How calls are written and answers read. */
export const ledgerInterface = Ledger__factory.createInterface();
export const deskInterface = Desk__factory.createInterface();
export const registryInterface = Registry__factory.createInterface();
export const tokenInterface = DemoToken__factory.createInterface();

/** All of them, the most likely first. */
export function productInterfaces(): readonly Interface[] {
  return [ledgerInterface, deskInterface, tokenInterface, registryInterface];
}
