import { expect } from 'chai';
import { digest, ethers, loadFixture, MAX_UINT96 } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { rejects } from '../support/rejects.ts';
import { openScene, type Scene } from '../support/scene.ts';

const REF = digest('ref');

async function openGiven(): Promise<Scene> {
  const scene = await openScene();
  const { ledger, actors } = scene.world;
  await ledger.connect(actors.donor).donate(scene.relief, 100n);
  await ledger.connect(scene.desk).pay(scene.relief, actors.payee.address, 30n, REF);
  return scene;
}

describe('Ledger: close', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await loadFixture(openGiven);
  });
  afterEach(() => expectLaws(scene.world));

  it('given a leftover when the desk closes it enters the heir as a transfer', async () => {
    const { world, relief, heir, desk } = scene;
    const { ledger, token } = world;
    const root = await ledger.rootOf(relief);
    const closed = ledger.connect(desk).close(relief);
    await expect(closed)
      .to.emit(ledger, 'CampaignClosed')
      .withArgs(relief, root)
      .and.to.emit(ledger, 'LeftoverMoved')
      .withArgs(relief, heir, 30, 100)
      .and.to.emit(ledger, 'TransferReceived')
      .withArgs(heir, relief, 0, ethers.ZeroAddress, 0, 70, 30);
    await expect(closed).to.changeTokenBalance(ethers, token, ledger, 0n);
    const line = await lineOf(world, relief);
    expect([line.state, line.settled, line.disbursed]).to.deep.equal([2n, 70n, 30n]);
  });

  it('given nothing left when the desk closes nothing moves', async () => {
    const { world, relief, heir, desk } = scene;
    const ledger = world.ledger.connect(desk);
    await ledger.pay(relief, world.actors.payee.address, 70n, REF);
    await expect(ledger.close(relief)).not.to.emit(ledger, 'LeftoverMoved');
    expect((await lineOf(world, heir)).entries).to.equal(0);
  });

  it('given a successor that has ended when the desk closes its own successor inherits', async () => {
    const { world, relief, heir, fund, desk } = scene;
    const { ledger, actors } = world;
    await ledger.connect(actors.keeper).cancel(heir);
    expect(await ledger.heirOf(relief)).to.equal(fund);
    await expect(ledger.connect(desk).close(relief))
      .to.emit(ledger, 'LeftoverMoved')
      .withArgs(relief, fund, 30, 100);
  });

  it('given a terminal fund when its desk closes it it refuses', async () => {
    const { world, fund } = scene;
    const close = () => world.ledger.connect(world.actors.keeper).close(fund);
    await rejects(world, close, world.ledger, 'Ledger_Terminal', [fund]);
  });

  it('given anybody but the desk, an ended or an unknown campaign when it closes it refuses', async () => {
    const { world, relief, desk } = scene;
    const { ledger, actors } = world;
    const byStranger = () => ledger.connect(actors.stranger).close(relief);
    await rejects(world, byStranger, ledger, 'Ledger_NotDesk', [relief, actors.stranger.address]);
    await ledger.connect(desk).close(relief);
    const again = () => ledger.connect(desk).close(relief);
    await rejects(world, again, ledger, 'Ledger_NotActive', [relief, 2]);
    const unknown = digest('nowhere');
    const nowhere = () => ledger.connect(desk).close(unknown);
    await rejects(world, nowhere, ledger, 'Ledger_UnknownCampaign', [unknown]);
  });

  it('M12 given a full heir when the desk closes it refuses and stays active', async () => {
    const { world, relief, heir, desk } = scene;
    const { ledger, token, actors } = world;
    await token.mint(actors.donor.address, MAX_UINT96);
    await ledger.connect(actors.donor).donate(heir, MAX_UINT96 - 69n);
    const close = () => ledger.connect(desk).close(relief);
    await rejects(world, close, ledger, 'Ledger_LineFull', [heir, MAX_UINT96 - 69n, 70]);
  });
});
