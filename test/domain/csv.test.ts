import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import fc from 'fast-check';

import { CSV_BYTE_ORDER_MARK, csvField, csvFile, csvLine } from '../../domain/csv.ts';

describe('CSV', () => {
  for (const [what, field, expected] of [
    ['plain text', 'Warm Winter', 'Warm Winter'],
    ['nothing', '', ''],
    ['a comma', 'a,b', '"a,b"'],
    ['a quotation mark', 'the "north"', '"the ""north"""'],
    ['a line break', 'one\ntwo', '"one\ntwo"'],
    ['white space at its end', 'code ', '"code "'],
    ['an amount', '1.40', '1.40'],
    ['a negative amount', '-12.50', '-12.50'],
    ['a date', '2026-03-01T08:00:00Z', '2026-03-01T08:00:00Z'],
  ] as const) {
    it(`given ${what}, when it is written, it is ${JSON.stringify(expected)}`, () => {
      expect(csvField(field)).to.equal(expected);
    });
  }

  for (const field of [
    '=1+1',
    '+1 555',
    '@SUM(A1)',
    '-2+3',
    '-cmd',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1',
    '\0=1',
    '=HYPERLINK("http://x","y")',
  ]) {
    it(`given ${JSON.stringify(field)}, when it is written, no spreadsheet takes it for a formula`, () => {
      expect(csvField(field).replace(/^"/, '')).to.match(/^'/);
    });
  }

  // A spreadsheet set to another language parts fields by semicolons, and some by tabs.
  for (const [field, expected] of [
    ['coats;=1+1', "coats;'=1+1"],
    ['coats; +1 555', "coats; '+1 555"],
    ['coats\t@SUM(A1)', "coats\t'@SUM(A1)"],
    ['coats;-cmd', "coats;'-cmd"],
    ['one\n=1+1', `"one\n'=1+1"`],
    ['one\r＝1', `"one\r'＝1"`],
    ['a;b;=1;=2', "a;b;'=1;'=2"],
    ['coats;-2', 'coats;-2'],
    ['a = b; c', 'a = b; c'],
  ] as const) {
    it(`given ${JSON.stringify(field)}, when it is written, no part of it becomes a formula`, () => {
      expect(csvField(field)).to.equal(expected);
    });
  }

  it('given any fields, when a line is written and read, they are the same but for the marks', () => {
    const sign = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 1 }),
      fc.constantFrom(...';\t\n=+-@"'),
    );
    const field = fc.array(sign, { maxLength: 8 }).map((signs) => signs.join(''));
    const unmarked = (text: string): string => text.replaceAll("'", '');
    fc.assert(
      fc.property(fc.array(field, { minLength: 2, maxLength: 6 }), (row) => {
        const [read] = parse(csvLine(row)) as unknown as [string[]];
        expect(read.map(unmarked)).to.deep.equal(row.map(unmarked));
      }),
    );
  });

  it('given a heading and rows, when a file is written, it begins with the byte order mark', () => {
    const text = csvFile(['when', 'amount'], [['2026-01-01', '1.40']]);
    expect(text).to.equal(`${CSV_BYTE_ORDER_MARK}when,amount\n2026-01-01,1.40\n`);
  });

  it('given a row of another length, when a file is written, it is refused', () => {
    expect(() => csvFile(['a', 'b'], [['1', '2'], ['3']])).to.throw(RangeError, 'row 1');
  });
});
