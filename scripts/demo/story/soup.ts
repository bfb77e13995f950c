import { generator, spread, yuan } from '../amounts.ts';
import { ask, attest, confirm, pay, prove, report, Teller } from './teller.ts';

const GIFTS = [50, 100, 140, 200, 288, 300, 500, 666];

/**
 * Small gifts only, through a payment provider: they are anchored gross, and what the provider keeps
 * is a payment of its own, asked for, approved and proven like any other.
 */
export function soup(): Teller {
  const teller = new Teller();
  const random = generator(60);
  teller.until(15, 20);
  const gifts = spread(random, 400, 1_000_00, GIFTS, 50).map((amount, i) => ({
    id: `soup-${i + 1}`,
    amount: yuan(amount),
  }));
  const operator = 'platform';
  teller.tell({ do: 'batch', id: 'soup-gifts', campaign: 'soup', operator, gifts });

  ask(teller, 16, FEE, ['lantern', 'dipper']);
  pay(teller, 19, 'provider-fee');
  prove(
    teller,
    20,
    'provider-fee',
    '溪流支付结算单：收入 1,000.00，手续费 6.00，付出 994.00。 Settlement of Brookpay: 1,000.00 in, 6.00 kept, 994.00 out.',
  );
  attest(teller, 21, 'provider-fee', 'lantern');

  ask(teller, 22, BOWLS, ['lantern', 'dipper']);
  pay(teller, 25, 'soup-bowls');
  prove(
    teller,
    54,
    'soup-bowls',
    '二十个上学日的厨房清单，共 410 碗。 Kitchen list of twenty school days, 410 bowls.',
  );
  confirm(teller, 55, 'soup-bowls', 'stonebridge');
  attest(teller, 57, 'soup-bowls', 'dipper');
  const text =
    '第一次报告：热汤 410 碗，支付手续费 6.00，余 174.00。 First report: 410 bowls of soup, 6.00 for the payment provider, 174.00 are left.';
  report(teller, 84, 'soup', text);
  return teller;
}

const FEE = {
  id: 'provider-fee',
  campaign: 'soup',
  payee: 'brookpay',
  amount: '6.00',
  category: 'fee',
  documents:
    '溪流支付账单：手机支付 1,000.00，共 400 个订单，费率 0.6%。 Statement of Brookpay: 0.6 % of 1,000.00 paid in by phone under 400 order numbers.',
};

const BOWLS = {
  id: 'soup-bowls',
  campaign: 'soup',
  payee: 'hearthside',
  recipient: 'stonebridge',
  amount: '820.00',
  category: 'goods',
  documents:
    '灶边食堂报价：热汤 410 碗，每碗 2.00。 Offer of Hearthside Kitchen: 410 bowls of hot soup at 2.00.',
};
