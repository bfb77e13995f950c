import { generator, pick, spread, yuan } from './amounts.ts';

/**
 * The demo story as a scenario: days of gifts, requests, payments and proofs of five campaigns,
 * counted from a common first day. `story.json` is what this builds.
 */

/** A step of the scenario format, as it will stand in the file. */
export type StoryStep = Readonly<Record<string, unknown>> & { readonly do: string };

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** How long before now the story begins, in days, so that its last step is about now. */
const LENGTH = 120;
const CHALLENGE = 2 * DAY;
const DONORS = 60;

const GIFTS = [50, 100, 100, 188, 200, 300, 500, 520, 666, 888, 1000, 1000, 1500, 2000, 3000, 5000];
const SMALL_GIFTS = [10, 20, 30, 50, 50, 60, 66, 68, 88, 88, 100, 100, 120, 150];

/** Collects steps and knows what time it is, so that things happen on their day. */
class Teller {
  readonly steps: StoryStep[] = [];
  #now = 0;

  tell(...steps: readonly StoryStep[]): void {
    for (const step of steps) {
      this.steps.push(step);
      // Every step takes the runner a second.
      this.#now += 1;
    }
  }

  /** Lets time pass until `hours` after the beginning of the day of that number. */
  until(day: number, hours = 0): void {
    // The advance is a step itself.
    const seconds = day * DAY + hours * HOUR - this.#now - 1;
    if (seconds < 1) throw new RangeError(`day ${day} is over already`);
    this.wait(seconds);
  }

  wait(seconds: number): void {
    this.steps.push({ do: 'advance', seconds });
    this.#now += seconds + 1;
  }
}

/** A payment from request to proof; `after` are days from the request. */
interface Payment {
  readonly id: string;
  readonly campaign: string;
  readonly payee: string;
  readonly recipient?: string;
  readonly amount: string;
  readonly category: string;
  readonly documents: string;
}

export function buildStory(): { name: string; token: object; steps: StoryStep[] } {
  const teller = new Teller();
  open(teller);
  twoHours(teller);
  warmWinter(teller);
  teller.until(LENGTH);
  return {
    name: 'Warm Winter',
    token: { symbol: 'RMB', decimals: 2 },
    steps: teller.steps,
  };
}

function open(teller: Teller): void {
  const rules = { threshold: 2, proof: 'both', challenge: CHALLENGE };
  teller.tell(
    {
      do: 'campaign',
      id: 'warm-winter',
      charity: 'shanhai',
      auditors: ['clearmirror', 'lantern', 'dipper'],
      goal: '500000.00',
      ...rules,
    },
    {
      do: 'campaign',
      id: 'clinic',
      charity: 'rainbow',
      auditors: ['lantern', 'dipper', 'clearmirror'],
      goal: '80000.00',
      ...rules,
    },
    {
      do: 'campaign',
      id: 'summer-camp',
      charity: 'rainbow',
      auditors: ['clearmirror', 'dipper'],
      goal: '30000.00',
      ...rules,
    },
    {
      do: 'campaign',
      id: 'books',
      charity: 'shanhai',
      auditors: ['lantern', 'dipper'],
      goal: '5000.00',
      ...rules,
    },
  );
}

/** Half a million in two hours: 180 gifts, 10,000 small ones in a batch, and 120 gifts more. */
function twoHours(teller: Teller): void {
  const random = generator(20_171);
  let number = 0;
  const gifts = (amounts: readonly number[], name?: string) => {
    for (const amount of amounts) {
      number += 1;
      teller.tell({
        do: 'donate',
        id: name ?? `w${number}`,
        campaign: 'warm-winter',
        giver: name ?? `donor-${1 + Math.floor(random() * DONORS)}`,
        amount: yuan(amount),
        via: pick(random, ['authorization', 'authorization', 'authorization', 'permit', 'approve']),
      });
      // 300 gifts in 60 small groups, two minutes apart.
      if (number % 5 === 0) teller.wait(113);
    }
  };
  const choices = GIFTS.map((amount) => amount * 100);
  teller.until(1, 10);
  gifts(spread(random, 180, 293_000_00, choices, 1_000_00));
  teller.tell({
    do: 'batch',
    id: 'small-gifts',
    campaign: 'warm-winter',
    operator: 'platform',
    gifts: smallGifts(random),
  });
  gifts(spread(random, 50, 83_500_00, choices, 1_000_00));
  gifts([1_000_00], 'lin');
  gifts(spread(random, 69, 115_500_00, choices, 1_000_00));
}

/** Xiao He's 1.40 begins 1,999.40 into the batch, so that the heaters end 0.60 into it. */
function smallGifts(random: () => number): { id: string; amount: string }[] {
  const before = spread(random, 2_856, 1_999_40, SMALL_GIFTS, 20);
  const after = spread(random, 7_143, 4_999_20, SMALL_GIFTS, 20);
  const named = (amounts: readonly number[], first: number) =>
    amounts.map((amount, i) => ({ id: `s${first + i}`, amount: yuan(amount) }));
  return [...named(before, 1), { id: 'xiaohe', amount: '1.40' }, ...named(after, 2_858)];
}

function warmWinter(teller: Teller): void {
  const blankets = {
    id: 'blankets',
    campaign: 'warm-winter',
    payee: 'cloudweave',
    recipient: 'stonebridge',
    amount: '180000.00',
    category: 'goods',
    documents: 'Offer of Cloudweave Mill: 1,500 wool blankets at 120.00, delivered to the school.',
  };
  const heaters = {
    id: 'heaters',
    campaign: 'warm-winter',
    payee: 'warmsun',
    recipient: 'stonebridge',
    amount: '115000.00',
    category: 'goods',
    documents: 'Offer of Warmsun Works: 230 heaters at 500.00, with fitting.',
  };
  const clinicShare = {
    do: 'request',
    id: 'clinic-share',
    campaign: 'warm-winter',
    toCampaign: 'clinic',
    amount: '60000.00',
    category: 'transfer',
    documents: 'Decision to share with Clinic After Rain, the same valley and the same winter.',
  };
  const medicine = {
    id: 'medicine',
    campaign: 'clinic',
    payee: 'herbs',
    recipient: 'willowcreek',
    amount: '20500.00',
    category: 'goods',
    documents: 'Offer of Hundred Herbs: winter medicine for 410 patients at 50.00.',
  };
  const management = {
    id: 'management',
    campaign: 'warm-winter',
    payee: 'shanhai',
    amount: '5000.00',
    category: 'management',
    documents: 'Two months of one coordinator and the drivers’ fuel.',
  };
  const coats = {
    id: 'coats',
    campaign: 'warm-winter',
    payee: 'cloudweave',
    recipient: 'stonebridge',
    amount: '30000.00',
    category: 'goods',
    documents: 'Offer of Cloudweave Mill: 60 down coats at 500.00.',
  };

  ask(teller, 3, blankets, ['clearmirror', 'lantern']);
  pay(teller, 6, 'blankets');
  others(teller);
  prove(teller, 21, 'blankets', 'Waybill and photograph: 1,500 blankets unloaded at the school.');
  teller.until(22, 9);
  teller.tell({ do: 'confirm', disbursement: 'blankets', by: 'stonebridge' });
  teller.until(24, 15);
  teller.tell({ do: 'attest', disbursement: 'blankets', auditor: 'dipper' });

  ask(teller, 25, heaters, ['lantern', 'clearmirror']);
  pay(teller, 28, 'heaters');
  campLife(teller);
  prove(teller, 40, 'heaters', 'Fitting record: 230 heaters in 46 rooms, each with its number.');
  teller.until(42, 9);
  teller.tell({ do: 'confirm', disbursement: 'heaters', by: 'stonebridge' });

  teller.until(45, 10);
  teller.tell(clinicShare);
  approve(teller, 'clinic-share', ['clearmirror', 'dipper']);
  pay(teller, 48, 'clinic-share');
  ask(teller, 49, medicine, ['lantern', 'dipper']);
  ask(teller, 50, management, ['clearmirror', 'lantern']);
  pay(teller, 53, 'medicine', 'management');
  prove(teller, 60, 'medicine', 'Delivery note and batch numbers: 410 courses of winter medicine.');
  teller.until(61, 9);
  teller.tell({ do: 'confirm', disbursement: 'medicine', by: 'willowcreek' });
  prove(teller, 62, 'management', 'Time sheets and fuel receipts of the two months.');
  teller.until(63, 15);
  teller.tell({ do: 'attest', disbursement: 'medicine', auditor: 'lantern' });
  teller.tell({ do: 'attest', disbursement: 'management', auditor: 'dipper' });

  ask(teller, 67, coats, ['clearmirror', 'dipper']);
  pay(teller, 70, 'coats');
  campEnds(teller);
  prove(teller, 85, 'coats', 'Delivery note signed at the gate: 48 coats of 60. The mill agrees.');
  teller.until(95, 11);
  teller.tell({ do: 'return', id: 'coats-back', disbursement: 'coats', amount: '6000.00' });
  teller.until(97, 9);
  teller.tell({ do: 'confirm', disbursement: 'coats', by: 'stonebridge' });
  teller.until(99, 15);
  teller.tell({ do: 'attest', disbursement: 'coats', auditor: 'dipper' });
  booksWait(teller);
}

/** The other campaigns begin while the blankets are on their way. */
function others(teller: Teller): void {
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

function campLife(teller: Teller): void {
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
function campEnds(teller: Teller): void {
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
function booksWait(teller: Teller): void {
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

function ask(teller: Teller, day: number, payment: Payment, auditors: readonly string[]): void {
  teller.until(day, 10);
  teller.tell({ do: 'request', ...payment });
  approve(teller, payment.id, auditors);
}

function approve(teller: Teller, disbursement: string, auditors: readonly string[]): void {
  for (const auditor of auditors) {
    teller.wait(2 * HOUR);
    teller.tell({ do: 'approve', disbursement, auditor });
  }
}

function pay(teller: Teller, day: number, ...disbursements: readonly string[]): void {
  teller.until(day, 16);
  for (const disbursement of disbursements) teller.tell({ do: 'pay', disbursement });
}

function prove(teller: Teller, day: number, disbursement: string, text: string): void {
  teller.until(day, 14);
  teller.tell({ do: 'evidence', disbursement, text });
}
