import type { Bilingual } from '../../domain/words.ts';
import type { Hex } from '../../domain/hex.ts';
import type { Stage } from '../scenario/stage.ts';

/** A place in the story worth opening: a campaign, or a donation by its entry. */
export type DemoLink = {
  readonly title: Bilingual;
  readonly campaign: Hex;
} & (
  | { readonly kind: 'campaign' }
  | { readonly kind: 'donation'; readonly index: number; readonly tx: Hex }
);

/** What to show a newcomer, the best first. */
export function linksOf(stage: Stage): DemoLink[] {
  return [
    donation(stage, 'lin', {
      en: 'Lin’s 1,000: half became coats, half came back',
      zh: '林的1000元：一半成了棉衣，一半退了回来',
    }),
    campaign(stage, 'books', {
      en: 'A Book for Every Child: the next gift sets a payment free',
      zh: '一本书：下一笔捐款就能让付款付出',
    }),
    campaign(stage, 'warm-winter', {
      en: 'Warm Winter: 500,000 given in two hours',
      zh: '暖冬云岭：两小时捐出五十万元',
    }),
    donation(stage, 'small-gifts', {
      en: '10,000 small gifts in one entry: heaters here, medicine there',
      zh: '一笔记录里的一万份小额捐款：这边是取暖器，那边是药品',
    }),
    donation(stage, 'camp-ning', {
      en: 'Ning’s 3,000: the camp was cancelled, the refund waits',
      zh: '宁的3000元：夏令营取消了，退款等她领取',
    }),
    campaign(stage, 'soup', {
      en: 'A Bowl of Hot Soup: the payment provider’s 6.00 is a payment of its own',
      zh: '一碗热汤：支付机构的6元手续费，单独列为一笔付款',
    }),
    campaign(stage, 'rosy-clouds', {
      en: 'Rosy Clouds: nothing forbidden, and an auditor should look twice',
      zh: '彩云助学：没有违规，审计员却该多看一眼',
    }),
  ];
}

function campaign(stage: Stage, name: string, title: Bilingual): DemoLink {
  const staged = stage.campaigns.get(name);
  if (staged === undefined) throw new Error(`the story has no campaign ${name}`);
  return { kind: 'campaign', title, campaign: staged.id };
}

function donation({ records }: Stage, name: string, title: Bilingual): DemoLink {
  const place = records.placeOf(name);
  if (place === undefined) throw new Error(`the story has no donation ${name}`);
  const { campaign: id, index } = place;
  return { kind: 'donation', title, campaign: id, index, tx: records.entryOf(place).at.tx };
}
