import { expect } from 'chai';
import fc from 'fast-check';
import { circularMoney } from '../../../domain/flags/circular.ts';
import { CONCENTRATED_BPS, CONCENTRATION_PAYMENTS } from '../../../domain/flags/concentration.ts';
import { flagsOf } from '../../../domain/flags/flags.ts';
import { account, DAY, ref, START } from '../world.ts';
import { books, campaign, gift, kinds, only, payment } from './books.ts';

const shop = account('shop');

describe('flags: payee concentration', () => {
  const paid = (...amounts: [string, bigint][]) =>
    amounts.map(([payee, amount], i) => payment(`p${i}`, { payee: account(payee), amount }));

  it('given 82 of 100 with one payee, it says the share and names that payee’s payments', () => {
    const payments = paid(['shop', 50n], ['other', 18n], ['shop', 32n]);
    const [flag] = only(flagsOf(books(campaign('a', { payments }))), 'payeeConcentration');
    expect(flag?.figures).to.deep.equal({
      payee: shop,
      paid: 82n,
      total: 100n,
      shareBps: 8_200,
      payments: 3,
    });
    expect(flag?.evidence.map((one) => one.kind === 'payment' && one.disbursement)).to.deep.equal([
      ref('p0'),
      ref('p2'),
    ]);
  });

  it('given exactly seven tenths it is flagged; given a unit less it is not', () => {
    const shares = (...amounts: bigint[]) => {
      const [first = 0n, second = 0n, third = 0n] = amounts;
      const payments = paid(['shop', first], ['other', second], ['third', third]);
      return kinds(books(campaign('a', { payments })));
    };
    expect(shares(700n, 200n, 100n)).to.deep.equal(['notable payeeConcentration']);
    expect(shares(699n, 201n, 100n)).to.deep.equal([]);
  });

  it('given what was given back, management and fees, it leaves them out', () => {
    const [first, ...rest] = paid(['shop', 100n], ['other', 20n], ['third', 20n]);
    const returned = [{ ...first!, returned: 80n }, ...rest];
    expect(flagsOf(books(campaign('a', { payments: returned })))).to.deep.equal([]);
    const costs = (['management', 'fee'] as const).map((category) =>
      payment(category, { payee: account(category), amount: 900n, category }),
    );
    expect(flagsOf(books(campaign('a', { payments: [...costs, ...rest] })))).to.deep.equal([]);
  });

  it('given any payments, it flags at most one payee, and exactly at the threshold', () => {
    const order = fc.record({
      payee: fc.constantFrom('one', 'two', 'three'),
      amount: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    });
    fc.assert(
      fc.property(fc.array(order, { maxLength: 6 }), (orders) => {
        const payments = paid(
          ...orders.map(({ payee, amount }) => [payee, amount] as [string, bigint]),
        );
        const flags = only(flagsOf(books(campaign('a', { payments }))), 'payeeConcentration');
        const total = orders.reduce((sum, { amount }) => sum + amount, 0n);
        const most = ['one', 'two', 'three'].filter((name) => {
          const own = orders.filter(({ payee }) => payee === name);
          const sum = own.reduce((all, { amount }) => all + amount, 0n);
          return own.length > 0 && sum * 10_000n >= total * BigInt(CONCENTRATED_BPS);
        });
        const expected = orders.length < CONCENTRATION_PAYMENTS ? [] : most.map(account);
        expect(flags.map(({ figures }) => figures.payee)).to.deep.equal(expected);
      }),
    );
  });
});

describe('flags: circular money', () => {
  const payments = [payment('p0', { payee: shop, amount: 1_000n }), payment('p1')];
  const before = START + DAY;
  const after = START + 5 * DAY;

  it('given a payee’s gift after its payment, it names both', () => {
    const gifts = [gift(0, 'alice', 500n, START), gift(1, 'shop', 90n, after)];
    const [flag] = only(flagsOf(books(campaign('a', { payments, gifts }))), 'circularMoney');
    expect(flag?.severity).to.equal('serious');
    expect(flag?.figures).to.deep.equal({
      account: shop,
      paid: 1_000n,
      given: 90n,
      cameBack: true,
    });
    expect(flag?.evidence).to.deep.equal([
      {
        kind: 'payment',
        campaign: ref('a'),
        disbursement: ref('p0'),
        amount: 1_000n,
        at: START + 3 * DAY,
      },
      { kind: 'gift', campaign: ref('a'), index: 1, amount: 90n, at: after },
    ]);
  });

  it('given a payee that pays in another’s name, it still finds it', () => {
    const gifts = [gift(0, 'alice', 90n, after, 'shop')];
    expect(kinds(books(campaign('a', { payments, gifts })))).to.deep.equal([
      'serious circularMoney',
    ]);
  });

  it('given a gift that is small, or came before, it is notable only', () => {
    for (const one of [gift(0, 'shop', 49n, after), gift(0, 'shop', 500n, before)]) {
      const facts = books(campaign('a', { payments, gifts: [one] }));
      expect(kinds(facts)).to.deep.equal(['notable circularMoney']);
    }
  });

  it('given a gift to another campaign, it counts if the charity is the same', () => {
    const home = campaign('a', { payments });
    const away = campaign('b', { gifts: [gift(0, 'shop', 90n, after)] });
    expect(kinds(books(home, away))).to.deep.equal([]);
    expect(kinds(books(home, { ...away, rules: home.rules }))).to.deep.equal([
      'serious circularMoney',
    ]);
    const otherToken = { ...away, rules: home.rules, token: account('other token') };
    expect(kinds(books(home, otherToken))).to.deep.equal([]);
  });

  it('I6 given thousands of campaigns, when they are looked through, twice as many take about twice as long', function () {
    this.timeout(60_000);
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => {
        const own = [payment(`p${i}`, { payee: shop })];
        return { ...campaign(`c${i}`, { payments: own }), rules: null };
      });
    const timeOf = (count: number): number => {
      const campaigns = many(count);
      const start = process.cpuUsage().user;
      expect(circularMoney(campaigns)).to.deep.equal([]);
      return (process.cpuUsage().user - start) / 1000;
    };
    // Small times are mostly noise.
    expect(timeOf(20_000)).to.be.below(3 * Math.max(timeOf(10_000), 100));
  });
});
