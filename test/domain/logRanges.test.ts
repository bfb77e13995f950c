import { expect } from 'chai';
import { readRanges, withTimes, type BlockRange } from '../../domain/logRanges.ts';

/** How many logs each block has, where nothing else is said. */
const LOGS_PER_BLOCK = 1;

/** Reads all blocks from a node that gives `most` at once; what was asked, and the blocks in order. */
async function read(range: BlockRange, most: number, perBlock = LOGS_PER_BLOCK) {
  const asked: number[] = [];
  const blocks: number[] = [];
  const ask = ({ from, to }: BlockRange) => {
    asked.push(to - from + 1);
    if (to - from + 1 > most) return Promise.reject(new Error('too many blocks'));
    const all = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    return Promise.resolve({ logs: all.flatMap((block) => Array<number>(perBlock).fill(block)) });
  };
  for await (const { logs } of readRanges(range, ask)) blocks.push(...logs);
  return { asked, blocks };
}

const every = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('reading logs range by range', () => {
  for (const most of [1, 2, 7, 500, 2_000, 1_000_000]) {
    it(`given a node that gives ${most} blocks at once, it reads each block once, in order`, async () => {
      const { blocks } = await read({ from: 3, to: 4_100 }, most);
      expect(blocks).to.deep.equal(every(3, 4_100));
    });
  }

  it('given nothing to read, it asks nothing', async () => {
    expect((await read({ from: 9, to: 8 }, 1)).asked).to.deep.equal([]);
  });

  it('given a single block, it asks for that one', async () => {
    expect((await read({ from: 9, to: 9 }, 1)).asked).to.deep.equal([1]);
  });

  it('given few logs, it asks for more and more blocks', async () => {
    const { asked } = await read({ from: 1, to: 30_000 }, 1_000_000, 0);
    expect(asked).to.deep.equal([2_000, 4_000, 8_000, 16_000]);
  });

  it('given many logs, it asks for fewer blocks', async () => {
    const { asked } = await read({ from: 1, to: 3_000 }, 1_000_000, 11);
    expect(asked).to.deep.equal([2_000, 500, 500]);
  });

  it('given a node that refuses a single block, it says what the node says', async () => {
    const outcome: unknown = await read({ from: 1, to: 100 }, 0).catch((error: unknown) => error);
    expect(String(outcome)).to.equal('Error: too many blocks');
  });

  it('given a remedy of the caller’s, it asks for the same blocks again', async () => {
    let refusals = 0;
    const asked: BlockRange[] = [];
    const ask = (range: BlockRange) => {
      asked.push(range);
      return refusals++ < 2 ? Promise.reject(new Error('busy')) : Promise.resolve({ logs: [] });
    };
    for await (const _ of readRanges({ from: 1, to: 50 }, ask, () => 'again'));
    expect(asked).to.deep.equal(Array(3).fill({ from: 1, to: 50 }));
  });
});

describe('the times of logs', () => {
  it('given logs without them, it asks for each block once and for no other', async () => {
    const asked: number[] = [];
    const logs = [
      { block: 5, timestamp: null },
      { block: 6, timestamp: 60 },
      { block: 6, timestamp: null },
      { block: 5, timestamp: null },
      { block: 7, timestamp: null },
    ];
    const timed = await withTimes(logs, (blocks) => {
      asked.push(...blocks);
      return Promise.resolve(blocks.map((block) => 10 * block));
    });
    expect(asked).to.deep.equal([5, 7]);
    expect(timed.map(({ timestamp }) => timestamp)).to.deep.equal([50, 60, 60, 50, 70]);
  });
});
