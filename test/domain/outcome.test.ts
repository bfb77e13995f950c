import { expect } from 'chai';
import {
  heirAmong,
  outcomeOfCancelling,
  type EndingEntry,
  type Heritable,
} from '../../domain/ending/outcome.ts';
import { ZERO_ADDRESS, ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import { account, ref } from './world.ts';

const [ann, ben, platform] = [account('ann'), account('ben'), account('platform')];
const [CAMP, HEIR, FUND, SOURCE] = [ref('camp'), ref('heir'), ref('fund'), ref('source')];

function world(states: Partial<Record<Hex, Heritable['state']>> = {}): Map<Hex, Heritable> {
  const links: [Hex, Hex][] = [
    [CAMP, HEIR],
    [HEIR, FUND],
    [FUND, ZERO_BYTES32],
    [SOURCE, HEIR],
  ];
  return new Map(
    links.map(([id, successor]) => [id, { id, successor, state: states[id] ?? 'active' }]),
  );
}

/** Entries one after the other: kind, giver, amount, source. */
function line(...parts: [EndingEntry['kind'], Hex, bigint, Hex?][]): EndingEntry[] {
  let end = 0n;
  return parts.map(([kind, giver, amount, source = null]) => {
    const start = end;
    end += amount;
    return { kind, giver, start, end, source };
  });
}

describe('what becomes of a campaign that ends', () => {
  it('given gifts partly spent each giver gets back what was not, once for all of its gifts', () => {
    const entries = line(
      ['gift', ann, 100n],
      ['gift', ben, 50n],
      ['gift', ann, 30n],
      ['batch', platform, 20n],
    );
    expect(outcomeOfCancelling(CAMP, entries, 90n, world())).to.deep.equal({
      givers: [
        { to: ben, amount: 50n },
        { to: ann, amount: 40n },
      ],
      operators: [{ to: platform, amount: 20n }],
      campaigns: [],
      total: 110n,
    });
  });

  it('given money from another campaign it goes back there, or to that one’s heir once it has ended', () => {
    const entries = line(['transfer', ZERO_ADDRESS, 40n, SOURCE]);
    const to = (states: Partial<Record<Hex, Heritable['state']>>) =>
      outcomeOfCancelling(CAMP, entries, 10n, world(states)).campaigns;
    expect(to({})).to.deep.equal([{ to: SOURCE, amount: 30n }]);
    expect(to({ [SOURCE]: 'closed' })).to.deep.equal([{ to: HEIR, amount: 30n }]);
    expect(to({ [SOURCE]: 'closed', [HEIR]: 'cancelled' })).to.deep.equal([
      { to: FUND, amount: 30n },
    ]);
  });

  it('given money that payees gave back it goes to the last fund, never to an heir of choice', () => {
    const entries = line(['return', ZERO_ADDRESS, 40n, CAMP]);
    const { campaigns } = outcomeOfCancelling(CAMP, entries, 0n, world());
    expect(campaigns).to.deep.equal([{ to: FUND, amount: 40n }]);
  });

  it('given successors that have ended the heir is the first that runs', () => {
    expect(heirAmong(world(), CAMP)).to.equal(HEIR);
    expect(heirAmong(world({ [HEIR]: 'closed' }), CAMP)).to.equal(FUND);
    expect(heirAmong(world(), FUND)).to.equal(null);
  });
});
