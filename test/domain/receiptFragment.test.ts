import { expect } from 'chai';
import { csvField } from '../../domain/csv.ts';
import {
  readReceiptFragment,
  receiptFragment,
  typedReference,
} from '../../domain/receiptFragment.ts';

const CODE = '3E4G-5S48-K313-T5G9-44RP-5REK-HTX';

describe('what stands behind the # of a small gift’s link', () => {
  it('given a code alone or with a reference it reads what it wrote, whatever the reference holds', () => {
    for (const reference of [
      null,
      '20261101-0006',
      'a/b#c?d=e&f',
      '订单 7%',
      '*~$=',
      '+8613800000001',
      "'+86",
      "''=1",
      "'quoted'",
    ]) {
      const text = receiptFragment(CODE, reference);
      expect(text).to.match(/^[\w%/.*~'()!-]+$/);
      expect(readReceiptFragment(text)).to.deep.equal({ code: CODE, reference });
    }
  });

  it('given a messenger that escaped the code’s check symbol it is read all the same', () => {
    expect(readReceiptFragment('0000-000%24/n%201')).to.deep.equal({
      code: '0000-000$',
      reference: 'n 1',
    });
  });

  it('given an empty, endless or badly escaped reference it never throws', () => {
    expect(readReceiptFragment(`${CODE}/`).reference).to.equal(null);
    expect(readReceiptFragment(`${CODE}/${'9'.repeat(65)}`).reference).to.equal(null);
    expect(readReceiptFragment(`${CODE}/100%`).reference).to.equal('100%');
    expect(readReceiptFragment('').code).to.equal('');
  });

  it('given a number as the operator’s table has it, guarded against formulas, it reads what was committed to', () => {
    for (const number of ['+8613800000001', '=1', '@lin', '-A', '＋86', '−A']) {
      expect(csvField(number)).to.equal(`'${number}`);
      for (const typed of [`'${number}`, encodeURIComponent(`'${number}`), number]) {
        expect(readReceiptFragment(`${CODE}/${typed}`).reference, typed).to.equal(number);
      }
      expect(typedReference(` '${number} `)).to.equal(number);
    }
    expect(readReceiptFragment(`${CODE}/'A-1`).reference).to.equal("'A-1");
  });
});
