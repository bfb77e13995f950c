import { expect } from 'chai';
import { factsOfState } from '../../../domain/flags/factsOfState.ts';
import { flagsOf, mapAmounts, sortFlags } from '../../../domain/flags/flags.ts';
import { ZERO_ADDRESS } from '../../../domain/hex.ts';
import { booksOfState, mapCampaignRow, mapTokenRow, reconcile } from '../../../domain/reconcile.ts';
import { ann, charity, DeskStory, factory, hospital } from '../deskStory.ts';
import { DAY, ref, TOKEN } from '../world.ts';

describe('flags and books of a replayed state', () => {
  it('given a whole process, when its facts are taken, they say what the events said', () => {
    const story = new DeskStory();
    story.payment();
    story.deliver();
    story.giveBack(story.campaign, 0, 50);
    story.request({ number: 1, documents: ref('another offer') });
    story.request({ number: 2 });
    story.step('DisbursementVetoed', { by: ann, reason: ref('no') });
    const state = story.replayed();
    const { campaigns } = factsOfState(state);
    const facts = campaigns.find(({ id }) => id === story.campaign)!;
    expect(facts.rules).to.include({ charity, proof: 'both' });
    expect(facts.payments.map(({ paidAt }) => paidAt === null)).to.deep.equal([false, true]);
    expect(facts.payments[0]).to.include({ payee: factory, recipient: hospital, returned: 50n });
    expect(facts.payments[0]?.auditors).to.have.length(2);
    expect(facts.gifts.map(({ amount }) => amount)).to.deep.equal([2_000n]);
    expect(flagsOf(factsOfState(state))).to.deep.equal([]);
    const lapsed = factsOfState(state, story.now + 101 * DAY).campaigns;
    expect(lapsed.find(({ id }) => id === story.campaign)?.payments).to.have.length(1);
  });

  it('given a transfer, when facts are taken, it is no payment to a payee', () => {
    const story = new DeskStory();
    const transfer = { payee: ZERO_ADDRESS, category: 'transfer', recipient: '0x' } as const;
    story.payment({ amount: 200n, target: story.fund, ...transfer });
    const { campaigns } = factsOfState(story.replayed());
    expect(campaigns.flatMap(({ payments }) => payments)).to.deep.equal([]);
  });

  it('given a report after its time, when it is replayed, it is known when it was due', () => {
    const story = new DeskStory({ disclosure: 10 * DAY });
    const due = story.now + 10 * DAY;
    story.now = due + 6 * DAY;
    const nextDue = story.now + 10 * DAY;
    story.desk('ReportPublished', { campaign: story.campaign, report: ref('late'), nextDue });
    const [flag] = flagsOf(factsOfState(story.replayed()));
    expect(flag).to.deep.include({ kind: 'lateReport', severity: 'notable' });
    expect(flag?.figures).to.deep.equal({ due, publishedAt: story.now, lateBy: 6 * DAY });
  });

  it('given a payee’s gift, when its amounts are written as text, every amount is', () => {
    const story = new DeskStory();
    story.payment();
    story.give(story.campaign, factory, 400);
    const flags = flagsOf(factsOfState(story.replayed()));
    const [flag] = flags.map((one) => mapAmounts(one, String));
    expect(flag?.kind).to.equal('circularMoney');
    expect(JSON.parse(JSON.stringify(flag))).to.deep.equal(flag);
    expect(sortFlags(flags, [])).to.deep.equal(flags);
  });

  it('given all ways in and out, when books are reconciled, the parts are the totals and the escrow is held', () => {
    const story = new DeskStory();
    story.payment();
    story.giveBack(story.campaign, 0, 50);
    story.transfer(story.campaign, story.fund, 300, ref('elsewhere'));
    const state = story.replayed();
    const balances = new Map([[TOKEN, BigInt(story.balance)]]);
    const { campaigns, tokens } = reconcile(booksOfState(state), balances);
    const [fund, own] = campaigns;
    expect(fund).to.include({ transferredIn: 300n, raised: 300n, escrow: 300n, balanced: true });
    expect(own).to.include({ given: 2_000n, gifts: 2_000n, batches: 0n, returnedIn: 50n });
    expect(own).to.include({ transferredOut: 300n, escrow: 700n, balanced: true });
    expect(own?.paid).to.include({ goods: 1_050n, other: 0n });
    const [token] = tokens;
    expect(token).to.include({ campaigns: 2, escrow: 1_000n, balance: 1_000n, surplus: 0n });
    expect(token?.balanced).to.equal(true);
    const short = reconcile(booksOfState(state), new Map([[TOKEN, 999n]])).tokens[0];
    expect(short).to.include({ surplus: -1n, balanced: false });
    const texts = [mapCampaignRow(own!, String), mapTokenRow(token!, String)];
    expect(JSON.parse(JSON.stringify(texts))).to.deep.equal(texts);
  });

  it('given totals that their parts do not explain, it says by how much', () => {
    const story = new DeskStory();
    const [book] = booksOfState(story.replayed()).filter(({ raised }) => raised > 0n);
    const { campaigns } = reconcile([{ ...book!, raised: book!.raised + 1n, settled: 2n }]);
    expect(campaigns[0]?.unexplained).to.deep.equal({ raised: 1n, disbursed: 0n, settled: 2n });
    expect(campaigns[0]?.balanced).to.equal(false);
  });
});
