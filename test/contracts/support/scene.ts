import { campaignConfig, fundConfig, openAs } from './campaigns.ts';
import { ethers, type Signer } from './chain.ts';
import { deployWorld, type World } from './deploy.ts';
import { fundDonor } from './steps.ts';

/** Kernel campaigns under plain accounts as desks, so that every action can be called directly. */
export interface Scene {
  world: World;
  /** Desk of `relief`, `other` and `coins`. */
  desk: Signer;
  /** Terminal fund in the demo token, and one in the chain's own coin. */
  fund: string;
  coinFund: string;
  /** What `relief` leaves goes to `heir`, then to the fund. The heir's desk is the keeper. */
  heir: string;
  /** Smallest entry 10, operator allowed. */
  relief: string;
  /** Successor is the fund; smallest entry 5. */
  other: string;
  /** In the chain's own coin, successor is `coinFund`. */
  coins: string;
}

/** What each funded account owns of the demo token at the start, all of it approved for the ledger. */
export const PURSE = 1_000_000_000n;

/** The smallest entry that `relief` takes. */
export const MINIMUM = 10n;

/** Campaigns as in {@link Scene}; donor, operator, payee and stranger own tokens. */
export async function openScene(): Promise<Scene> {
  const world = await deployWorld();
  const { charity: desk, keeper, donor, operator, payee, stranger } = world.actors;
  for (const account of [donor, operator, payee, stranger]) await fundDonor(world, account, PURSE);
  const token = ethers.ZeroAddress;
  const fund = await openAs(world, keeper, await fundConfig(world));
  const coinFund = await openAs(world, keeper, await fundConfig(world, { token }));
  const heir = await openAs(world, keeper, await campaignConfig(world, { successor: fund }));
  const relief = await openAs(
    world,
    desk,
    await campaignConfig(world, {
      successor: heir,
      minimum: MINIMUM,
      operators: [operator.address],
    }),
  );
  const other = await openAs(
    world,
    desk,
    await campaignConfig(world, { successor: fund, minimum: 5n }),
  );
  const coins = await openAs(
    world,
    desk,
    await campaignConfig(world, { token, successor: coinFund }),
  );
  return { world, desk, fund, coinFund, heir, relief, other, coins };
}
