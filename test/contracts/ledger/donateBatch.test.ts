import { expect } from 'chai';
import { digest, ethers, loadFixture, ZERO } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { readEntries } from '../support/entries.ts';
import { rejects } from '../support/rejects.ts';
import { MINIMUM, openScene, type Scene } from '../support/scene.ts';

const [ROOT, DATA] = [digest('root'), digest('data')];

describe('Ledger: donateBatch', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await loadFixture(openScene);
  });
  afterEach(() => expectLaws(scene.world));

  it('given an operator when a batch is anchored it is one entry that carries the root', async () => {
    const { world, relief } = scene;
    const { ledger, token, actors } = world;
    const { operator } = actors;
    const anchored = ledger.connect(operator).donateBatch(relief, 40n, 40, ROOT, DATA);
    await expect(anchored)
      .to.emit(ledger, 'BatchAnchored')
      .withArgs(relief, operator.address, 0, 0, 40, 40, ROOT, DATA);
    await expect(anchored).to.changeTokenBalances(ethers, token, [operator, ledger], [-40n, 40n]);
    const [entry] = await readEntries(world, relief);
    expect(entry?.entry).to.include({ kind: 1, payer: operator.address, giver: operator.address });
  });

  it('R3 given a batch when the same root is anchored again it is another entry, with money of its own', async () => {
    const { world, relief } = scene;
    const { ledger, token, actors } = world;
    const anchor = () => ledger.connect(actors.operator).donateBatch(relief, 40n, 40, ROOT, DATA);
    await anchor();
    await expect(anchor()).to.changeTokenBalances(
      ethers,
      token,
      [actors.operator, ledger],
      [-40n, 40n],
    );
    const entries = await readEntries(world, relief);
    expect(entries.map(({ entry }) => [entry.index, entry.start, entry.end])).to.deep.equal([
      [0, 0n, 40n],
      [1, 40n, 80n],
    ]);
  });

  it('given somebody who is no operator when a batch is anchored it refuses', async () => {
    const { world, relief, other } = scene;
    const { ledger, actors } = world;
    const byStranger = () =>
      ledger.connect(actors.stranger).donateBatch(relief, 40n, 1, ROOT, DATA);
    await rejects(world, byStranger, ledger, 'Ledger_NotOperator', [
      relief,
      actors.stranger.address,
    ]);
    const elsewhere = () => ledger.connect(actors.operator).donateBatch(other, 40n, 1, ROOT, DATA);
    await rejects(world, elsewhere, ledger, 'Ledger_NotOperator', [other, actors.operator.address]);
  });

  const wrong: [string, number, string][] = [
    ['no gifts', 0, ROOT],
    ['more gifts than units', 41, ROOT],
    ['no root', 3, ZERO],
  ];
  for (const [what, count, root] of wrong) {
    it(`given ${what} when a batch is anchored it refuses`, async () => {
      const { world, relief } = scene;
      const { ledger, actors } = world;
      const anchor = () =>
        ledger.connect(actors.operator).donateBatch(relief, 40n, count, root, DATA);
      await rejects(world, anchor, ledger, 'Ledger_BadBatch', [count, root]);
    });
  }

  it('given less than the minimum when a batch is anchored it refuses', async () => {
    const { world, relief } = scene;
    const { ledger, actors } = world;
    const anchor = () => ledger.connect(actors.operator).donateBatch(relief, 9n, 1, ROOT, DATA);
    await rejects(world, anchor, ledger, 'Ledger_BelowMinimum', [relief, 9, MINIMUM]);
  });

  it('M2 given a closed campaign when a batch is anchored it refuses', async () => {
    const { world, relief, desk } = scene;
    const { ledger, actors } = world;
    await ledger.connect(desk).close(relief);
    const anchor = () => ledger.connect(actors.operator).donateBatch(relief, 40n, 1, ROOT, DATA);
    await rejects(world, anchor, ledger, 'Ledger_NotActive', [relief, 2]);
  });

  it('P10 given an operator without tokens when a batch is anchored nobody else pays for it', async () => {
    const { world, relief } = scene;
    const { ledger, token, actors } = world;
    const { operator, donor } = actors;
    const balance = await token.balanceOf(operator.address);
    await token.connect(operator).transfer(donor.address, balance);
    const anchor = () => ledger.connect(operator).donateBatch(relief, 40n, 1, ROOT, DATA);
    await rejects(world, anchor, token, 'ERC20InsufficientBalance', [operator.address, 0, 40]);
  });
});
