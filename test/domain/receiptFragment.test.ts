import { expect } from 'chai';
import { readReceiptFragment, receiptFragment } from '../../domain/receiptFragment.ts';

const CODE = '3E4G-5S48-K313-T5G9-44RP-5REK-HTX';

describe('what stands behind the # of a small gift’s link', () => {
  it('given a code alone or with a reference it reads what it wrote, whatever the reference holds', () => {
    for (const reference of [null, '20261101-0006', 'a/b#c?d=e&f', '订单 7%', '*~$=']) {
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
});
