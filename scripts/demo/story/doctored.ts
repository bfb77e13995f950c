import { generator, spread } from '../amounts.ts';
import { gift, someone } from './others.ts';
import { ask, attest, confirm, pay, prove, report, Teller } from './teller.ts';

/**
 * Rosy Clouds for Schools keeps every rule that a contract can enforce, and an auditor should still
 * look twice: one invoice stands in the evidence of two payments, 82% of the money goes to one
 * trader, who gives 9,000 of it back as a gift, one delivery comes 23 days late and one report 6.
 */
export function doctored(): Teller {
  const teller = new Teller();
  const random = generator(9_999);
  teller.until(5, 9);
  const choices = [500_00, 1_000_00, 2_000_00, 3_000_00, 5_000_00];
  spread(random, 40, 111_000_00, choices, 1_000_00).forEach((amount, i) =>
    teller.tell(gift(random, 'rosy-clouds', `r${i + 1}`, someone(random), amount)),
  );

  ask(teller, 9, DESKS, ['dipper']);
  pay(teller, 12, 'desks');
  prove(teller, 16, 'desks', '200 张课桌的送货单。 Delivery note of 200 desks.');
  confirm(teller, 18, 'desks', 'gentleslope');
  attest(teller, 19, 'desks', 'dipper');
  teller.until(20, 11);
  teller.tell(gift(random, 'rosy-clouds', 'round-trip', 'cloudtop', 9_000_00));

  ask(teller, 21, READERS, ['dipper']);
  pay(teller, 24, 'readers');
  report(
    teller,
    28,
    'rosy-clouds',
    '第一次报告：200 名孩子有了课桌，读物已订购。 First report: desks for 200 children, readers are ordered.',
  );
  prove(teller, 30, 'readers', '900 册读物的送货单。 Delivery note of 900 readers.');
  confirm(teller, 31, 'readers', 'gentleslope');
  attest(teller, 32, 'readers', 'lantern');

  // Due on day 53, here on day 76.
  ask(teller, 33, LAMPS, ['dipper']);
  pay(teller, 36, 'lamps');
  teller.until(55, 9);
  teller.tell({ do: 'mark', disbursement: 'lamps', by: 'lantern' });
  // Due 30 days after the first, on the evening of day 58.
  teller.until(64, 20);
  teller.tell({
    do: 'report',
    campaign: 'rosy-clouds',
    text: '第二次报告：台灯已在路上。 Second report: the lamps are on their way.',
  });
  teller.until(76, 11);
  teller.tell({
    do: 'evidence',
    disbursement: 'lamps',
    text: '200 盏台灯的送货单。 Delivery note of 200 lamps.',
  });
  teller.wait(3_600);
  teller.tell({ do: 'confirm', disbursement: 'lamps', by: 'gentleslope' });
  teller.wait(3_600);
  teller.tell({ do: 'attest', disbursement: 'lamps', auditor: 'dipper' });
  report(
    teller,
    92,
    'rosy-clouds',
    '第三次报告：留出 20,000 供下学期使用。 Third report: 20,000 are kept for the summer term.',
  );
  report(
    teller,
    118,
    'rosy-clouds',
    '第四次报告：本期没有采购。 Fourth report: nothing was bought.',
  );
  return teller;
}

const DAY = 86_400;

const DESKS = {
  id: 'desks',
  campaign: 'rosy-clouds',
  payee: 'cloudtop',
  recipient: 'gentleslope',
  amount: '50000.00',
  category: 'goods',
  documents:
    '云顶商贸报价：课桌 200 张，每张 250.00。 Offer of Cloudtop Trading: 200 desks at 250.00.',
};

const READERS = {
  id: 'readers',
  campaign: 'rosy-clouds',
  payee: 'booksound',
  recipient: 'gentleslope',
  amount: '18000.00',
  category: 'goods',
  documents: '书声书店报价：读物 900 册，每册 20.00。 Offer of Booksound: 900 readers at 20.00.',
};

const LAMPS = {
  id: 'lamps',
  campaign: 'rosy-clouds',
  payee: 'cloudtop',
  recipient: 'gentleslope',
  amount: '32000.00',
  category: 'goods',
  documents:
    '云顶商贸报价：台灯 200 盏，每盏 160.00。 Offer of Cloudtop Trading: 200 desk lamps at 160.00.',
  deliverBy: 20 * DAY,
};
