import { expect } from 'chai';
import { flagsOf } from '../../../domain/flags/flags.ts';
import { DAY, ref, START } from '../world.ts';
import { books, campaign, kinds, NO_DOCUMENTS, NOW, only, payment } from './books.ts';

const INVOICE = ref('invoice');

describe('flags: evidence reused', () => {
  const desks = payment('desks');
  const lamps = payment('lamps', {
    evidence: [{ digest: ref('lamps note'), at: START + 20 * DAY }],
  });
  const files = new Map([
    [ref('note desks'), [ref('photo'), INVOICE]],
    [ref('lamps note'), [ref('list'), INVOICE]],
  ]);

  it('given honest books, when flags are drawn, it raises none', () => {
    expect(kinds(books(campaign('a'), campaign('b')))).to.deep.equal([]);
  });

  it('M17 given one file in the bundles of two payments, it names the file and both bundles', () => {
    const facts = books(campaign('a', { payments: [desks, lamps] }));
    expect(flagsOf(facts)).to.deep.equal([]);
    const [flag, ...others] = only(flagsOf(facts, files), 'evidenceReused');
    expect(others).to.deep.equal([]);
    expect(flag?.severity).to.equal('serious');
    expect(flag?.figures).to.deep.equal({ document: INVOICE, uses: 2 });
    const about = { kind: 'bundle', campaign: ref('a'), purpose: 'evidence' };
    expect(flag?.evidence).to.deep.equal([
      { ...about, disbursement: desks.id, digest: ref('note desks'), at: START + 10 * DAY },
      { ...about, disbursement: lamps.id, digest: ref('lamps note'), at: START + 20 * DAY },
    ]);
  });

  it('M17 given one file in two campaigns, it flags the one that used it after the other', () => {
    const facts = books(campaign('a', { payments: [desks] }), campaign('b', { payments: [lamps] }));
    const flags = only(flagsOf(facts, files), 'evidenceReused');
    expect(flags.map(({ campaign: id }) => id)).to.deep.equal([ref('b')]);
    expect(flags[0]?.evidence).to.have.length(2);
  });

  it('M17 given the same whole bundle in two campaigns, when its files are known too, it says so once', () => {
    const [used] = desks.evidence;
    const again = payment('again', { evidence: [{ ...used!, at: used!.at + DAY }] });
    const facts = books(campaign('a', { payments: [desks] }), campaign('b', { payments: [again] }));
    for (const known of [undefined, files]) {
      const flags = only(flagsOf(facts, known), 'evidenceReused');
      expect(flags.map(({ figures }) => figures.document)).to.deep.equal([ref('note desks')]);
    }
  });

  it('given an invoice in a request and in the evidence of that payment, it raises nothing', () => {
    const facts = books(campaign('a', { payments: [desks] }));
    expect(flagsOf(facts, new Map([[desks.documents, [INVOICE]], ...files]))).to.deep.equal([]);
  });

  it('given a request that waits for approval with a paid order’s invoice, it flags it before anything is paid', () => {
    const open = payment('open', { paidAt: null, evidence: [], documents: ref('lamps note') });
    const facts = books(campaign('a', { payments: [desks, open] }));
    const [flag] = only(flagsOf(facts, files), 'evidenceReused');
    expect(flag?.evidence.map((one) => one.kind === 'bundle' && one.purpose)).to.deep.equal([
      'evidence',
      'request',
    ]);
  });

  it('given requests without documents, it does not take nothing for the same document', () => {
    const bare = ['x', 'y'].map((name) => payment(name, { documents: NO_DOCUMENTS }));
    expect(flagsOf(books(campaign('a', { payments: bare })))).to.deep.equal([]);
  });

  it('given one report published twice, it flags it; given a report that two campaigns share, it does not', () => {
    const at = START + 29 * DAY;
    const report = { digest: ref('report a'), due: NOW, at };
    const twice = campaign('a', { reports: [report, { ...report, at: at + DAY }] });
    expect(only(flagsOf(books(twice)), 'evidenceReused')[0]?.figures).to.deep.equal({
      document: ref('report a'),
      uses: 2,
    });
    const shared = ['a', 'b'].map((name, i) =>
      campaign(name, { reports: [{ ...report, at: at + i }] }),
    );
    expect(flagsOf(books(...shared))).to.deep.equal([]);
  });

  it('given one contract as the ground of two requests, it is notable only', () => {
    const both = ['x', 'y'].map((name) => payment(name, { documents: ref('contract') }));
    expect(kinds(books(campaign('a', { payments: both })))).to.deep.equal([
      'notable evidenceReused',
    ]);
  });
});
