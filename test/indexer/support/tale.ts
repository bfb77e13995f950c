import type { Cause, Payment, Story } from './story.ts';
import { mined } from '../../../scripts/deployment/mined.ts';

/** Who and what the tale leaves behind. */
export interface Tale {
  readonly general: Cause;
  readonly winter: Cause;
  readonly clinic: Cause;
  readonly camp: Cause;
  readonly book: Cause;
  readonly payments: Readonly<Record<string, Payment>>;
}

/**
 * Every kind of event at least once: gifts, a batch, payments in every state of proof, a veto,
 * transfers over two hops, money given back, a campaign closed with a leftover, one cancelled and
 * settled in every way, and an open motion.
 */
export async function tell(story: Story): Promise<Tale> {
  const { alice, bob, cai, ann } = story.people;
  const general = await story.open('general');
  await story.contracts.registry.nameGeneralFund(story.contracts.token, general.id);
  const winter = await story.open('winter', general);
  const clinic = await story.open('clinic', general);
  const camp = await story.open('camp', general);
  const book = await story.open('book', general);

  await story.give(winter, alice, 1_000);
  await story.give(winter, bob, 500);
  await story.batch(winter, 700, 300);
  await story.giveFor(winter, cai, alice, 2_000);
  await story.give(clinic, bob, 400);

  const blankets = await story.spend(winter, 1_200);
  await story.prove(blankets);
  await story.giveBack(winter, 0, 200);
  const onward = await story.spend(winter, 600, clinic);
  const medicine = await story.spend(clinic, 700);
  await story.evidence(medicine, 'medicine');
  await story.giveBack(clinic, 0, 50);
  const heaters = await story.spend(winter, 300);
  await story.confirm(heaters, await story.evidence(heaters, 'heaters'));
  const unproven = await story.spend(winter, 100);
  const dear = await story.request(winter, 900);
  await story.veto(dear, ann);
  const waiting = await story.request(winter, 250);
  await story.approve(waiting, ann);

  await story.give(camp, alice, 500);
  await story.give(camp, bob, 400);
  await story.give(camp, cai, 300);
  const toCamp = await story.spend(winter, 350, camp);
  await story.giveBack(clinic, 0, 60);
  const tents = await story.spend(camp, 600);
  await story.giveBack(camp, 0, 100);
  await story.cancel(camp);
  for (const entry of [1, 3, 4]) await story.settle(camp, entry);
  await story.giveBack(camp, 0, 30);

  await story.give(book, alice, 800);
  const books = await story.spend(book, 300);
  await story.prove(books);
  await story.close(book);
  await story.giveBack(book, 0, 40);
  const { desk } = story.contracts;
  await mined(await desk.connect(ann).support(clinic.id, clinic.rules, 2));

  const payments = {
    blankets,
    onward,
    medicine,
    heaters,
    unproven,
    dear,
    waiting,
    toCamp,
    tents,
    books,
  };
  return { general, winter, clinic, camp, book, payments };
}
