import { expect } from 'chai';
import fc from 'fast-check';

import {
  formatAmount,
  formatLocal,
  MoneyError,
  parseAmount,
  percentOf,
} from '../../domain/money.ts';

const units = fc.bigInt({ min: 0n, max: (1n << 96n) - 1n });
const decimals = fc.constantFrom(0, 1, 2, 6, 8, 18, 28);

describe('money', () => {
  it('given any amount and decimals, when it is written and read, it is the same amount', () => {
    fc.assert(
      fc.property(units, decimals, (amount, places) => {
        expect(parseAmount(formatAmount(amount, places), places)).to.equal(amount);
      }),
    );
  });

  for (const [text, places, expected] of [
    ['1.40', 2, 140n],
    ['1.4', 2, 140n],
    ['0.01', 2, 1n],
    ['007', 2, 700n],
    ['1.400000', 2, 140n],
    ['5', 0, 5n],
    ['5.0', 0, 5n],
    ['0', 18, 0n],
    ['0.000000000000000001', 18, 1n],
    [' 12.5 ', 6, 12_500_000n],
    ['79228162514264337593543950335', 0, 79228162514264337593543950335n],
  ] as const) {
    it(`given "${text}" with ${places} decimals, when it is read, it is ${expected} units`, () => {
      expect(parseAmount(text, places)).to.equal(expected);
    });
  }

  for (const [text, places, reason] of [
    ['', 2, 'empty'],
    ['  ', 2, 'empty'],
    ['-1', 2, 'negative'],
    ['−1', 2, 'negative'],
    ['1.405', 2, 'tooManyDecimals'],
    ['0.1', 0, 'tooManyDecimals'],
    ['79228162514264337593543950336', 0, 'tooLarge'],
    ['1,000.00', 2, 'notANumber'],
    ['1e3', 2, 'notANumber'],
    ['0x10', 2, 'notANumber'],
    ['.5', 2, 'notANumber'],
    ['5.', 2, 'notANumber'],
    ['+5', 2, 'notANumber'],
    ['1 000', 2, 'notANumber'],
    ['¥5', 2, 'notANumber'],
    ['１２', 2, 'notANumber'],
    ['NaN', 2, 'notANumber'],
    ['9'.repeat(1000), 2, 'notANumber'],
  ] as const) {
    it(`given "${text.slice(0, 40)}" with ${places} decimals, when it is read, it is refused: ${reason}`, () => {
      expect(() => parseAmount(text, places))
        .to.throw(MoneyError)
        .with.property('reason', reason);
    });
  }

  it('given decimals that no token has, when used, they are refused', () => {
    for (const places of [-1, 1.5, 37]) {
      expect(() => parseAmount('1', places)).to.throw(RangeError);
      expect(() => formatAmount(1n, places)).to.throw(RangeError);
    }
  });

  it('given an amount, when it is written plainly, it has all the decimals of the token', () => {
    expect(formatAmount(140n, 2)).to.equal('1.40');
    expect(formatAmount(5n, 2)).to.equal('0.05');
    expect(formatAmount(-5n, 2)).to.equal('-0.05');
    expect(formatAmount(5n, 0)).to.equal('5');
    expect(formatAmount(0n, 2)).to.equal('0.00');
  });

  it('given an amount beyond what floats hold, when it is written for a reader, no digit is lost', () => {
    const amount = 123456789012345678901234567n;
    expect(formatLocal(amount, 6, { locale: 'en' })).to.equal('123,456,789,012,345,678,901.234567');
    expect(formatLocal(amount, 2, { locale: 'zh-CN' })).to.equal(
      '1,234,567,890,123,456,789,012,345.67',
    );
    expect(formatLocal(50_000n, 2, { locale: 'en' })).to.equal('500.00');
    expect(formatLocal(50_000n, 2, { locale: 'en', least: 0 })).to.equal('500');
    expect(formatLocal(7n, 0, { locale: 'en' })).to.equal('7');
  });

  it('given a part of a whole, when its share is asked for, it is rounded down', () => {
    expect(percentOf(1n, 3n)).to.equal('33');
    expect(percentOf(2n, 3n, 2)).to.equal('66.66');
    expect(percentOf(5n, 5n)).to.equal('100');
    expect(percentOf(0n, 0n)).to.equal('0');
  });
});
