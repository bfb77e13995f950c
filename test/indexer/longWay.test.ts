import { expect } from 'chai';
import { id, ZeroHash } from 'ethers';
import type { Hex } from '../../domain/hex.ts';
import type { FlowView } from '../../domain/views/flow.ts';
import { mined } from '../../scripts/deployment/mined.ts';
import type { World } from './support/world.ts';
import { doubtedWorld } from './support/worlds.ts';

/** More than the index follows for one answer. */
const HOPS = 400;
const CALLS = 100;
const FAR = 4_000_000_000;

describe('the index of a way without end', function () {
  this.timeout(600_000);
  let world: World;
  let campaigns: readonly [Hex, Hex];

  before(async () => {
    ({ world } = await doubtedWorld());
    const { story } = world;
    const { bob, alice } = story.people;
    const ledger = story.contracts.ledger.connect(bob);
    const config = {
      token: await story.contracts.token.getAddress(),
      ...{ opens: 0, closes: FAR, minimum: 1, successor: ZeroHash },
      ...{ claimWindow: 0, silence: 0, hardEnd: 0, operators: [] },
    };
    const open = async (name: string): Promise<Hex> => {
      await mined(await ledger.open(config, id(name)));
      return (await ledger.campaignId(bob.address, config, id(name))) as Hex;
    };
    campaigns = [await open('there'), await open('and back')];
    await mined(await story.contracts.ledger.connect(alice).donate(campaigns[0], 9));
    await mined(await ledger.donate(campaigns[0], 1));
    // Nine units stay where they were given after the first hop, one goes on.
    const [first, second] = campaigns;
    await mined(await ledger.transfer(first, second, 9, id('large')));
    await mined(await ledger.transfer(first, second, 1, id('small')));
    await mined(await ledger.pay(second, bob.address, 9, id('paid')));
    for (let hop = 0; hop < HOPS; hop += CALLS) {
      const calls = Array.from({ length: CALLS }, (_, i) => {
        const [from, to] = i % 2 === 0 ? [second, first] : [first, second];
        return ledger.interface.encodeFunctionData('transfer', [from, to, 1, id(`${hop + i}`)]);
      });
      await mined(await ledger.multicall(calls));
    }
    await world.untilIndexed();
  });

  it('I6 given a unit that was passed to and fro, when its entry is traced, it says that this is too long', async () => {
    const started = Date.now();
    const { status, body } = await world.ask(`/entries/${campaigns[0]}/1/trace`);
    expect(body).to.include({ error: 'TooLong' });
    expect(status).to.equal(422);
    expect(Date.now() - started).to.be.below(60_000);
    expect((await world.ask(`/entries/${campaigns[0]}/0/trace`)).status).to.equal(200);
  });

  it('I6 given the same, when the flow is asked for, it tells the large way and counts the other', async () => {
    const { ways, rest } = await world.get<FlowView>(`/campaigns/${campaigns[0]}/flow`);
    expect(ways.map(({ units, via }) => ({ units, via }))).to.deep.include({
      units: '9',
      via: [campaigns[1]],
    });
    const told = ways.reduce((sum, { units }) => sum + BigInt(units), 0n);
    // All that ever came into the line, from givers and from the other campaign.
    expect(told + BigInt(rest)).to.equal(10n + BigInt(HOPS / 2));
  });
});
