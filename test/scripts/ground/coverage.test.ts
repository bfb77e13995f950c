import { expect } from 'chai';
import { gapsOf, readReport } from '../../../scripts/coverage/report.ts';

/** As Hardhat 3 prints it, with its colours. */
const HEAD = `Saved html report to /somewhere/coverage/html
╔═════════════════╗
║ \u001b[1mCoverage Report\u001b[22m ║
╚═════════════════╝
╔══════════════════════╗
║ File Coverage        ║
║ \u001b[33mFile Path\u001b[39m            │ \u001b[33mLine %\u001b[39m │ \u001b[33mStatement %\u001b[39m │ Uncovered Lines ║
`;

const row = (...cells: readonly string[]) => `║ ${cells.join(' │ ')} ║\n`;

describe('coverage', () => {
  it('given a table in which all was run when it is read there are figures and no gaps', () => {
    const report = readReport(
      `${HEAD}${row('contracts/Desk.sol', '100.00', '100.00', '-')}${row('Total', '100.00', '100.00', '')}`,
    );
    const all = { lines: 100, statements: 100, missed: '' };
    expect(report?.files).to.deep.equal([{ path: 'contracts/Desk.sol', ...all }]);
    expect(report?.total).to.deep.equal({ path: 'Total', ...all });
    expect(report && gapsOf(report)).to.deep.equal([]);
  });

  it('given one line or one statement that was not run when gaps are asked for each is named', () => {
    const rows = [
      row('contracts/Desk.sol', '99.50', '99.71', '12, 40-41'),
      row('contracts/Ledger.sol', '100.00', '99.98', '-'),
      row('contracts/Registry.sol', '100.00', '100.00', '-'),
      row('Total', '99.99', '99.98', ''),
    ];
    const report = readReport(`${HEAD}${rows.join('')}`);
    expect(report && gapsOf(report)).to.deep.equal([
      'contracts/Desk.sol: 99.5 % of lines, 99.71 % of statements, not lines 12, 40-41',
      'contracts/Ledger.sol: 100 % of lines, 99.98 % of statements',
    ]);
  });

  it('given output without a table, or a table without files, when it is read there is no report', () => {
    for (const output of [
      '',
      '  3 failing\n',
      HEAD,
      `${HEAD}${row('Total', '0.00', '0.00', '')}`,
    ]) {
      expect(readReport(output)).to.equal(undefined);
    }
  });
});
