import { expect } from 'chai';
import type { CampaignPlan } from '../../domain/campaignPlan.ts';
import { ZERO_BYTES32 } from '../../domain/hex.ts';
import { NO_EXPOSURE_CAP, NO_MANAGEMENT_CAP, type Rules } from '../../domain/ids.ts';
import { rehearse, type RehearsalKind } from '../../domain/rehearsal/course.ts';
import { account, DAY, ref, START, TOKEN } from './world.ts';

const RULES: Rules = {
  charity: account('charity'),
  auditors: [account('ann'), account('ben'), account('cid')],
  threshold: 2,
  proof: 'both',
  challenge: 2 * DAY,
  goal: 100_000n,
  exposureCap: 4_000n,
  managementCapBps: 1_000,
  disclosure: 90 * DAY,
  metadata: ref('metadata'),
};

function planOf(rules: Partial<Rules> = {}, isTerminal = false): CampaignPlan {
  return {
    rules: { ...RULES, ...rules },
    config: {
      token: TOKEN,
      opens: START,
      closes: START + 120 * DAY,
      minimum: 1n,
      successor: isTerminal ? ZERO_BYTES32 : ref('fund'),
      claimWindow: isTerminal ? 0 : 90 * DAY,
      silence: isTerminal ? 0 : 180 * DAY,
      hardEnd: isTerminal ? 0 : START + 800 * DAY,
      operators: [],
    },
    salt: ref('salt'),
  };
}

describe('rehearsing rules', () => {
  const stepOf = (kind: RehearsalKind, rules: Partial<Rules> = {}) => {
    const step = rehearse(planOf(rules), START, 2).find((one) => one.kind === kind);
    if (step === undefined) throw new Error(`no step ${kind}`);
    return step;
  };
  const reasons = (kind: RehearsalKind, rules: Partial<Rules> = {}) =>
    stepOf(kind, rules).blocks.map(({ reason }) => reason);

  it('given an approval it waits for the objection time, unless there is none', () => {
    const { at, blocks } = stepOf('approved');
    expect(blocks).to.deep.equal([{ reason: 'challenge', until: at + 2 * DAY }]);
    expect(reasons('approved', { challenge: 0 })).to.deep.equal([]);
  });

  it('given a cap the second payment waits for the first delivery, with the room that is left', () => {
    const { amount, blocks, standing } = stepOf('second');
    expect(amount).to.equal(4_000n);
    expect(blocks).to.deep.equal([{ reason: 'exposure', room: 0n }]);
    expect(standing).to.deep.equal({
      given: 10_000n,
      paid: 4_000n,
      escrow: 6_000n,
      exposed: 4_000n,
      room: 0n,
    });
    expect(reasons('second', { exposureCap: NO_EXPOSURE_CAP })).to.deep.equal([]);
  });

  it('given a late delivery everything stands still until it is proven', () => {
    expect(reasons('late')).to.include('deliveryOverdue');
    expect(stepOf('proven').blocks).to.deep.equal([]);
    expect(stepOf('proven').standing.exposed).to.equal(0n);
  });

  it('given the time of a report nothing is paid until it is published, however short the interval', () => {
    for (const disclosure of [DAY, 5 * DAY, 90 * DAY, 366 * DAY]) {
      expect(reasons('reportDue', { disclosure })).to.include('reportOverdue');
      const reported = rehearse(planOf({ disclosure }), START, 2).filter(
        ({ kind }) => kind === 'reported',
      );
      expect(reported.flatMap(({ blocks }) => blocks)).to.deep.equal([]);
      expect(reported).to.have.length(disclosure === DAY ? 2 : 1);
    }
  });

  it('given running costs above their share the room says how much could be paid', () => {
    const { amount, blocks } = stepOf('management');
    // A tenth of everything paid: 8,000 to suppliers and 888 to the charity.
    expect(blocks).to.deep.equal([{ reason: 'management', room: 888n }]);
    expect(amount).to.equal(889n);
    expect(reasons('management', { managementCapBps: NO_MANAGEMENT_CAP })).to.deep.equal([]);
  });

  it('given up after silence givers get back exactly what was not spent', () => {
    expect(stepOf('givenUp').amount).to.equal(2_000n);
    expect(stepOf('givenUp').standing.escrow).to.equal(0n);
  });

  it('given a terminal fund it is never given up', () => {
    const kinds = rehearse(planOf({}, true), START, 2).map(({ kind }) => kind);
    expect(kinds).not.to.include('givenUp');
  });

  it('given any rules the course breaks no law, since replay watches it', () => {
    for (const proof of ['recipient', 'auditor', 'both'] as const) {
      for (const goal of [0n, 1n, 1_234_567n]) {
        for (const exposureCap of [1n, 4_000n, NO_EXPOSURE_CAP]) {
          expect(() => rehearse(planOf({ proof, goal, exposureCap }), START, 2)).not.to.throw();
        }
      }
    }
  });
});
