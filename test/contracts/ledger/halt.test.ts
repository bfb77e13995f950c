import { expect } from 'chai';
import { campaignConfig, openAs } from '../support/campaigns.ts';
import { DAY, digest, GENESIS, loadFixture, time } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { rejects } from '../support/rejects.ts';
import { openScene, type Scene } from '../support/scene.ts';

const CLOSES = GENESIS + 300 * DAY;

describe('Ledger: halt', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await loadFixture(openScene);
  });
  afterEach(() => expectLaws(scene.world));

  it('M2 given a desk when it halts donations stop and the closing moves along', async () => {
    const { world, relief, desk } = scene;
    const { ledger, actors } = world;
    const now = GENESIS + 10 * DAY;
    const until = now + 7 * DAY;
    await time.setNextBlockTimestamp(now);
    await expect(ledger.connect(desk).halt(relief, until))
      .to.emit(ledger, 'DonationsHalted')
      .withArgs(relief, until, CLOSES + 7 * DAY);
    const give = () => ledger.connect(actors.donor).donate(relief, 40n);
    await time.setNextBlockTimestamp(until - 1);
    await rejects(world, give, ledger, 'Ledger_NotOpen', [relief, until, CLOSES + 7 * DAY]);
    await time.setNextBlockTimestamp(until);
    await give();
  });

  it('M14 given halted donations when it pays, returns, cancels and settles all of it goes on', async () => {
    const { world, relief, desk } = scene;
    const { ledger, actors } = world;
    await ledger.connect(actors.donor).donate(relief, 100n);
    await ledger.connect(desk).halt(relief, (await time.latest()) + 6 * DAY);
    await ledger.connect(desk).pay(relief, actors.payee.address, 40n, digest('ref'));
    await ledger.connect(actors.payee).returnFunds(relief, 0, 10n, 0, '0x');
    await ledger.connect(desk).extend(relief);
    await ledger.connect(desk).cancel(relief);
    expect((await lineOf(world, relief)).raised).to.equal(110n);
  });

  it('given a campaign not yet open when it is halted the closing moves by the delay alone', async () => {
    const { world, desk, fund } = scene;
    const opens = GENESIS + 5 * DAY;
    const id = await openAs(world, desk, await campaignConfig(world, { successor: fund, opens }));
    await time.setNextBlockTimestamp(GENESIS + 3 * DAY);
    await world.ledger.connect(desk).halt(id, GENESIS + 9 * DAY);
    const line = await lineOf(world, id);
    expect([line.opens, line.closes]).to.deep.equal([
      BigInt(GENESIS + 9 * DAY),
      BigInt(CLOSES + 4 * DAY),
    ]);
  });

  it('given a closing near the hard end when it is halted it does not move beyond', async () => {
    const { world, desk, fund } = scene;
    const hardEnd = CLOSES + DAY;
    const config = await campaignConfig(world, { successor: fund, hardEnd });
    const id = await openAs(world, desk, config);
    const now = GENESIS + 10 * DAY;
    await time.setNextBlockTimestamp(now);
    await world.ledger.connect(desk).halt(id, now + 5 * DAY);
    expect((await lineOf(world, id)).closes).to.equal(hardEnd);
  });

  it('given a halt of more than seven days, into the past, or after the closing it refuses', async () => {
    const { world, relief, desk } = scene;
    const ledger = world.ledger.connect(desk);
    for (const [day, shift] of [
      [10, 0],
      [11, -1],
      [12, 7 * DAY + 1],
    ] as const) {
      const until = GENESIS + day * DAY + shift;
      await time.setNextBlockTimestamp(GENESIS + day * DAY);
      await rejects(world, () => ledger.halt(relief, until), ledger, 'Ledger_BadHalt', [until]);
    }
    await time.setNextBlockTimestamp(CLOSES);
    const late = () => ledger.halt(relief, CLOSES + DAY);
    await rejects(world, late, ledger, 'Ledger_NotOpen', [relief, GENESIS, CLOSES]);
  });

  it('given anybody but the desk when it halts it refuses', async () => {
    const { world, relief } = scene;
    const { ledger, actors } = world;
    for (const caller of [actors.stranger, actors.keeper]) {
      const halt = () => ledger.connect(caller).halt(relief, GENESIS + 3 * DAY);
      await rejects(world, halt, ledger, 'Ledger_NotDesk', [relief, caller.address]);
    }
  });
});
