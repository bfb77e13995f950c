import { expect } from 'chai';

import { ZERO_ADDRESS, type Hex } from '../../domain/hex.ts';
import { replay } from '../../domain/replay.ts';
import { aheadOf, totalOf } from '../../domain/slices.ts';
import type { ReplayState } from '../../domain/state.ts';
import type { Slice } from '../../domain/trace.ts';
import { traceEntry, traceRange } from '../../domain/traceState.ts';
import { BruteForce } from './bruteForce.ts';
import { account, CLAIM_WINDOW, ref, SCOPE } from './world.ts';

const [alice, bob, cai] = ['alice', 'bob', 'cai'].map(account) as [Hex, Hex, Hex];
const factory = account('factory');

/** One line per slice: `0-10 via p1 → factory`. */
function tell(slices: readonly Slice[]): string[] {
  return slices.map(({ from, to, path, end }) => {
    const way = path.map((step) =>
      step.disbursement === null ? step.kind : word(step.disbursement),
    );
    const place =
      end.kind === 'payee'
        ? word(end.payee)
        : end.kind === 'escrow'
          ? `escrow behind ${end.ahead}`
          : `back to ${word(end.to)}`;
    return `${from}-${to} ${way.join(' ')} → ${place}`;
  });
}

function word(hex: Hex): string {
  return Buffer.from(hex.slice(2), 'hex').toString().replaceAll('\0', '');
}

function replayed(story: BruteForce): ReplayState {
  const state = replay(SCOPE, story.events);
  expect(state.findings).to.deep.equal([]);
  return state;
}

describe('trace', () => {
  let story: BruteForce;
  let fund: Hex;
  let campaign: Hex;

  beforeEach(() => {
    story = new BruteForce();
    fund = story.open('fund');
    campaign = story.open('campaign', fund);
  });

  it('given gifts of 10, 5 and 7, when 12 are paid, it splits them first in, first out', () => {
    story.give(campaign, alice, 10);
    story.give(campaign, bob, 5);
    story.give(campaign, cai, 7);
    story.pay(campaign, factory, 12, ref('p1'));
    const state = replayed(story);
    expect(tell(traceEntry(state, campaign, 0))).to.deep.equal(['0-10 p1 → factory']);
    expect(tell(traceEntry(state, campaign, 1))).to.deep.equal([
      '0-2 p1 → factory',
      '2-5  → escrow behind 0',
    ]);
    expect(tell(traceEntry(state, campaign, 2))).to.deep.equal(['0-7  → escrow behind 3']);
    expect(aheadOf(traceEntry(state, campaign, 2))).to.equal(3n);
    expect(aheadOf(traceEntry(state, campaign, 0))).to.equal(null);
  });

  it('given transfers over three campaigns, when the last one pays, it keeps every offset', () => {
    const second = story.open('second', fund);
    const third = story.open('third', fund);
    story.give(second, bob, 3);
    story.give(third, cai, 4);
    story.give(campaign, alice, 10);
    story.transfer(campaign, second, 8, ref('t1'));
    story.transfer(second, third, 9, ref('t2'));
    story.pay(third, factory, 7, ref('p1'));
    const state = replayed(story);
    // Alice's units 0–6 are 3–9 of the second line, 6 of them went on to 7–13 of the third.
    expect(tell(traceEntry(state, campaign, 0))).to.deep.equal([
      '0-6 t1 t2 → escrow behind 0',
      '6-8 t1 → escrow behind 0',
      '8-10  → escrow behind 0',
    ]);
    expect(tell(traceEntry(state, second, 0))).to.deep.equal(['0-3 t2 p1 → factory']);
    story.pay(third, factory, 4, ref('p2'));
    expect(tell(traceEntry(replayed(story), campaign, 0))).to.deep.equal([
      '0-4 t1 t2 p2 → factory',
      '4-6 t1 t2 → escrow behind 0',
      '6-8 t1 → escrow behind 0',
      '8-10  → escrow behind 0',
    ]);
  });

  it('given a payment, when the payee returns tails twice, it follows them to the end of the line', () => {
    story.give(campaign, alice, 10);
    story.give(campaign, bob, 5);
    story.pay(campaign, factory, 10, ref('p1'));
    story.giveBack(campaign, 0, 3);
    story.giveBack(campaign, 0, 2);
    const state = replayed(story);
    // The first tail is 7–10 and came back as 15–18, the second is 5–7 and came back as 18–20.
    const slices = traceEntry(state, campaign, 0);
    expect(tell(slices)).to.deep.equal(['0-5 p1 → factory', '5-10 p1 return → escrow behind 5']);
    expect(totalOf(slices)).to.equal(10n);
    story.pay(campaign, factory, 8, ref('p2'));
    expect(tell(traceEntry(replayed(story), campaign, 0))).to.deep.equal([
      '0-5 p1 → factory',
      '5-7 p1 return → escrow behind 0',
      '7-10 p1 return p2 → factory',
    ]);
  });

  it('given a closed campaign, when its successor closed too, it follows the leftover to the fund', () => {
    const heir = story.open('heir', fund);
    const closing = story.open('closing', heir);
    story.give(closing, alice, 6);
    story.pay(closing, factory, 2, ref('p1'));
    story.close(closing);
    story.close(heir);
    expect(tell(traceEntry(replayed(story), closing, 0))).to.deep.equal([
      '0-2 p1 → factory',
      '2-6 leftover leftover → escrow behind 0',
    ]);
    story.giveBack(closing, 0, 1);
    expect(tell(traceEntry(replayed(story), closing, 0))).to.deep.equal([
      '0-1 p1 → factory',
      '1-2 p1 return → escrow behind 4',
      '2-6 leftover leftover → escrow behind 0',
    ]);
  });

  it('given a cancelled campaign, when entries are settled, it ends at givers, sources and the fund', () => {
    const source = story.open('source', fund);
    story.give(source, cai, 9);
    story.give(campaign, alice, 5);
    story.give(campaign, bob, 4);
    story.pay(campaign, factory, 7, ref('p1'));
    story.transfer(source, campaign, 6, ref('t1'));
    story.giveBack(campaign, 0, 2);
    story.cancel(campaign);
    story.settle(campaign, 1);
    story.settle(campaign, 2);
    story.settle(campaign, 3);
    const state = replayed(story);
    expect(tell(traceEntry(state, campaign, 0))).to.deep.equal(['0-5 p1 → factory']);
    expect(tell(traceEntry(state, campaign, 1))).to.deep.equal([
      '0-2 p1 return settlement → escrow behind 0',
      '2-4  → back to bob',
    ]);
    expect(tell(traceEntry(state, source, 0))).to.deep.equal([
      '0-6 t1 settlement → escrow behind 3',
      '6-9  → escrow behind 0',
    ]);
    expect(traceEntry(state, source, 0)[0]?.path.at(-1)?.into).to.equal('return');
  });

  it('given a claim window that passed, when an entry is settled, it goes to the successor', () => {
    story.give(campaign, alice, 5);
    story.cancel(campaign);
    story.now += CLAIM_WINDOW + 1;
    story.settle(campaign, 0);
    const slices = traceEntry(replayed(story), campaign, 0);
    expect(tell(slices)).to.deep.equal(['0-5 settlement → escrow behind 0']);
    expect(slices[0]?.path[0]?.into).to.equal('transfer');
    expect(slices[0]?.end).to.deep.include({ campaign: fund });
  });

  it('given a batch, when one gift in it is asked for, it follows that range alone', () => {
    story.give(campaign, alice, 5);
    story.anchor(campaign, 2, 10);
    story.pay(campaign, factory, 8, ref('p1'));
    expect(tell(traceRange(replayed(story), campaign, 7n, 11n))).to.deep.equal([
      '0-1 p1 → factory',
      '1-4  → escrow behind 0',
    ]);
  });

  it('given a gift and a batch of three, when gifts are counted, there are four', () => {
    story.give(campaign, alice, 5);
    story.anchor(campaign, 3, 6);
    expect(replayed(story).campaigns.get(campaign)?.gifts).to.equal(4);
  });

  it('given a payer of nothing, when an entry is a transfer, it names no payer', () => {
    story.give(campaign, alice, 5);
    story.transfer(campaign, fund, 5, ref('t1'));
    expect(replayed(story).campaigns.get(fund)?.entries[0]?.payer).to.equal(ZERO_ADDRESS);
  });
});
