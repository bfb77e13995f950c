import { expect } from 'chai';
import { formatReceiptCode } from '../../domain/receiptCode.ts';
import { readSearchText } from '../../frontend/lib/searchText.ts';

const CODE = formatReceiptCode(new Uint8Array(16).fill(7));

describe('What somebody types into the search box', () => {
  it('given a receipt code, also in lower case and without dashes, when it is read it is a code', () => {
    for (const text of [CODE, ` ${CODE.toLowerCase()} `, CODE.replaceAll('-', '')]) {
      expect(readSearchText(text), text).to.deep.equal({ kind: 'code', code: CODE });
    }
  });

  it('given what the chain names when it is read it is a name, also of whole entries', () => {
    const id = `0x${'ab'.repeat(32)}`;
    for (const text of [id, `${id}:3`, `0x${'1f'.repeat(20)}`]) {
      expect(readSearchText(text), text).to.deep.equal({ kind: 'name', q: text });
    }
  });

  it('given the words of a campaign or a charity when they are read they are words', () => {
    const all = [
      '暖冬云岭',
      '山海桥',
      'Warm Winter',
      'a Book for Every Child',
      'Winter 2026',
      'été',
    ];
    for (const text of all) {
      expect(readSearchText(text), text).to.deep.equal({ kind: 'words', q: text });
    }
  });

  it('given a receipt code that is mistyped, cut short or too long when it is read it never becomes words', () => {
    const swapped = CODE.replace(/(.)(.)-/, '$2$1-');
    const texts = [
      CODE.slice(0, -1),
      `${CODE}7`,
      CODE.slice(0, 9),
      CODE.slice(0, 14),
      swapped,
      '7',
    ];
    for (const text of [...texts, ...texts.map((one) => one.replaceAll('-', ''))]) {
      expect(readSearchText(text).kind, text).to.be.oneOf(['wrong', 'code']);
    }
    expect(readSearchText(CODE.slice(0, -1))).to.have.property('kind', 'wrong');
  });

  it('given a receipt code with its label, when it is pasted, it is the code and never words', () => {
    for (const label of ['Receipt code: ', 'Receipt code ', '收据码：', '收据码 ', '回执码']) {
      for (const text of [CODE, CODE.replaceAll('-', ''), CODE.toLowerCase()]) {
        const read = readSearchText(label + text);
        expect(read, label + text).to.deep.equal({ kind: 'code', code: CODE });
      }
    }
    const link = `https://gifts.example/receipt#${CODE}/A-1`;
    expect(readSearchText(link)).to.deep.equal({ kind: 'code', code: CODE });
  });

  it('given a mistyped receipt code with its label, when it is pasted, it is told what is wrong', () => {
    const swapped = CODE.replace(/(.)(.)-/, '$2$1-');
    const read = readSearchText(`Receipt code: ${swapped}`);
    expect(read).to.have.property('kind', 'wrong');
    expect(read).to.have.nested.property('fault.fault', 'check');
    expect(readSearchText(`收据码 ${CODE.slice(0, 25)}`)).to.have.nested.property(
      'fault.fault',
      'tooShort',
    );
  });

  it('given a symbol that no code has amid one, when it is read, that symbol is named', () => {
    const read = readSearchText(`${CODE.slice(0, 10)}é${CODE.slice(11)}`);
    expect(read).to.have.nested.property('fault.symbol', 'É');
  });

  it('given a mistyped receipt code that begins with 0X, when it is read, it is no name that the index is asked for', () => {
    const text = '0X4G-5S48-K313-T5G9-44RP-5REK-HTX';
    for (const one of [text, text.replaceAll('-', ''), `${text}7`]) {
      expect(readSearchText(one), one).to.have.property('kind', 'wrong');
    }
  });
});
