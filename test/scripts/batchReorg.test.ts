import { expect } from 'chai';
import { openGiftScene, type GiftScene } from './support/giftScene.ts';

describe('batch: a chain that takes blocks back', function () {
  this.timeout(120_000);
  let scene: GiftScene;

  before(async () => {
    scene = await openGiftScene();
  });
  after(() => scene.stop());

  const anchored = async (): Promise<bigint[]> => {
    const ledger = scene.chain.ledger();
    const events = await ledger.queryFilter(ledger.filters.BatchAnchored());
    return events.map(({ args }) => args.end - args.start);
  };

  it('I1 given a batch whose block is taken back, when the command runs again, it is anchored anew, once', async () => {
    const campaign = ['--campaign', scene.campaigns[0]];
    const first = await scene.file('a.csv', 'order,amount\nA-1,1.40\n');
    expect((await scene.batch(first, ...campaign)).code).to.equal(0);
    const snapshot = await scene.node.node.request('evm_snapshot');
    const second = await scene.file('b.csv', 'order,amount\nB-1,2.50\n');
    expect((await scene.batch(second, ...campaign)).code).to.equal(0);
    expect(await anchored()).to.deep.equal([140n, 250n]);
    await scene.node.node.request('evm_revert', [snapshot]);
    await scene.node.node.request('evm_mine');
    expect(await anchored()).to.deep.equal([140n]);

    const again = await scene.batch();
    expect(again.err).to.equal('');
    expect(again.out).to.match(/Carrying on with .*\n[^]*Anchored 1 gifts, 2\.50 RMB\./);
    expect(await anchored()).to.deep.equal([140n, 250n]);
    expect((await scene.batch()).out).to.equal('Nothing is waiting to be anchored.\n');
    expect(await anchored()).to.deep.equal([140n, 250n]);
  });
});
