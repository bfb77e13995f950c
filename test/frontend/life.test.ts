import { expect } from 'chai';
import { isEndable } from '../../frontend/lib/life.ts';

/** Silent from 1,000 on, at its hard end at 5,000. */
const CAMPAIGN = { terminal: false, aliveAt: 400, silence: 600, hardEnd: 5_000 };

describe('what is over, as the pages see it', () => {
  it('given the last second of its silence when asked a campaign is still alive, one second later anyone may end it', () => {
    expect(isEndable(CAMPAIGN, 999)).to.equal(false);
    expect(isEndable(CAMPAIGN, 1_000)).to.equal(false);
    expect(isEndable(CAMPAIGN, 1_001)).to.equal(true);
  });

  it('given its hard end when it comes before the silence is over that second still counts as alive', () => {
    const late = { ...CAMPAIGN, aliveAt: 4_900 };
    expect(isEndable(late, 5_000)).to.equal(false);
    expect(isEndable(late, 5_001)).to.equal(true);
  });

  it('given a permanent fund when asked at any time nobody may end it', () => {
    expect(isEndable({ ...CAMPAIGN, terminal: true }, 2 ** 40)).to.equal(false);
  });
});
