import { ask, attest, confirm, pay, prove, Teller, weave, type StoryStep } from './teller.ts';

/**
 * Things instead of money: masks in a warehouse, whose receipts travel the same line. Told before
 * the winter's story, on a stage of its own, since every scenario is about one token.
 */

/** How long it takes, in days. */
const LENGTH = 45;
const DAY = 86_400;
/** Masks that the warehouse holds, of which some were handed out in the end and some wait to be. */
export const HELD = 12_000n;
export const HANDED_OUT = 9_000n;
export const WAITING = 2_000n;

export function buildMasks(): { name: string; token: object; steps: StoryStep[] } {
  const teller = new Teller();
  teller.tell({
    do: 'campaign',
    id: 'masks',
    charity: 'rainbow',
    auditors: ['lantern', 'dipper'],
    threshold: 2,
    proof: 'both',
    challenge: 2 * DAY,
    managementCapBps: 1_000,
    goal: String(HELD),
    exposureCap: String(HANDED_OUT),
    disclosure: 180 * DAY,
    // Things are only taken in before the winter.
    closes: 30 * DAY,
  });
  teller.until(1, 9);
  for (const [giver, amount] of [
    ['cloudweave', '8000'],
    ['herbs', '4000'],
  ]) {
    teller.tell({ do: 'donate', id: `masks-${giver}`, campaign: 'masks', giver, amount });
  }
  ask(teller, 3, CLINIC, ['lantern', 'dipper']);
  pay(teller, 6, 'clinic-masks');
  prove(
    teller,
    10,
    'clinic-masks',
    '仓库出库单和送货单：口罩 9,000 只。 Issue slip of the warehouse and delivery note: 9,000 masks.',
  );
  confirm(teller, 11, 'clinic-masks', 'willowcreek');
  attest(teller, 13, 'clinic-masks', 'lantern');
  ask(teller, 40, SCHOOL, ['dipper', 'lantern']);
  pay(teller, 43, 'school-masks');
  return {
    name: 'Masks',
    token: { symbol: 'MASK', decimals: 0 },
    steps: weave([teller], LENGTH),
  };
}

const CLINIC = {
  id: 'clinic-masks',
  campaign: 'masks',
  payee: 'hillroad',
  recipient: 'willowcreek',
  amount: String(HANDED_OUT),
  category: 'goods',
  documents:
    '卫生院申请：口罩 9,000 只，由山路客运取送。 Request of the clinic: 9,000 masks, fetched and brought by Hillroad Coaches.',
};

const SCHOOL = {
  id: 'school-masks',
  campaign: 'masks',
  payee: 'hillroad',
  recipient: 'stonebridge',
  amount: String(WAITING),
  category: 'goods',
  // Due long after the story.
  deliverBy: 200 * DAY,
  documents:
    '学校申请：口罩 2,000 只，由山路客运来取。 Request of the school: 2,000 masks, to be fetched by Hillroad Coaches.',
};
