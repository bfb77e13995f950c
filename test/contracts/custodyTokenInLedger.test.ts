import { expect } from 'chai';
import { campaignConfig, fundConfig, openAs } from './support/campaigns.ts';
import { expectLaws } from './support/books.ts';
import { DAY, digest, GENESIS, ZERO } from './support/chain.ts';
import { settlementOf } from './support/entries.ts';
import { authorizationNonce, signAuthorization, signPermit } from './support/signatures.ts';
import type { DemoToken } from '../../typechain-types/index.ts';
import { openVaultWith } from './support/vault.ts';

const FAR = BigInt(GENESIS + 400 * DAY);

describe('CustodyToken in the ledger', () => {
  for (const decimals of [0, 2, 6, 18]) {
    it(`T12 given ${decimals} decimals when it is given, paid, refunded and redeemed every unit is where it should be`, async () => {
      const vault = await openVaultWith(decimals);
      const { world, token } = vault;
      const { ledger, actors } = world;
      const { donor, giver, payee, keeper, charity, stranger } = actors;
      const unit = 10n ** BigInt(decimals);
      expect(await token.decimals()).to.equal(BigInt(decimals));
      await token.stateReserve(100n * unit, GENESIS, digest('statement 2'));
      await token.mint(donor.address, 30n * unit, digest('receipt'));
      const address = await token.getAddress();
      const fund = await openAs(world, keeper, await fundConfig(world, { token: address }));
      const config = await campaignConfig(world, { token: address, successor: fund });
      const campaign = await openAs(world, charity, config);

      // By permit, in one transaction of the donor's.
      const asDemo = token as unknown as DemoToken;
      const permit = await signPermit(world, donor, 10n * unit, FAR, asDemo);
      await ledger
        .connect(donor)
        .multicall([
          ledger.interface.encodeFunctionData('permit', [
            address,
            10n * unit,
            FAR,
            permit.v,
            permit.r,
            permit.s,
          ]),
          ledger.interface.encodeFunctionData('donate', [campaign, 10n * unit]),
        ]);
      // By authorization, submitted by a stranger.
      const authorization = {
        payer: donor,
        to: await ledger.getAddress(),
        value: 5n * unit,
        validAfter: 0n,
        validBefore: FAR,
        nonce: authorizationNonce(campaign, giver.address, ZERO),
      };
      const { v, r, s } = await signAuthorization(asDemo, authorization);
      await ledger
        .connect(stranger)
        .donateWithAuthorization(
          campaign,
          donor.address,
          giver.address,
          5n * unit,
          ZERO,
          0n,
          FAR,
          v,
          r,
          s,
        );
      await ledger.connect(charity).pay(campaign, payee.address, 12n * unit, digest('goods'));
      await ledger.connect(charity).cancel(campaign);
      await ledger.settle(...(await settlementOf(world, campaign, 1)));
      expect(await token.balanceOf(giver.address)).to.equal(3n * unit);

      await token.connect(payee).redeem(12n * unit, digest('vendor account'));
      await token.confirmPaid(0n, digest('bank transfer'));
      expect(await token.totalSupply()).to.equal(18n * unit);
      expect(await token.cover()).to.equal(88n * unit);
      expect(await token.balanceOf(await ledger.getAddress())).to.equal(0n);
      await expectLaws(world);
    });
  }
});
