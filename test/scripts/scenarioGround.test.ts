import { expect } from 'chai';
import { makeGround } from '../../scripts/scenario/inProcess.ts';

const BEGINNING = Date.UTC(2026, 0, 1) / 1000;
const MONEY = { symbol: 'USDX', decimals: 2, isDemo: true };

describe('rehearse: the ground of a story', function () {
  this.timeout(60_000);

  it('given contracts deployed at any pace, every block has its second, and stories begin alike', async () => {
    const { rpc, start } = await makeGround({ token: MONEY, isNative: false });
    const head = Number(await rpc.request('eth_blockNumber'));
    expect(head).to.be.above(10);
    const times: number[] = [];
    for (let block = 0; block <= head; block++) {
      const tag = `0x${block.toString(16)}`;
      const { timestamp } = (await rpc.request('eth_getBlockByNumber', [tag, false])) as {
        readonly timestamp: string;
      };
      times.push(Number(timestamp) - BEGINNING);
    }
    expect(times).to.deep.equal(Array.from({ length: head + 1 }, (_, second) => second));
    expect(start).to.equal(BEGINNING + head + 1);
  });
});
