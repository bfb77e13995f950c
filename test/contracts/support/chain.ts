import { network } from 'hardhat';

/** Where every test's clock begins, in Unix seconds: figures and ids are then the same in every run. */
export const GENESIS = 1_767_225_600; // 2026-01-01 00:00:00 UTC

/**
 * One simulated chain for all tests of the process; tests go back to a snapshot of it by `loadFixture`. A fixed gas
 * limit spares the estimates, so that what must be refused is sent and refused on the chain.
 */
export const connection = await network.create({
  override: { initialDate: new Date(GENESIS * 1000), gas: 16_000_000 },
});

export const { ethers, networkHelpers } = connection;
export const { time } = networkHelpers;

export type Signer = Awaited<ReturnType<typeof ethers.getSigners>>[number];

export const DAY = 86_400;
export const ZERO = '0x' + '00'.repeat(32);
export const NOBODY = '0x' + '00'.repeat(20);
/** The largest amount that fits a line. */
export const MAX_UINT96 = (1n << 96n) - 1n;

/** A digest that differs for every name and has no meaning. */
export function digest(name: string): string {
  return ethers.id(name);
}

async function begin(): Promise<void> {}

let loaded: unknown;

/**
 * What the fixture made, as it made it. Another fixture than the one before begins in the chain's first moment,
 * whatever the tests in between did to the clock.
 */
export async function loadFixture<T>(fixture: () => Promise<T>): Promise<T> {
  if (fixture !== loaded) await networkHelpers.loadFixture(begin);
  loaded = fixture;
  return networkHelpers.loadFixture(fixture);
}
