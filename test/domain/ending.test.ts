import { expect } from 'chai';

import { rootHex, verify, hashLeaf, AccumulatorError } from '../../domain/accumulator.ts';
import { leafOf, settleArguments } from '../../domain/entryProof.ts';
import type { ChainEvent, EventName, EventOf } from '../../domain/events.ts';
import { toBytes, ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import { checkLaws, type ProvenGift } from '../../domain/laws.ts';
import { replay } from '../../domain/replay.ts';
import { buildSumTree } from '../../domain/sumTree.ts';
import { traceEntry } from '../../domain/traceState.ts';
import { BruteForce } from './bruteForce.ts';
import { account, CLAIM_WINDOW, ref, SCOPE } from './world.ts';

const [alice, bob, factory] = ['alice', 'bob', 'factory'].map(account) as [Hex, Hex, Hex];

describe('ending', () => {
  let story: BruteForce;
  let fund: Hex;
  let heir: Hex;
  let campaign: Hex;

  beforeEach(() => {
    story = new BruteForce();
    fund = story.open('fund');
    heir = story.open('heir', fund);
    campaign = story.open('campaign', heir);
    story.give(campaign, alice, 10);
    story.give(campaign, bob, 5);
    story.pay(campaign, factory, 12, ref('p1'));
  });

  function findings(log: ChainEvent[] = story.events): string[] {
    return replay(SCOPE, log).findings.map(({ law, code }) => `${law} ${code}`);
  }

  /** The log with its last event of that name changed. */
  function changed<N extends EventName>(name: N, change: Partial<EventOf<N>>): ChainEvent[] {
    const i = story.events.findLastIndex((event) => event.name === name);
    return story.events.with(i, { ...story.events[i]!, ...change });
  }

  function endOf(entry: number): string {
    const end = traceEntry(replay(SCOPE, story.events), campaign, entry).at(-1)!.end;
    return end.kind === 'escrow' ? end.campaign : end.kind;
  }

  it('M19 given money paid and returned, when the campaign is cancelled, it reaches the terminal fund, not the heir', () => {
    story.giveBack(campaign, 0, 4);
    story.cancel(campaign);
    story.settle(campaign, 2);
    expect(findings()).to.deep.equal([]);
    expect(endOf(1)).to.equal(campaign);
    expect(traceEntry(replay(SCOPE, story.events), campaign, 0).at(-1)!.end).to.deep.include({
      campaign: fund,
    });
    expect(findings(changed('EntrySettled', { target: heir }))).to.include('9 wrongDestination');
  });

  it('given a transfer whose source has ended, when it is settled, it goes to the source’s heir', () => {
    const other = story.open('other', fund);
    const source = story.open('source', other);
    story.give(source, bob, 6);
    story.transfer(source, campaign, 6, ref('t1'));
    story.close(source);
    story.cancel(campaign);
    story.settle(campaign, 2);
    expect(findings()).to.deep.equal([]);
    const [slice] = traceEntry(replay(SCOPE, story.events), source, 0);
    expect(slice?.end).to.deep.include({ kind: 'escrow', campaign: other });
  });

  it('given a gift in its claim window, when it is sent to an heir instead of its giver, it breaks law 11', () => {
    story.cancel(campaign);
    story.now += CLAIM_WINDOW + 1;
    story.settle(campaign, 1);
    expect(findings()).to.deep.equal([]);
    const log = story.events.map((event) =>
      event.name === 'EntrySettled'
        ? { ...event, at: { ...event.at, timestamp: story.now - 1 } }
        : event,
    );
    expect(findings(log)).to.deep.equal(['11 claimWindow']);
  });

  it('given a claim window that passed, when a giver is refunded, it breaks law 9', () => {
    story.cancel(campaign);
    story.settle(campaign, 1);
    expect(findings()).to.deep.equal([]);
    const late = {
      block: 99,
      logIndex: 99,
      tx: ref('late'),
      timestamp: story.now + CLAIM_WINDOW + 1,
    };
    expect(findings(changed('Refunded', { at: late }))).to.deep.equal(['9 claimWindow']);
  });

  it('given a settlement, when it is of the wrong range, twice, or of no entry, it breaks law 4', () => {
    story.cancel(campaign);
    story.settle(campaign, 1);
    expect(findings(changed('Refunded', { start: 13n }))).to.deep.equal(['4 settlementRange']);
    expect(findings(changed('Refunded', { start: 11n }))).to.deep.equal([
      '3 settlementRange',
      '4 settlementRange',
    ]);
    expect(findings(changed('Refunded', { giver: alice }))).to.deep.equal(['4 wrongGiver']);
    expect(findings(changed('Refunded', { index: 7 }))).to.deep.equal(['4 unknownEntry']);
    const twice = { ...story.events.at(-1)!, at: { ...story.events.at(-1)!.at, block: 99 } };
    expect(findings([...story.events, twice])).to.deep.equal(['4 settledTwice']);
  });

  it('given payments, when they leave a gap, overlap or exceed the line, they break law 3', () => {
    expect(findings(changed('Disbursed', { start: 1n }))).to.deep.equal(['3 disbursementGap']);
    expect(findings(changed('Disbursed', { end: 16n }))).to.deep.equal(['3 overspent']);
    expect(findings(changed('Disbursed', { end: 0n }))).to.deep.equal(['3 emptyRange']);
    expect(findings(changed('Disbursed', { index: 1 }))).to.deep.equal(['3 disbursementNumber']);
  });

  it('given entries, when they leave a gap, overlap or are numbered wrongly, they break law 2', () => {
    expect(findings(changed('Donated', { start: 9n }))).to.deep.equal(['2 entryGap']);
    expect(findings(changed('Donated', { index: 2 }))).to.deep.equal(['2 entryNumber']);
    expect(findings(changed('Donated', { end: 10n }))).to.include('2 emptyRange');
    expect(findings(changed('Donated', { end: 1n << 96n }))).to.include('2 lineFull');
  });

  it('given a return, when it is no tail of a payment to that payee, it breaks law 10', () => {
    story.giveBack(campaign, 0, 4);
    expect(findings(changed('FundsReturned', { payee: bob }))).to.include('10 wrongPayee');
    expect(findings(changed('FundsReturned', { index: 3 }))).to.include('10 unknownDisbursement');
    expect(findings(changed('FundsReturned', { start: 7n, end: 11n }))).to.include('10 tailRange');
  });

  it('given money on its way, when its entry is missing or another, it breaks law 10', () => {
    story.transfer(campaign, heir, 3, ref('t1'));
    expect(findings(story.events.slice(0, -1))).to.deep.equal(['10 linkExpected']);
    expect(findings(changed('TransferReceived', { end: 4n }))).to.deep.equal(['10 linkDiffers']);
    expect(findings(changed('TransferReceived', { sourceStart: 11n }))).to.deep.equal([
      '10 linkDiffers',
    ]);
    const unannounced = story.events.filter(({ name }) => name !== 'Transferred');
    expect(findings(unannounced)).to.deep.equal(['10 linkDiffers']);
    const reports = checkLaws(replay(SCOPE, story.events.slice(0, -1)));
    expect(
      reports.filter(({ verdict }) => verdict === 'broken').map(({ law }) => law.number),
    ).to.deep.equal([10]);
  });

  it('given a closed campaign, when its leftover is not all that was left, it breaks law 3', () => {
    story.close(campaign);
    expect(findings()).to.deep.equal([]);
    expect(findings(changed('LeftoverMoved', { start: 13n }))).to.include('3 leftoverRange');
    expect(findings(changed('LeftoverMoved', { target: fund }))).to.include('9 wrongDestination');
  });

  it('given a cancelled campaign, when an entry is to be settled, its arguments prove it against the frozen root', () => {
    const other = story.open('other', fund);
    story.give(other, bob, 6);
    story.transfer(other, campaign, 6, ref('t1'));
    story.anchor(campaign, 2, 9);
    story.cancel(campaign);
    const state = replay(SCOPE, story.events).campaigns.get(campaign)!;
    expect(state.frozenRoot).to.equal(rootHex(state.accumulator!));
    for (const { index, source: from } of state.entries) {
      const { entry, source, proof } = settleArguments(state, index);
      const leaf = hashLeaf(leafOf(state.entries[index]!));
      expect(verify(leaf, index, proof.map(toBytes), state.frozenRoot!)).to.equal(true);
      expect(entry).to.include({ index, kind: [0, 0, 2, 1][index] });
      expect(source).to.deep.equal(from ?? { campaign: ZERO_BYTES32, start: 0n });
    }
    expect(() => settleArguments(state, 4)).to.throw(AccumulatorError);
  });

  describe('given the file of a batch', () => {
    const amounts = [3n, 4n, 2n];

    function verdict(change: (gifts: ProvenGift[]) => ProvenGift[]): string {
      const index = story.anchor(campaign, 3, 9);
      const scope = { ...SCOPE, campaign, operator: account('operator') };
      const gifts = amounts.map((amount, i) => ({ commitment: ref(`g${i}`), amount }));
      const tree = buildSumTree(scope, gifts);
      const file = change(gifts.map((gift, i) => ({ gift, proof: tree.proof(i) })));
      const log = changed('BatchAnchored', { root: tree.root });
      const batches = new Map([[`${campaign}:${index}`, file]]);
      return checkLaws(replay(SCOPE, log), { batches }).find(({ law }) => law.number === 6)!
        .verdict;
    }

    it('when its gifts tile the entry, law 6 holds', () => {
      expect(verdict((gifts) => gifts)).to.equal('holds');
    });

    it('when a gift is missing, doubled or changed, law 6 is broken', () => {
      expect(verdict((gifts) => gifts.slice(1))).to.equal('broken');
      expect(verdict((gifts) => gifts.slice(0, -1))).to.equal('broken');
      expect(verdict((gifts) => [gifts[0]!, ...gifts])).to.equal('broken');
      expect(
        verdict(([first, ...rest]) => [
          { ...first!, gift: { ...first!.gift, amount: 5n } },
          ...rest,
        ]),
      ).to.equal('broken');
    });

    it('when it is not at hand, law 6 is not checked', () => {
      story.anchor(campaign, 3, 9);
      const report = checkLaws(replay(SCOPE, story.events)).find(({ law }) => law.number === 6);
      expect(report?.verdict).to.equal('notChecked');
    });
  });
});
