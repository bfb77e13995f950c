import type { Figures, Progress, Sizes } from '../names.ts';
import { measureEnding } from './ending.ts';
import { measureFloors } from './floors.ts';
import { measureGiving } from './giving.ts';
import { layGround } from './ground.ts';
import { measurePasskey } from './passkey.ts';
import { measurePeers } from './peers.ts';
import { measureProcess } from './process.ts';
import { measureScale } from './scale.ts';
import { measureTracing } from './tracing.ts';

/** Everything that is measured in gas, on one chain. */
export async function measureGas(
  sizes: Sizes,
  progress: Progress,
): Promise<Pick<Figures, 'gas' | 'floors' | 'peers' | 'growth'>> {
  const ground = await layGround();
  const gas = {
    ...(await measureGiving(ground, sizes, progress)),
    ...(await measureProcess(ground, sizes, progress)),
    ...(await measurePasskey(ground, sizes, progress)),
    ...(await measureEnding(ground, sizes, progress)),
  };
  const floors = await measureFloors(ground, sizes, progress);
  const peers = await measurePeers(ground, sizes, progress);
  const scale = await measureScale(ground, sizes, progress);
  // Last, since whoever reads all events would read a hundred thousand more after it.
  const tracing = await measureTracing(ground, sizes, progress);
  return {
    gas: { ...gas, ...scale.gas, ...tracing.gas },
    floors,
    peers,
    growth: [...scale.growth, ...tracing.growth],
  };
}
