import { ZeroHash } from 'ethers';
import { Floors__factory } from '../../typechain-types/factories/contracts/mocks/Floors__factory.ts';
import { DemoToken__factory } from '../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';
import type { FloorFigures, Progress, Sizes } from '../names.ts';
import { Contract, create } from './artifact.ts';
import { allowAll, firstAndRepeat, GIFT, type Ground, type Send } from './ground.ts';

/** What nothing can cost less than: the money's move alone, and beside it an event and counters. */
export async function measureFloors(
  { chain, demo }: Ground,
  { rounds }: Sizes,
  progress: Progress,
): Promise<FloorFigures> {
  progress('floors');
  const { token: address } = demo.place;
  const token = new Contract(chain, address, DemoToken__factory.abi);
  const floors = await create(chain, Floors__factory, [address]);
  const donor = demo.actors.wallet('donor');
  await allowAll(demo, 'donor', floors.address);
  const repeat = async (send: Send): Promise<number> =>
    (await firstAndRepeat(chain, rounds, send)).repeat;
  const payee = demo.actors.wallet('payee').address;
  return {
    transfer: await repeat(() => token.send(donor, 'transfer', [payee, GIFT])),
    eventOnly: await repeat(() => floors.send(donor, 'eventOnly', [ZeroHash, GIFT])),
    eventWithCounters: await repeat(() =>
      floors.send(donor, 'eventWithCounters', [ZeroHash, GIFT]),
    ),
    nativeEventWithCounters: await repeat(() =>
      floors.send(donor, 'nativeEventWithCounters', [ZeroHash], GIFT),
    ),
  };
}
