import { expect } from 'chai';
import type { PaymentFacts } from '../../../domain/flags/facts.ts';
import { flagsOf } from '../../../domain/flags/flags.ts';
import { SERIOUS_DELAY } from '../../../domain/flags/late.ts';
import { account, DAY, ref, START } from '../world.ts';
import { books, campaign, kinds, NOW, only, payment } from './books.ts';

const DUE = START + 30 * DAY;

describe('flags: late proof', () => {
  const late = (
    change: Partial<PaymentFacts>,
    proof: 'both' | 'auditor' | 'recipient' = 'both',
  ) => {
    const payments = [payment('p', change)];
    const rules = { charity: account('charity'), auditors: [account('ann')], proof };
    return only(flagsOf(books(campaign('a', { payments, rules }))), 'lateProof');
  };

  it('given a delivery confirmed 23 days late, it says by how much and what was handed in', () => {
    const at = DUE + 23 * DAY;
    const evidence = [{ digest: ref('note'), at: at - 3_600 }];
    const [flag] = late({ evidence, confirmedAt: at, attestedAt: at + 3_600 });
    expect(flag?.severity).to.equal('serious');
    expect(flag?.figures).to.deep.equal({
      disbursement: ref('p'),
      amount: 100n,
      deadline: DUE,
      shownAt: at,
      lateBy: 23 * DAY,
      missing: null,
      writtenOff: false,
    });
    expect(flag?.evidence.map(({ kind }) => kind)).to.deep.equal(['payment', 'bundle']);
  });

  it('given the last second, it is in time; given the next, it is late', () => {
    expect(late({ confirmedAt: DUE })).to.deep.equal([]);
    expect(late({ confirmedAt: DUE + 1 })[0]?.severity).to.equal('notable');
    expect(late({ confirmedAt: DUE + SERIOUS_DELAY })[0]?.severity).to.equal('notable');
    expect(late({ confirmedAt: DUE + SERIOUS_DELAY + 1 })[0]?.severity).to.equal('serious');
  });

  it('given nothing after the deadline, it says whose word is missing', () => {
    const missing = (change: Partial<PaymentFacts>) =>
      late(change).map(({ severity, figures }) => `${severity} ${figures.missing}`);
    const open = { confirmedAt: null, attestedAt: null };
    expect(missing({ ...open, evidence: [] })).to.deep.equal(['serious evidence']);
    expect(missing(open)).to.deep.equal(['serious confirmation']);
    expect(missing({ attestedAt: null })).to.deep.equal(['notable attestation']);
    expect(late(open)[0]?.figures.lateBy).to.equal(NOW - DUE);
  });

  it('given a policy or a payment that needs no recipient, evidence is what counts', () => {
    const shown = { confirmedAt: null, evidence: [{ digest: ref('n'), at: DUE }] };
    expect(late(shown, 'auditor')).to.deep.equal([]);
    expect(late({ ...shown, recipient: '0x' })).to.deep.equal([]);
    expect(late(shown, 'recipient')).to.have.length(1);
    expect(late({ attestedAt: null }, 'recipient')).to.deep.equal([]);
  });

  it('given what was not paid, or was given back in full, it waits for nothing', () => {
    const open = { confirmedAt: null, attestedAt: null };
    expect(late({ ...open, paidAt: null })).to.deep.equal([]);
    expect(late({ ...open, returned: 100n })).to.deep.equal([]);
    expect(late({ ...open, returned: 99n })).to.have.length(1);
    expect(late({ ...open, deliverBy: NOW })).to.deep.equal([]);
  });

  it('given pauses, it counts those that had moved the deadline by then, and no later ones', () => {
    const pauses = [
      { at: START, until: START + 5 * DAY },
      { at: START + 20 * DAY, until: START + 27 * DAY },
      { at: DUE + 20 * DAY, until: DUE + 27 * DAY },
    ];
    const lateBy = (confirmedAt: number) => {
      const payments = [payment('p', { confirmedAt, pausedBefore: 5 * DAY })];
      return only(flagsOf(books(campaign('a', { payments, pauses }))), 'lateProof').map(
        ({ figures }) => figures.lateBy,
      );
    };
    expect(lateBy(DUE + 7 * DAY)).to.deep.equal([]);
    expect(lateBy(DUE + 9 * DAY)).to.deep.equal([2 * DAY]);
  });

  it('given a delivery that was given up, it says so', () => {
    const [flag] = late({ confirmedAt: null, attestedAt: null, writtenOff: true });
    expect(flag?.figures).to.include({ writtenOff: true, missing: 'confirmation' });
  });
});

describe('flags: late report', () => {
  const report = (at: number) => ({ digest: ref('r'), due: DUE, at });

  it('given a report 6 days late, it says by how much and names it', () => {
    const at = DUE + 6 * DAY;
    const facts = books(
      campaign('a', { reports: [report(DUE), { ...report(at), digest: ref('s') }] }),
    );
    const [flag, ...others] = only(flagsOf(facts), 'lateReport');
    expect(others).to.deep.equal([]);
    expect(flag?.severity).to.equal('notable');
    expect(flag?.figures).to.deep.equal({ due: DUE, publishedAt: at, lateBy: 6 * DAY });
    expect(flag?.evidence).to.deep.equal([
      {
        kind: 'bundle',
        campaign: ref('a'),
        purpose: 'report',
        disbursement: null,
        digest: ref('s'),
        at,
      },
    ]);
  });

  it('given two weeks, a report is notable; a second later it is serious', () => {
    const published = (lateBy: number) =>
      kinds(books(campaign('a', { reports: [report(DUE + lateBy)] })));
    expect(published(SERIOUS_DELAY)).to.deep.equal(['notable lateReport']);
    expect(published(SERIOUS_DELAY + 1)).to.deep.equal(['serious lateReport']);
  });

  it('given a report that is due and missing, it is serious until the campaign ends', () => {
    const reportDue = NOW - 1;
    expect(kinds(books(campaign('a', { reportDue })))).to.deep.equal(['serious lateReport']);
    expect(kinds(books(campaign('a', { reportDue: NOW })))).to.deep.equal([]);
    expect(kinds(books(campaign('a', { reportDue, state: 'closed' })))).to.deep.equal([]);
    expect(kinds(books(campaign('a', { reportDue, raised: 0n, gifts: [] })))).to.deep.equal([]);
  });
});
