import { expect } from 'chai';
import type { BaseContract } from 'ethers';
import { readBooks } from './books.ts';
import type { World } from './deploy.ts';

/**
 * Sends what must be refused, expects exactly this error with these values, and that every counter, root, journal and
 * balance of the ledger is what it was.
 */
export async function rejects(
  world: World,
  attempt: () => Promise<unknown>,
  contract: BaseContract,
  error: string,
  args: readonly unknown[],
): Promise<void> {
  const before = await readBooks(world);
  const refusal = expect(attempt()).to.be.revertedWithCustomError(contract, error);
  await (args.length === 0 ? refusal : refusal.withArgs(...args));
  expect(await readBooks(world), 'books after a refusal').to.deep.equal(before);
}
