import { generator, pick, spread, yuan } from '../amounts.ts';
import { ask, pay, prove } from './teller.ts';
import type { Teller } from './teller.ts';
import { DONORS } from './twoHours.ts';

/** The other campaigns begin while the blankets are on their way. */
export function others(teller: Teller): void {
  const random = generator(4_711);
  const give = (campaign: string, id: string, giver: string, amount: number) =>
    teller.tell({
      do: 'donate',
      id,
      campaign,
      giver,
      amount: yuan(amount),
      via: pick(random, ['authorization', 'permit', 'approve']),
    });

  teller.until(8, 9);
  spread(
    random,
    24,
    20_000_00,
    [200_00, 300_00, 500_00, 888_00, 1_000_00, 2_000_00],
    500_00,
  ).forEach((amount, i) =>
    give('clinic', `c${i + 1}`, `donor-${1 + Math.floor(random() * DONORS)}`, amount),
  );
  teller.until(10, 9);
  give('summer-camp', 'camp-tao', 'tao', 5_000_00);
  give('summer-camp', 'camp-mei', 'mei', 4_000_00);
  give('summer-camp', 'camp-ning', 'ning', 3_000_00);
  teller.until(12, 9);
  [600_00, 500_00, 300_00, 288_00, 200_00, 112_00].forEach((amount, i) =>
    give(
      'books',
      `b${i + 1}`,
      i === 1 ? 'ning' : `donor-${1 + Math.floor(random() * DONORS)}`,
      amount,
    ),
  );
  const firstBooks = {
    id: 'first-books',
    campaign: 'books',
    payee: 'booksound',
    recipient: 'stonebridge',
    amount: '1200.00',
    category: 'goods',
    documents: 'Offer of Booksound: 60 picture books at 20.00.',
  };
  const bus = {
    id: 'bus',
    campaign: 'summer-camp',
    payee: 'hillroad',
    recipient: 'stonebridge',
    amount: '6000.00',
    category: 'services',
    documents: 'Offer of Hillroad Coaches: three coaches for two days.',
  };
  ask(teller, 13, firstBooks, ['lantern', 'dipper']);
  ask(teller, 14, bus, ['clearmirror', 'dipper']);
  pay(teller, 17, 'first-books', 'bus');
}

export function campLife(teller: Teller): void {
  prove(teller, 30, 'first-books', 'Photograph of the reading corner and the bookshop’s receipt.');
  prove(teller, 31, 'bus', 'Passenger lists of both days, 126 children.');
  teller.until(32, 9);
  teller.tell(
    { do: 'confirm', disbursement: 'first-books', by: 'stonebridge' },
    { do: 'confirm', disbursement: 'bus', by: 'stonebridge' },
  );
  teller.until(33, 9);
  teller.tell(
    { do: 'attest', disbursement: 'first-books', auditor: 'lantern' },
    { do: 'attest', disbursement: 'bus', auditor: 'clearmirror' },
  );
  const moreBooks = {
    id: 'more-books',
    campaign: 'books',
    payee: 'booksound',
    recipient: 'stonebridge',
    amount: '760.00',
    category: 'goods',
    documents: 'Offer of Booksound: 38 books about the sky and the sea at 20.00.',
  };
  ask(teller, 34, moreBooks, ['dipper', 'lantern']);
  pay(teller, 37, 'more-books');
}

/** A landslide closes the road: the camp is given up, one refund is taken, one is still to claim. */
export function campEnds(teller: Teller): void {
  prove(teller, 74, 'more-books', 'Photograph of the shelf, with all 38 titles.');
  teller.until(75, 9);
  teller.tell({ do: 'confirm', disbursement: 'more-books', by: 'stonebridge' });
  teller.until(76, 9);
  teller.tell({ do: 'attest', disbursement: 'more-books', auditor: 'dipper' });
  teller.until(78, 9);
  teller.tell({ do: 'cancel', campaign: 'summer-camp' });
  teller.until(79, 20);
  teller.tell({ do: 'settle', entry: 'camp-mei', by: 'mei' });
}

/** 40 are left and 60 are approved: the next gift sets the payment free. */
export function booksWait(teller: Teller): void {
  const winterBooks = {
    id: 'winter-books',
    campaign: 'books',
    payee: 'booksound',
    recipient: 'stonebridge',
    amount: '60.00',
    category: 'goods',
    documents: 'Offer of Booksound: three winter stories at 20.00.',
  };
  ask(teller, 117, winterBooks, ['lantern', 'dipper']);
}
