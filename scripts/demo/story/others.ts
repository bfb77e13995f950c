import { generator, pick, spread, yuan } from '../amounts.ts';
import { ask, attest, confirm, pay, prove, report, Teller } from './teller.ts';
import { DONORS } from './twoHours.ts';

/** Own gifts and the share of Warm Winter become medicine. */
export function clinic(): Teller {
  const teller = new Teller();
  const random = generator(4_711);
  teller.until(8, 9);
  const choices = [200_00, 300_00, 500_00, 888_00, 1_000_00, 2_000_00];
  spread(random, 24, 20_000_00, choices, 500_00).forEach((amount, i) =>
    teller.tell(gift(random, 'clinic', `c${i + 1}`, someone(random), amount)),
  );
  const medicine = {
    id: 'medicine',
    campaign: 'clinic',
    payee: 'herbs',
    recipient: 'willowcreek',
    amount: '20500.00',
    category: 'goods',
    documents:
      '百草药房报价：410 人份过冬药品，每份 50.00。 Offer of Hundred Herbs: winter medicine for 410 patients at 50.00.',
  };
  ask(teller, 49, medicine, ['lantern', 'dipper']);
  pay(teller, 53, 'medicine');
  prove(
    teller,
    60,
    'medicine',
    '送货单和批号：过冬药品 410 份。 Delivery note and batch numbers: 410 courses of winter medicine.',
  );
  confirm(teller, 61, 'medicine', 'willowcreek');
  attest(teller, 63, 'medicine', 'lantern');
  const text =
    '冬季报告：药品 410 份，留出 59,500 供春季使用。 Report of the winter: 410 courses of medicine, 59,500 kept for the spring.';
  report(teller, 88, 'clinic', text);
  return teller;
}

/** A landslide closes the road: the camp is given up, one refund is taken, one is still to claim. */
export function summerCamp(): Teller {
  const teller = new Teller();
  const random = generator(815);
  teller.until(10, 9);
  teller.tell(
    gift(random, 'summer-camp', 'camp-tao', 'tao', 5_000_00),
    gift(random, 'summer-camp', 'camp-mei', 'mei', 4_000_00),
    gift(random, 'summer-camp', 'camp-ning', 'ning', 3_000_00),
  );
  const bus = {
    id: 'bus',
    campaign: 'summer-camp',
    payee: 'hillroad',
    recipient: 'stonebridge',
    amount: '6000.00',
    category: 'services',
    documents:
      '山路客运报价：大客车三辆，共两天。 Offer of Hillroad Coaches: three coaches for two days.',
  };
  ask(teller, 14, bus, ['clearmirror', 'dipper']);
  pay(teller, 17, 'bus');
  prove(
    teller,
    31,
    'bus',
    '两天的乘车名单，共 126 名孩子。 Passenger lists of both days, 126 children.',
  );
  confirm(teller, 32, 'bus', 'stonebridge');
  attest(teller, 33, 'bus', 'clearmirror');
  teller.until(78, 9);
  teller.tell({ do: 'cancel', campaign: 'summer-camp' });
  teller.until(79, 20);
  teller.tell({ do: 'settle', entry: 'camp-mei', by: 'mei' });
  return teller;
}

/** Nearly drained: 40 are left and 60 are approved, so that the next gift sets the payment free. */
export function books(): Teller {
  const teller = new Teller();
  const random = generator(1_616);
  teller.until(12, 9);
  [600_00, 500_00, 300_00, 288_00, 200_00, 112_00].forEach((amount, i) => {
    const giver = i === 1 ? 'ning' : someone(random);
    teller.tell(gift(random, 'books', `b${i + 1}`, giver, amount));
  });
  const order = (id: string, amount: string, documents: string) => ({
    id,
    campaign: 'books',
    payee: 'booksound',
    recipient: 'stonebridge',
    amount,
    category: 'goods',
    documents,
  });
  const first =
    '书声书店报价：绘本 60 本，每本 20.00。 Offer of Booksound: 60 picture books at 20.00.';
  ask(teller, 13, order('first-books', '1200.00', first), ['lantern', 'dipper']);
  pay(teller, 17, 'first-books');
  prove(
    teller,
    30,
    'first-books',
    '读书角照片和书店收据。 Photograph of the reading corner and the bookshop’s receipt.',
  );
  confirm(teller, 32, 'first-books', 'stonebridge');
  attest(teller, 33, 'first-books', 'lantern');
  const more =
    '书声书店报价：天空与海洋的书 38 本，每本 20.00。 Offer of Booksound: 38 books about the sky and the sea at 20.00.';
  ask(teller, 34, order('more-books', '760.00', more), ['dipper', 'lantern']);
  pay(teller, 37, 'more-books');
  prove(
    teller,
    74,
    'more-books',
    '书架照片，38 本书名都在。 Photograph of the shelf, with all 38 titles.',
  );
  confirm(teller, 75, 'more-books', 'stonebridge');
  attest(teller, 76, 'more-books', 'dipper');
  report(
    teller,
    86,
    'books',
    '第一次报告：读书角已有 98 本书。 First report: 98 books stand in the reading corner.',
  );
  report(
    teller,
    116,
    'books',
    '第二次报告：余 40.00，已订三本冬天的故事。 Second report: 40 are left, three winter stories are ordered.',
  );
  const winter =
    '书声书店报价：冬天的故事三本，每本 20.00。 Offer of Booksound: three winter stories at 20.00.';
  ask(teller, 117, order('winter-books', '60.00', winter), ['lantern', 'dipper']);
  return teller;
}

/** A gift by one of the ways that the demo token knows. */
export function gift(
  random: () => number,
  campaign: string,
  id: string,
  giver: string,
  amount: number,
) {
  const via = pick(random, ['authorization', 'permit', 'approve']);
  return { do: 'donate', id, campaign, giver, amount: yuan(amount), via } as const;
}

/** One of the many donors. */
export function someone(random: () => number): string {
  return `donor-${1 + Math.floor(random() * DONORS)}`;
}
