import { expect } from 'chai';
import fc from 'fast-check';

import {
  formatReceiptCode,
  newReceiptSecret,
  parseReceiptCode,
  ReceiptCodeError,
  type ReceiptCodeFault,
} from '../../domain/receiptCode.ts';

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const secrets = fc.uint8Array({ minLength: 16, maxLength: 16 });

function faultOf(text: string): ReceiptCodeError {
  try {
    parseReceiptCode(text);
  } catch (error) {
    if (error instanceof ReceiptCodeError) return error;
  }
  throw new Error(`${text} was read as a code`);
}

describe('receipt code', () => {
  it('given any 128 bits, when they are written and read, they are the same', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const code = formatReceiptCode(secret);
        expect(code).to.match(/^[0-7][0-9A-HJKMNP-TV-Z]{3}(-[0-9A-HJKMNP-TV-Z]{4}){5}-.{3}$/);
        expect(parseReceiptCode(code)).to.deep.equal(secret);
      }),
    );
  });

  it('given known numbers, when they are written, the check symbol is the rest modulo 37', () => {
    const code = (value: bigint) =>
      formatReceiptCode(Buffer.from(value.toString(16).padStart(32, '0'), 'hex'));
    expect(code(0n)).to.equal('0000-0000-0000-0000-0000-0000-000');
    expect(code(36n)).to.equal('0000-0000-0000-0000-0000-0000-14U');
    expect(code(32n)).to.equal('0000-0000-0000-0000-0000-0000-10*');
    expect(code(2n ** 128n - 1n)).to.equal(
      `7ZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZ${`${SYMBOLS}*~$=U`[Number((2n ** 128n - 1n) % 37n)]}`,
    );
  });

  it('given a code as people type it, when it is read, it is understood', () => {
    const secret = new Uint8Array(16).fill(0).with(15, 33);
    const code = formatReceiptCode(secret);
    expect(code).to.equal('0000-0000-0000-0000-0000-0000-11~');
    for (const typed of [
      'oOo0 0000 0000 0000 0000 0000 lI~',
      '0000000000000000000000001i~',
      '  0000–0000—0000-0000\t0000\n0000-1L~ ',
      '００００-0000-0000-0000-0000-0000-11～',
      '0000-0000-0000-0000-0000-0000-11~'.replaceAll('-', '\u200b'),
    ]) {
      expect(parseReceiptCode(typed), typed).to.deep.equal(secret);
    }
    const ending = parseReceiptCode('0000-0000-0000-0000-0000-0000-14u');
    expect(ending.at(-1)).to.equal(36);
  });

  it('given a code with one symbol mistyped or two neighbours swapped, when it is read, it is refused', () => {
    fc.assert(
      fc.property(secrets, fc.nat(25), fc.nat(31), (secret, place, other) => {
        const code = formatReceiptCode(secret).replaceAll('-', '');
        const symbols = [...code];
        const wrong = symbols.with(place, SYMBOLS[other]!).join('');
        if (wrong !== code) expect(['check', 'tooLarge']).to.include(faultOf(wrong).fault);
        if (place === 25) return;
        const swapped = symbols.with(place, symbols[place + 1]!).with(place + 1, symbols[place]!);
        const text = swapped.join('');
        if (text !== code) expect(['check', 'tooLarge']).to.include(faultOf(text).fault);
      }),
    );
  });

  const bad: [string, string, ReceiptCodeFault, number | null][] = [
    ['nothing', ' - ', 'empty', null],
    ['a letter no code has', '0000-0U00-0000-0000-0000-0000-000', 'symbol', 6],
    ['a sign no code has', '0000-0000-0000-00é0-0000-0000-000', 'symbol', 15],
    ['a check symbol inside', '0000-*000-0000-0000-0000-0000-000', 'symbol', 5],
    ['a sign at the end', '0000-0000-0000-0000-0000-0000-00!', 'symbol', 27],
    ['too few symbols', '0000-0000-0000', 'tooShort', null],
    ['too many symbols', '0000-0000-0000-0000-0000-0000-0000', 'tooLong', null],
    ['more than 128 bits', '8000-0000-0000-0000-0000-0000-000', 'tooLarge', 1],
  ];
  for (const [what, text, fault, position] of bad) {
    it(`given ${what}, when it is read, it says which symbol is wrong`, () => {
      const error = faultOf(text);
      expect([error.fault, error.position]).to.deep.equal([fault, position]);
      if (position !== null) expect(error.message).to.include(error.symbol ?? 'none');
    });
  }

  it('given two fresh codes, when they are compared, they differ', () => {
    expect(newReceiptSecret()).not.to.deep.equal(newReceiptSecret());
  });
});
