import { expect } from 'chai';
import { csvLine } from '../../domain/csv.ts';
import { toBytes, toHex } from '../../domain/hex.ts';
import { assemble, groupGifts, type CodeMaker } from '../../domain/provider/assemble.ts';
import type { Gift } from '../../domain/provider/intake.ts';
import { privateHeading, privateLines } from '../../domain/provider/privateFile.ts';
import { giftCommitment, receiptPrivateKey } from '../../domain/receipt.ts';
import { parseReceiptCode } from '../../domain/receiptCode.ts';
import { receiptFragment } from '../../domain/receiptFragment.ts';
import { addressOfCode } from '../../scripts/screenshots/giftAnswers.ts';
import { addressesOf } from '../../scripts/batch/receiptAddresses.ts';
import { account } from './world.ts';

const CAMPAIGNS = [`0x${'11'.repeat(32)}`, `0x${'22'.repeat(32)}`] as const;
const SCOPE = {
  chainId: 31_337,
  ledger: account('ledger'),
  campaign: CAMPAIGNS[0],
  operator: account('operator'),
};

const gift = (order: string, amount: bigint, more: Partial<Gift> = {}): Gift => ({
  ...{ order, reference: order, time: '', campaign: CAMPAIGNS[0], receipt: null },
  ...{ amount, paid: amount },
  ...more,
});

describe('making a batch of gifts', () => {
  it('given gifts of two campaigns when they are grouped each campaign has its own, without what was given back', () => {
    const gifts = [
      gift('a', 1n),
      gift('b', 0n),
      gift('c', 3n, { campaign: CAMPAIGNS[1] }),
      gift('d', 4n),
    ];
    const groups = groupGifts(gifts, 10);
    expect(groups.map((group) => group.map(({ order }) => order).sort())).to.deep.equal([
      ['a', 'd'],
      ['c'],
    ]);
    expect(groupGifts(gifts, 1).map(({ length }) => length)).to.deep.equal([1, 1, 1]);
  });

  it('given many shuffles every gift comes first about as often', () => {
    const firsts = new Map<string, number>();
    for (let i = 0; i < 3_000; i++) {
      const [group] = groupGifts(
        ['a', 'b', 'c'].map((order) => gift(order, 1n)),
        9,
      );
      const first = group?.[0]?.order ?? '';
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    for (const count of firsts.values()) expect(count).to.be.within(850, 1_150);
  });

  it('given a caller that makes codes in steps it pauses after each, and every code leads to its leaf', async () => {
    const steps: number[] = [];
    let pauses = 0;
    const maker: CodeMaker = {
      addressesOf,
      step: 2,
      pause: () => Promise.resolve(void pauses++),
    };
    const gifts = [gift('n1', 70n), gift('n2', 140n), gift('n,3', 5n, { time: '=1+1' })];
    const batch = await assemble(SCOPE, gifts, maker, (made) => steps.push(made));
    expect(steps).to.deep.equal([2, 3]);
    expect(pauses).to.equal(2);
    expect(batch.sum).to.equal(215n);
    const more = {
      names: ['link'],
      fieldsOf: (code: string, reference: string) => [
        `/receipt#${receiptFragment(code, reference)}`,
      ],
    };
    expect(privateHeading(more)).to.equal(
      'index,order,reference,amount,time,code,address,commitment,link\n',
    );
    const lines = [...privateLines(batch, 2, more)].join('').trim().split('\n');
    lines.forEach((line, i) => {
      const { order, amount } = gifts[i]!;
      const code = /,([0-9A-Z*~$=-]{33}),0x/.exec(line)?.[1] ?? '';
      const address = addressOfCode(code);
      expect(receiptPrivateKey(parseReceiptCode(code))).to.have.length(66);
      expect(toBytes(address)).to.deep.equal(batch.addresses.subarray(20 * i, 20 * (i + 1)));
      expect(batch.leaves[i]).to.deep.equal({ commitment: giftCommitment(address, order), amount });
      expect(line).to.contain(`/receipt#${code}/${encodeURIComponent(order)}`);
    });
    // What a spreadsheet would take for a formula is text.
    expect(lines[2]).to.contain(csvLine(['n,3', 'n,3', '0.05', '=1+1']).trim());
  });

  it('given a gift that brought an address of its own no code is made for it', async () => {
    const own = account('donor');
    const maker: CodeMaker = { addressesOf, step: 9, pause: () => Promise.resolve() };
    const batch = await assemble(SCOPE, [gift('n1', 70n, { receipt: own })], maker, () => {});
    expect(toHex(batch.addresses)).to.equal(own);
    const [line] = [...privateLines(batch, 2)].join('').split('\n');
    expect(line).to.match(/^0,n1,n1,0\.70,,,0x/);
  });
});
