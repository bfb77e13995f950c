import { expect } from 'chai';
import type { BaseContract } from 'ethers';
import { readBooks } from './books.ts';
import { ethers } from './chain.ts';
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
  await unchanged(world, async () => {
    const refusal = expect(attempt()).to.be.revertedWithCustomError(contract, error);
    await (args.length === 0 ? refusal : refusal.withArgs(...args));
  });
}

/** As {@link rejects}, by a contract of others that says why in a text, or not at all. */
export async function rejectsSaying(
  world: World,
  attempt: () => Promise<unknown>,
  reason: string | null,
): Promise<void> {
  await unchanged(world, async () => {
    const refusal = expect(attempt()).to.be;
    await (reason === null ? refusal.revertedWithoutReason(ethers) : refusal.revertedWith(reason));
  });
}

async function unchanged(world: World, refusal: () => Promise<void>): Promise<void> {
  const before = await readBooks(world);
  await refusal();
  expect(await readBooks(world), 'books after a refusal').to.deep.equal(before);
}
