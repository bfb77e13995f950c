import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Progress, SpeedFigures } from '../names.ts';
import { startGiftedNode } from './node.ts';
import { secondsToIndex } from './ponder.ts';

/** Runs of each; the better one counts, since whatever else the machine does only makes it slower. */
const ROUNDS = 2;

/** The product's handlers beside one insert per event, by the same indexer from the same node. */
export async function measureIndexing(gifts: number, progress: Progress): Promise<SpeedFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'sunline-bench-'));
  const record = join(folder, '31337.json');
  progress(`a chain with ${gifts} gifts to index`);
  const node = await startGiftedNode(gifts, record);
  const times = { index: Infinity, indexBare: Infinity };
  const roots = { index: 'indexer', indexBare: 'bench/indexing/bare' } as const;
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of ['indexBare', 'index'] as const) {
        progress(name === 'index' ? 'indexing' : 'indexing with one insert per event');
        const database = join(folder, `${name} ${round}`);
        const seconds = await secondsToIndex(roots[name], { rpcUrl: node.url, record, database });
        times[name] = Math.min(times[name], seconds);
      }
    }
  } finally {
    await node.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return times;
}
