import { expect } from 'chai';
import hre from 'hardhat';
import type { ILedger, ILedgerLens, LongLine } from '../../typechain-types/index.ts';
import { openAs, campaignConfig } from './support/campaigns.ts';
import {
  DAY,
  digest,
  ethers,
  GENESIS,
  loadFixture,
  networkHelpers,
  NOBODY,
} from './support/chain.ts';
import { deploy } from './support/deploy.ts';
import { proveEntries, readEntries, type ProofArgument } from './support/entries.ts';
import { openLensScene, type LensScene } from './support/lens.ts';
/** What every transaction costs before it does anything; a call does not pay it, an estimate counts it. */
const TRANSACTION = 21_000n;

describe('LedgerLens', () => {
  let scene: LensScene;
  beforeEach(async () => {
    scene = await loadFixture(openLensScene);
  });

  describe('campaigns', () => {
    it('given campaigns of this desk, of another and of nobody when they are read it says which is which', async () => {
      const { world, campaign, lens } = scene;
      const foreign = await openAs(
        world,
        world.actors.stranger,
        await campaignConfig(world, { successor: campaign.fund }),
      );
      const [own, other, none] = await lens.campaignsOf([campaign.id, foreign, digest('nowhere')]);
      expect([own?.known, own?.atDesk]).to.deep.equal([true, true]);
      expect(own?.line).to.deep.equal(await world.ledger.campaignOf(campaign.id));
      expect(own?.standing).to.deep.equal(await world.desk.standingOf(campaign.id));
      expect([other?.known, other?.atDesk, other?.standing.charity]).to.deep.equal([
        true,
        false,
        NOBODY,
      ]);
      expect([none?.known, none?.line.desk, none?.id]).to.deep.equal([
        false,
        NOBODY,
        digest('nowhere'),
      ]);
    });

    it('M13 given more ids than a page has when they are read it gives one page', async () => {
      const ids = new Array<string>(300).fill(digest('nowhere'));
      expect(await scene.lens.campaignsOf(ids)).to.have.lengthOf(256);
    });
  });

  describe('disbursements and slices', () => {
    /** Pays these amounts one after the other from a kernel campaign of its own. */
    async function payAll(amounts: readonly bigint[]): Promise<string> {
      const { world, campaign } = scene;
      const { charity, donor, payee } = world.actors;
      const id = await openAs(
        world,
        charity,
        await campaignConfig(world, { successor: campaign.fund }),
      );
      await world.ledger.connect(donor).donate(id, 500n);
      for (const amount of amounts) {
        await world.ledger.connect(charity).pay(id, payee.address, amount, digest(`${amount}`));
      }
      return id;
    }

    const ranges = (slices: readonly ILedgerLens.SliceStructOutput[]) =>
      slices.map(({ index, start, end }) => [index, start, end]);

    it('given payments when they are read in pages every one comes once', async () => {
      const id = await payAll([1n, 2n, 3n, 4n, 5n]);
      const { ledger } = scene.world;
      const all = await scene.lens.disbursementsOf(id, 0, 1_000);
      expect(all).to.have.lengthOf(5);
      expect(all[4]).to.deep.equal(await ledger.disbursementOf(id, 4));
      const pages = [
        ...(await scene.lens.disbursementsOf(id, 0, 2)),
        ...(await scene.lens.disbursementsOf(id, 2, 2)),
        ...(await scene.lens.disbursementsOf(id, 4, 2)),
      ];
      expect(pages).to.deep.equal([...all]);
      expect(await scene.lens.disbursementsOf(id, 5, 2)).to.deep.equal([]);
      await expect(scene.lens.disbursementsOf(digest('nowhere'), 0, 1))
        .to.be.revertedWithCustomError(ledger, 'Ledger_UnknownCampaign')
        .withArgs(digest('nowhere'));
    });

    it('given any range of the line when it is looked up it finds the same slices as walking all payments', async () => {
      const amounts = [1n, 100n, 1n, 1n, 50n, 7n, 1n, 90n, 1n, 1n, 1n];
      const id = await payAll(amounts);
      const starts = amounts.map((_, i) => amounts.slice(0, i).reduce((a, b) => a + b, 0n));
      const disbursed = amounts.reduce((a, b) => a + b, 0n);
      for (let start = 0n; start <= disbursed + 1n; start += 3n) {
        for (const length of [0n, 1n, 2n, 60n, 1_000n]) {
          const end = start + length;
          const expected = amounts
            .map((amount, i) => {
              const from = starts[i] ?? 0n;
              const to = from + amount;
              return [BigInt(i), from > start ? from : start, to < end ? to : end] as const;
            })
            .filter(([, from, to]) => from < to)
            .map((slice) => [...slice]);
          const [slices, next] = await scene.lens.slicesOf(id, start, end, 256);
          expect(ranges(slices), `${start}–${end}`).to.deep.equal(expected);
          expect(next).to.equal(0n);
        }
      }
    });

    it('given a range over more payments than a page when it is read the pages join', async () => {
      const id = await payAll([10n, 10n, 10n, 10n, 10n]);
      const [first, next] = await scene.lens.slicesOf(id, 5n, 42n, 2);
      expect(ranges(first)).to.deep.equal([
        [0n, 5n, 10n],
        [1n, 10n, 20n],
      ]);
      expect(next).to.equal(20n);
      const [second, last] = await scene.lens.slicesOf(id, next, 42n, 10);
      expect(ranges(second)).to.deep.equal([
        [2n, 20n, 30n],
        [3n, 30n, 40n],
        [4n, 40n, 42n],
      ]);
      expect(last).to.equal(0n);
      expect((await scene.lens.slicesOf(id, 0n, 50n, 0))[0]).to.deep.equal([]);
    });

    it('given a payee that gave some back when its payment is looked up each slice says how much of it', async () => {
      const id = await payAll([10n, 20n]);
      const { ledger, token, actors } = scene.world;
      const { payee } = actors;
      await token.connect(payee).approve(await ledger.getAddress(), 100n);
      await ledger.connect(payee).returnFunds(id, 1, 6n, GENESIS + 400 * DAY, '0x');
      const [slices] = await scene.lens.slicesOf(id, 5n, 26n, 10);
      // [24, 30) came back; of [10, 26) that is two units.
      expect(slices.map(({ returned }) => returned)).to.deep.equal([0n, 2n]);
      expect(slices.map((slice) => slice.payee)).to.deep.equal([payee.address, payee.address]);
    });

    for (const [what, spread, most] of [
      ['alike', 0, 60_000],
      ['of any size', 10_000, 80_000],
    ] as const) {
      it(`M13 given 100,000 payments ${what} when a donation is looked up it costs at most ${most} gas`, async () => {
        const id = await payAll([1n]);
        const { world, lens } = scene;
        const { ledger, actors } = world;
        await world.token.mint(actors.donor.address, 10n ** 12n);
        await ledger.connect(actors.donor).donate(id, 10n ** 11n);
        await fill(id, 100_000, 10, spread);
        const { disbursed, disbursements } = await ledger.campaignOf(id);
        expect(disbursements).to.equal(100_001n);
        let worst = 0n;
        for (let i = 1n; i < 60n; i++) {
          const start = (disbursed * i) / 60n;
          const gas = await lens.slicesOf.estimateGas(id, start, start + 10n, 16, {
            gasLimit: null,
          });
          if (gas - TRANSACTION > worst) worst = gas - TRANSACTION;
          const [slices] = await lens.slicesOf(id, start, start + 10n, 16);
          const total = slices.reduce((sum, slice) => sum + slice.end - slice.start, 0n);
          expect(total).to.equal(10n);
        }
        // Instrumented code costs what it costs.
        if (hre.globalOptions.coverage) return;
        expect(Number(worst)).to.be.at.most(most);
      });
    }

    /** Has the ledger's storage hold many more payments, as its own code would have written them. */
    async function fill(id: string, count: number, least: number, spread: number): Promise<void> {
      const address = await scene.world.ledger.getAddress();
      const code = await ethers.provider.getCode(address);
      const filler = await deploy<LongLine>('LongLine');
      await networkHelpers.setCode(address, await ethers.provider.getCode(filler));
      const long = await ethers.getContractAt('LongLine', address);
      for (let done = 0; done < count; done += 500) await long.fill(id, 500, least, spread);
      await networkHelpers.setCode(address, code);
    }
  });

  describe('entries', () => {
    it('given an entry and its proof when it is checked it is in, and with anything changed it is not', async () => {
      const { world, campaign, lens } = scene;
      await world.ledger.connect(world.actors.donor).donate(campaign.id, 7n);
      const entries = await readEntries(world, campaign.id);
      const proofs = proveEntries(entries);
      const entry = entries[1]?.entry;
      if (entry === undefined) throw new Error('no entry');
      const proof = proofs.of(1) as unknown as ProofArgument;
      const isEntry = (given: ILedger.EntryStruct, id = campaign.id) =>
        lens.isEntry(id, given, proof);
      expect(await isEntry(entry)).to.equal(true);
      expect(await isEntry({ ...entry, end: entry.end + 1n })).to.equal(false);
      expect(await isEntry({ ...entry, index: 0 })).to.equal(false);
      expect(await isEntry(entry, campaign.fund)).to.equal(false);
      await world.ledger.connect(world.actors.donor).donate(campaign.id, 7n);
      expect(await isEntry(entry), 'an old proof').to.equal(false);
    });
  });
});
