import { expect } from 'chai';
import type { Hex } from '../../../domain/hex.ts';
import { Book, DAY } from '../../../gateway/relay/book.ts';
import { idOf, parseRequest, subjectOf } from '../../../gateway/relay/requests.ts';

const word = (digit: string): Hex => `0x${digit.repeat(64)}`;
const account = (digit: string): Hex => `0x${digit.repeat(40)}`;
const TERMS = {
  campaign: word('1'),
  number: 0,
  payee: account('2'),
  target: word('0'),
  amount: '100',
  category: 0,
  deliverBy: 2_000_000_000,
  documents: word('3'),
  recipient: account('4'),
};
const DISPUTE = {
  chainId: 31337,
  contract: account('5'),
  call: 'disputeDelivery',
  terms: TERMS,
  reason: word('6'),
  signature: `0x${'7'.repeat(130)}`,
};

const share = (index: number) => ({ index, amount: '1', key: account('8'), proof: [] });

describe('relay: its book', () => {
  it('G2 given a single recipient’s doubt when it comes with shares of many names it is one job', () => {
    const requests = [0, 1, 2].map((i) => parseRequest({ ...DISPUTE, share: share(i) }));
    expect(new Set(requests.map(idOf)).size).to.equal(1);
    expect(new Set(requests.map(subjectOf)).size).to.equal(1);
    const listed = [0, 1].map((i) =>
      parseRequest({ ...DISPUTE, terms: { ...TERMS, recipient: word('9') }, share: share(i) }),
    );
    expect(new Set(listed.map(idOf)).size).to.equal(2);
  });

  it('G2 given a job that waited for a day when it is open or was signed since its gas still counts', () => {
    const book = new Book();
    const id = word('a');
    book.apply({ kind: 'taken', id, at: 0, request: DISPUTE, gas: 60_000, dataGas: 10_000 });
    expect(book.spentOn(2 * DAY).all).to.equal(70_000);
    const sent = { nonce: 0, hash: word('b'), raw: '0x00', maxFee: 1n, tip: 1n } as const;
    book.apply({ kind: 'signed', id, at: 2 * DAY, gas: 80_000, dataGas: 10_000, ...sent });
    book.apply({ kind: 'settled', id, at: 2 * DAY });
    expect(book.spentOn(2 * DAY + 10).all).to.equal(90_000);
    expect(book.spentOn(3 * DAY + 10).all).to.equal(0);
  });
});
