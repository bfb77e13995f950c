import { expect } from 'chai';
import fc from 'fast-check';
import type { CampaignFacts, PaymentFacts } from '../../../domain/flags/facts.ts';
import { flagsOf } from '../../../domain/flags/flags.ts';
import { account, ref } from '../world.ts';
import { books, campaign, gift, NOW, only, payment } from './books.ts';

const eve = account('eve');

function rules(charity: string, ...auditors: string[]): CampaignFacts['rules'] {
  return { charity: account(charity), auditors: auditors.map(account), proof: 'both' };
}

/** `first+second in campaign`, for every flag. */
function roles(...campaigns: CampaignFacts[]): string[] {
  return only(flagsOf(books(...campaigns)), 'twoRoles').map(({ campaign: id, figures }) => {
    const name = campaigns.find((one) => one.id === id) === campaigns[0] ? 'a' : 'b';
    expect(figures.account).to.equal(eve);
    return `${figures.roles.join('+')} in ${name}`;
  });
}

function paying(name: string, change: Partial<PaymentFacts>): CampaignFacts {
  return campaign(name, { payments: [payment(`${name} 1`, change)] });
}

describe('flags: an account in two roles', () => {
  it('given an auditor of one campaign, when another pays it, it flags the other and names both places', () => {
    const [audited, other] = [
      campaign('a', { rules: rules('x', 'eve') }),
      paying('b', { payee: eve }),
    ];
    const [flag] = only(flagsOf(books(audited, other)), 'twoRoles');
    expect(flag).to.deep.equal({
      kind: 'twoRoles',
      campaign: ref('b'),
      severity: 'serious',
      figures: { account: eve, roles: ['auditor', 'payee'] },
      evidence: [
        { kind: 'role', campaign: ref('b'), role: 'payee', account: eve, disbursement: ref('b 1') },
        { kind: 'role', campaign: ref('a'), role: 'auditor', account: eve, disbursement: null },
      ],
    });
  });

  it('given an auditor who left, what it approved still counts', () => {
    const left = paying('a', { auditors: [eve] });
    expect(roles(left, paying('b', { payee: eve }))).to.deep.equal(['auditor+payee in b']);
  });

  it('given each pair that should be apart, it finds it', () => {
    const auditing = campaign('a', { rules: rules('x', 'eve') });
    const leading = campaign('a', { rules: rules('eve', 'ann') });
    expect(roles(auditing, paying('b', { recipient: eve }))).to.deep.equal([
      'auditor+recipient in b',
    ]);
    expect(roles(auditing, paying('b', { rekeyed: [eve] }))).to.deep.equal([
      'auditor+recipient in b',
    ]);
    const audited = campaign('b', { rules: rules('y', 'eve') });
    expect(roles(leading, audited)).to.deep.equal(['charity+auditor in b']);
    expect(roles(leading, paying('b', { payee: eve }))).to.deep.equal(['charity+payee in b']);
    expect(roles(leading, paying('b', { recipient: eve }))).to.deep.equal([
      'charity+recipient in b',
    ]);
    const selling = paying('a', { payee: eve });
    expect(roles(selling, paying('b', { recipient: eve }))).to.deep.equal(['payee+recipient in b']);
    const giving = { ...leading, gifts: [gift(0, 'eve', 5n, NOW)] };
    expect(roles(giving, campaign('b'))).to.deep.equal(['charity+giver in a']);
    const operating = { ...selling, operators: [eve] };
    expect(roles(operating, campaign('b'))).to.deep.equal(['operator+payee in a']);
  });

  it('given roles that go together, it raises nothing', () => {
    const management = { payee: eve, recipient: '0x', category: 'management' } as const;
    const leading = { ...paying('a', management), rules: rules('eve', 'ann') };
    expect(roles(leading, campaign('b', { gifts: [gift(0, 'eve', 5n, NOW)] }))).to.deep.equal([]);
    const cash = paying('a', { payee: eve, recipient: eve, category: 'cash' });
    expect(roles(cash, paying('b', { recipient: eve }))).to.deep.equal([]);
    const fee = paying('a', { payee: eve, category: 'fee' });
    expect(roles({ ...fee, operators: [eve] }, campaign('b'))).to.deep.equal([]);
    const auditing = campaign('a', { rules: rules('x', 'eve'), gifts: [gift(0, 'eve', 5n, NOW)] });
    expect(roles(auditing, campaign('b', { rules: rules('y', 'eve') }))).to.deep.equal([]);
  });

  it('given any books in which everybody has one part, it raises nothing', () => {
    const people = (part: string) =>
      fc.integer({ min: 0, max: 3 }).map((i) => account(`${part}${i}`));
    const paid = fc.record({ payee: people('p'), recipient: people('r'), auditor: people('a') });
    const one = fc.record({ charity: people('c'), auditor: people('a'), paid: fc.array(paid) });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 5 }), (all) => {
        const campaigns = all.map(({ charity, auditor, paid: orders }, i) =>
          campaign(`c${i}`, {
            rules: { charity, auditors: [auditor], proof: 'both' },
            payments: orders.map(({ auditor: by, ...change }, k) =>
              payment(`${i} ${k}`, { ...change, auditors: [by] }),
            ),
          }),
        );
        const flags = flagsOf(books(...campaigns)).filter(({ kind }) => kind === 'twoRoles');
        expect(flags).to.deep.equal([]);
      }),
    );
  });
});
