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

  it('given any fields, when a line is written and read, they are the same but for the mark', () => {
    const fields = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(fields, (row) => {
        const [read] = parse(csvLine(row)) as unknown as [string[]];
        expect(read.map((field, i) => (field === row[i] ? field : field.slice(1)))).to.deep.equal(
          row,
        );
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
