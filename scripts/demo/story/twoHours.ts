import { generator, pick, spread, yuan } from '../amounts.ts';
import type { Teller } from './teller.ts';

export const DONORS = 60;
/** The small gift that is followed through the whole story. */
export const XIAO_HE = 'xiaohe';
const GIFTS = [50, 100, 100, 188, 200, 300, 500, 520, 666, 888, 1000, 1000, 1500, 2000, 3000, 5000];
const SMALL_GIFTS = [10, 20, 30, 50, 50, 60, 66, 68, 88, 88, 100, 100, 120, 150];

/** Half a million in two hours: 180 gifts, 10,000 small ones in a batch, and 120 gifts more. */
export function giveWithinTwoHours(teller: Teller): void {
  const random = generator(20_171);
  let number = 0;
  const gifts = (amounts: readonly number[], name?: string) => {
    for (const amount of amounts) {
      number += 1;
      teller.tell({
        do: 'donate',
        id: name ?? `w${number}`,
        campaign: 'warm-winter',
        giver: name ?? `donor-${1 + Math.floor(random() * DONORS)}`,
        amount: yuan(amount),
        via: pick(random, ['authorization', 'authorization', 'authorization', 'permit', 'approve']),
      });
      // 300 gifts in 60 small groups, two minutes apart.
      if (number % 5 === 0) teller.wait(113);
    }
  };
  const choices = GIFTS.map((amount) => amount * 100);
  teller.until(1, 10);
  gifts(spread(random, 180, 293_000_00, choices, 1_000_00));
  teller.tell({
    do: 'batch',
    id: 'small-gifts',
    campaign: 'warm-winter',
    operator: 'platform',
    gifts: smallGifts(random),
  });
  gifts(spread(random, 50, 83_500_00, choices, 1_000_00));
  gifts([1_000_00], 'lin');
  gifts(spread(random, 69, 115_500_00, choices, 1_000_00));
}

/** Xiao He's 1.40 begins 1,999.40 into the batch, so that the heaters end 0.60 into it. */
function smallGifts(random: () => number): { id: string; amount: string }[] {
  const before = spread(random, 2_856, 1_999_40, SMALL_GIFTS, 20);
  const after = spread(random, 7_143, 4_999_20, SMALL_GIFTS, 20);
  const named = (amounts: readonly number[], first: number) =>
    amounts.map((amount, i) => ({ id: `s${first + i}`, amount: yuan(amount) }));
  return [...named(before, 1), { id: XIAO_HE, amount: '1.40' }, ...named(after, 2_858)];
}
