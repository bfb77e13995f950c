import { expect } from 'chai';

import type { Hex } from '../../domain/hex.ts';
import { Intake } from '../../domain/provider/intake.ts';
import { digestsOf, Orders } from '../../domain/provider/orders.ts';
import { RowReader } from '../../domain/provider/row.ts';

const CAMPAIGN: Hex = `0x${'c1'.repeat(32)}`;
const HEADING = ['order', 'amount', 'time', 'refund'];
type Line = readonly [order: string, amount: string, time?: string, refund?: string];

/** Takes files in, after what earlier runs took in. */
function takeIn(files: readonly (readonly Line[])[], earlier: readonly Intake[] = []) {
  const bad: string[] = [];
  const [orders, refunds] = [new Orders(), new Orders()];
  for (const { gifts, refundKeys } of earlier) {
    orders.addEarlier(digestsOf(gifts.map(({ order }) => order)));
    refunds.addEarlier(digestsOf(refundKeys));
  }
  const intake = new Intake(orders, refunds, {
    add: (file, line, { message }) => void bad.push(`${file}:${line} ${message}`),
  });
  const settings = { mapping: null, decimals: 2, campaign: CAMPAIGN };
  files.forEach((rows, number) => {
    const reader = new RowReader(HEADING, settings);
    rows.forEach((row, i) =>
      intake.take(
        reader,
        `file${number}`,
        i + 2,
        HEADING.map((_, column) => row[column] ?? ''),
      ),
    );
  });
  intake.settle();
  const left = intake.gifts.map(({ order, amount }) => `${order} ${amount}`);
  return { intake, left, bad };
}

describe('A provider’s files', () => {
  it('given a payment in two files, when they are taken in, it counts once', () => {
    const { left, intake } = takeIn([[['A', '10.00', '1']], [['A', '10.00', '1']]]);
    expect(left).to.deep.equal(['A 1000']);
    expect(intake.counts).to.include({ payments: 1, repeated: 1 });
  });

  it('given a refund without a time in two files that overlap, when they are taken in, it counts once', () => {
    const rows: Line[] = [
      ['A', '10.00'],
      ['A', '-4.00'],
    ];
    const { left, intake } = takeIn([rows, rows]);
    expect(left).to.deep.equal(['A 600']);
    expect(intake.refunded).to.equal(400n);
  });

  it('given two refunds without a time in one file, when a later one has three, all three count, once', () => {
    const refund: Line = ['A', '-1.00'];
    const { left } = takeIn([
      [['A', '10.00'], refund, refund],
      [['A', '10.00'], refund, refund, refund],
      [refund],
    ]);
    expect(left).to.deep.equal(['A 700']);
  });

  it('given a later file that knows of more given back of a payment, when it is taken in, the more counts, and never less', () => {
    const files: Line[][] = [
      [['A', '10.00', '1', '']],
      [['A', '10.00', '1', '4.00']],
      [['A', '10.00', '1', '']],
    ];
    const { left, intake } = takeIn(files);
    expect(left).to.deep.equal(['A 600']);
    expect([intake.refunded, intake.counts.refunds]).to.deep.equal([400n, 1]);
  });

  it('given an anchored payment of which a later file says that it was given back, when it is taken in, the operator hears of it', () => {
    const first = takeIn([
      [
        ['A', '10.00', '1', '4.00'],
        ['B', '5.00', '1', ''],
      ],
    ]);
    const later = takeIn(
      [
        [
          ['A', '10.00', '1', '4.00'],
          ['B', '5.00', '1', '5.00'],
        ],
      ],
      [first.intake],
    );
    expect(later.left).to.deep.equal([]);
    expect(later.intake.counts.earlier).to.equal(1);
    expect(later.bad).to.deep.equal([
      'file0:3 a refund after anchoring: the operator makes it good',
    ]);
  });

  for (const [amount, reason] of [
    ['792281625142643375935439503.36', 'amount: an amount is below 2^96 smallest units'],
    ['9'.repeat(60), `amount: not an amount: ${'9'.repeat(40)}`],
    ['1e9', 'amount: not an amount: 1e9'],
    ['1.234,50', 'amount: not an amount: 1.234,50'],
    ['--5', 'amount: an amount is not negative'],
    ['0x10', 'amount: not an amount: 0x10'],
    ['１００', 'amount: not an amount: １００'],
    ['NaN', 'amount: not an amount: NaN'],
    ['', 'amount: no amount given'],
  ] as const) {
    it(`given an amount of ${amount.slice(0, 30)}, when it is taken in, its row is set aside with that reason`, () => {
      const { left, bad } = takeIn([
        [
          ['A', amount],
          ['B', '792281625142643375935439503.35'],
        ],
      ]);
      expect(left).to.deep.equal([`B ${2n ** 96n - 1n}`]);
      expect(bad).to.deep.equal([`file0:2 ${reason}`]);
    });
  }
});
