import { expect } from 'chai';
import { loadFixture } from './support/chain.ts';
import { deployWorld } from './support/deploy.ts';

describe('DemoToken', () => {
  it('given its owner when it mints the account has play money', async () => {
    const { token, actors } = await loadFixture(deployWorld);
    await token.connect(actors.admin).mint(actors.donor.address, 7n);
    expect(await token.balanceOf(actors.donor.address)).to.equal(7n);
    expect(await token.decimals()).to.equal(6n);
  });

  it('given anybody else when it mints it refuses', async () => {
    const { token, actors } = await loadFixture(deployWorld);
    const { stranger, donor } = actors;
    await expect(token.connect(stranger).mint(stranger.address, 7n))
      .to.be.revertedWithCustomError(token, 'OwnableUnauthorizedAccount')
      .withArgs(stranger.address);
    expect(await token.balanceOf(stranger.address)).to.equal(0n);
    expect(await token.totalSupply()).to.equal(0n);
    expect(await token.balanceOf(donor.address)).to.equal(0n);
  });
});
