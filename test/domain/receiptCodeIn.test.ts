import { expect } from 'chai';
import fc from 'fast-check';
import { formatReceiptCode, parseReceiptCode } from '../../domain/receiptCode.ts';
import { receiptCodeIn } from '../../domain/receiptCodeIn.ts';

const secrets = fc.uint8Array({ minLength: 16, maxLength: 16 });
/** How slips, chats and pages bring a code; `_` stands for it. */
const FRAMES = [
  '_',
  'Receipt code: _',
  'Receipt code _',
  'my code is _ for lin',
  'code:_.',
  '收据码：_',
  '收据码 _',
  '收据码_，请保存',
  'https://gifts.example/receipt#_/20261101-0006',
  'tx 0x12ab, code _',
];
const GROUPINGS: readonly ((code: string) => string)[] = [
  (code) => code,
  (code) => code.toLowerCase(),
  (code) => code.replaceAll('-', ''),
  (code) => code.replaceAll('-', ' '),
  (code) => code.replaceAll('-', '–'),
  (code) => code.replaceAll('-', '.'),
  (code) => code.replaceAll('-', '').replaceAll(/.{9}/g, '$& '),
];

describe('a receipt code among other words', () => {
  it('given any code in whatever groups, when it stands among words, it is found', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const code = formatReceiptCode(secret);
        // Of 27 symbols without a figure nobody can tell whether they are a name.
        fc.pre(/\d/.test(code));
        for (const frame of FRAMES) {
          for (const grouped of GROUPINGS) {
            const text = frame.replace('_', () => grouped(code));
            const found = receiptCodeIn(text);
            expect(found, text).not.to.equal(null);
            expect(parseReceiptCode(found!), text).to.deep.equal(secret);
          }
        }
      }),
      // One group of it looks like the beginning of a name on the chain.
      { numRuns: 50, examples: [[new Uint8Array(16).with(2, 1).with(3, 208)]] },
    );
  });

  it('given a code that is mistyped or cut short, when it stands among words, it is not missed', () => {
    const code = formatReceiptCode(new Uint8Array(16).fill(7));
    const swapped = code.replace(/(.)(.)-/, '$2$1-');
    for (const wrong of [swapped, code.slice(0, 24), `${code}7`, swapped.replaceAll('-', ' ')]) {
      for (const frame of FRAMES) {
        const text = frame.replace('_', wrong);
        const found = receiptCodeIn(text);
        // Whether a short word beside too few symbols is one of them nobody can tell.
        expect(found?.replaceAll(/[ .-]/g, ''), text).to.include(wrong.replaceAll(/[ -]/g, ''));
      }
    }
  });

  it('given names, words and what the chain calls things, when they are read, no code is in them', () => {
    for (const text of [
      '',
      '   ',
      'Winter relief for 2026, children of the north',
      'Winter relief for 2026 children of the north and the south',
      'a Book for Every Child 2026',
      '暖冬云岭 2026 年冬季',
      `0x${'ab'.repeat(32)}`,
      `0x${'1f'.repeat(20)}:3`,
      `transaction 0x${'1f'.repeat(32)}`,
    ]) {
      expect(receiptCodeIn(text), text).to.equal(null);
    }
  });
});
