import { expect } from 'chai';
import { flagsOf } from '../../../domain/flags/flags.ts';
import { account, DAY, ref, START } from '../world.ts';
import { books, campaign, gift, NOW, payment } from './books.ts';

describe('flags: what an outsider can do to an honest campaign', () => {
  const honest = campaign('honest');

  it('given a gift made in a payee’s or the charity’s name, it accuses nobody', () => {
    const provoked = campaign('honest', {
      gifts: [
        ...honest.gifts,
        gift(2, 'payee honest 1', 1n, NOW, 'mallory'),
        gift(3, 'charity honest', 1n, NOW, 'mallory'),
      ],
    });
    expect(flagsOf(books(provoked))).to.deep.equal([]);
  });

  it('given a payee that gave everything back and gives a unit later, nothing of it is serious', () => {
    const [first, ...rest] = honest.payments;
    const returned = { ...first!, payee: account('shop'), returned: first!.amount };
    const provoked = campaign('honest', {
      payments: [returned, ...rest],
      gifts: [...honest.gifts, gift(2, 'shop', 1n, NOW)],
    });
    expect(flagsOf(books(provoked)).map(({ severity }) => severity)).not.to.include('serious');
  });

  it('given a rival’s request with its evidence, or to its recipient, the honest one is not flagged', () => {
    const [own] = honest.payments;
    const copied = payment('copied', {
      documents: ref('note honest 1'),
      requestedAt: START + 40 * DAY,
      paidAt: null,
      payee: own!.recipient,
      evidence: [],
    });
    const rival = campaign('rival', { payments: [copied] });
    const flagged = flagsOf(books(honest, rival)).map((flag) => flag.campaign);
    expect(flagged).not.to.include(ref('honest'));
  });
});
