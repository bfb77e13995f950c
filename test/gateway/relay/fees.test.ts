import { expect } from 'chai';
import { offer, raised } from '../../../gateway/relay/fees.ts';

const MOST = 100n;

describe('relay: what it offers for gas', () => {
  it('given a price well below the cap when it offers the price may double', () => {
    expect(offer({ base: 20n, tip: 2n }, MOST)).to.deep.equal({ maxFee: 42n, tip: 2n });
  });

  it('G2 given a price near the cap when it offers it is the cap, and nothing above it', () => {
    expect(offer({ base: 90n, tip: 10n }, MOST)).to.deep.equal({ maxFee: 100n, tip: 10n });
    expect(offer({ base: 90n, tip: 11n }, MOST)).to.equal(null);
  });

  it('given a transaction that is stuck when it is raised both parts rise by a tenth at least', () => {
    expect(raised({ maxFee: 40n, tip: 0n }, { base: 10n, tip: 0n }, MOST)).to.deep.equal({
      maxFee: 50n,
      tip: 1n,
    });
    expect(raised({ maxFee: 40n, tip: 4n }, { base: 45n, tip: 2n }, MOST)).to.deep.equal({
      maxFee: 92n,
      tip: 6n,
    });
  });

  it('G2 given a transaction near the cap when it is raised it never pays more than that', () => {
    const low = { base: 10n, tip: 1n };
    expect(raised({ maxFee: 85n, tip: 1n }, low, MOST)?.maxFee).to.equal(100n);
    expect(raised({ maxFee: 95n, tip: 1n }, low, MOST)).to.equal(null);
    expect(raised({ maxFee: 50n, tip: 99n }, low, MOST)).to.equal(null);
  });
});
