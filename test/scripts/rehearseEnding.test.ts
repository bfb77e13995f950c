import { expect } from 'chai';
import {
  atPayee,
  backTo,
  campaign,
  donate,
  inEscrow,
  paid,
  reportFor,
  slice,
} from './support/rehearsal.ts';

const MINUTE = 60;
const DAY = 86_400;

describe('rehearse: what comes back when campaigns end', function () {
  this.timeout(60_000);

  it('given a cancelled campaign, a transfer goes back to its source while that is active', async () => {
    const report = await reportFor([
      campaign('A'),
      campaign('B'),
      donate('d', 'A', 'alice', '1.00'),
      ...paid({ id: 't', campaign: 'A', toCampaign: 'B', amount: '0.60', category: 'transfer' }),
      { do: 'cancel', campaign: 'B', by: 'auditors' },
      { do: 'settle', entry: 'to:t' },
    ]);
    expect(report.entries['return:to:t']).to.deep.equal({
      campaign: 'A',
      kind: 'return',
      start: '100',
      end: '160',
      trace: [slice(0, 60, [], inEscrow('A'))],
    });
    expect(report.entries['d']?.trace).to.deep.equal([
      slice(0, 60, ['t'], inEscrow('A')),
      slice(60, 100, [], inEscrow('A')),
    ]);
  });

  it('given a cancelled campaign whose source has ended, a transfer goes to the source’s successor', async () => {
    const report = await reportFor([
      campaign('H'),
      campaign('A', { successor: 'H' }),
      campaign('B'),
      donate('d', 'A', 'alice', '1.00'),
      ...paid({ id: 't', campaign: 'A', toCampaign: 'B', amount: '0.60', category: 'transfer' }),
      { do: 'close', campaign: 'A' },
      { do: 'cancel', campaign: 'B' },
      { do: 'settle', entry: 'to:t' },
    ]);
    expect(report.entries['leftover:B:to:t']).to.include({ campaign: 'H', kind: 'transfer' });
    expect(report.entries['d']?.trace).to.deep.equal([
      slice(0, 60, ['t', 'leftover:B'], inEscrow('H')),
      slice(60, 100, ['leftover:A'], inEscrow('H')),
    ]);
  });

  it('given a cancelled campaign, money that a payee gave back goes to the General Fund, not to an heir of choice', async () => {
    const report = await reportFor([
      campaign('H'),
      campaign('A', { successor: 'H' }),
      donate('d', 'A', 'alice', '1.00'),
      ...paid({ id: 'p', campaign: 'A', payee: 'vendor', amount: '0.50' }),
      { do: 'return', id: 'r', disbursement: 'p', amount: '0.20' },
      { do: 'cancel', campaign: 'A' },
      { do: 'settle', entry: 'd' },
      { do: 'settle', entry: 'r' },
    ]);
    expect(report.entries['d']?.trace).to.deep.equal([
      slice(0, 30, ['p'], atPayee('vendor', 'paid')),
      slice(30, 50, ['p', 'leftover:A'], inEscrow('general')),
      slice(50, 100, [], backTo('alice')),
    ]);
    expect(report.balances).to.include({ alice: '0.50', vendor: '0.30' });
  });

  it('given a claim window that has passed, a gift nobody claimed goes to the successor', async () => {
    const report = await reportFor([
      campaign('H'),
      campaign('A', { successor: 'H', claimWindow: 30 * DAY }),
      donate('d', 'A', 'alice', '1.00'),
      donate('e', 'A', 'bob', '2.00'),
      { do: 'cancel', campaign: 'A' },
      { do: 'advance', seconds: 30 * DAY - MINUTE },
      { do: 'settle', entry: 'd', by: 'alice' },
      { do: 'advance', seconds: MINUTE },
      { do: 'settle', entry: 'e' },
      { do: 'settle', entry: 'e', fails: true, error: 'Ledger_AlreadySettled' },
    ]);
    expect(report.entries['d']?.trace).to.deep.equal([slice(0, 100, [], backTo('alice'))]);
    expect(report.entries['e']?.trace).to.deep.equal([
      slice(0, 200, ['leftover:A'], inEscrow('H')),
    ]);
    expect(report.entries['leftover:A:e']).to.include({ campaign: 'H', start: '0', end: '200' });
  });

  it('given a payment that comes back after the campaign has closed, it reaches the successor', async () => {
    const report = await reportFor([
      campaign('A'),
      donate('d', 'A', 'alice', '1.00'),
      ...paid({ id: 'p', campaign: 'A', payee: 'vendor', amount: '1.00' }),
      { do: 'evidence', disbursement: 'p', text: 'invoice' },
      { do: 'attest', disbursement: 'p', auditor: 'ann' },
      { do: 'close', campaign: 'A' },
      { do: 'return', id: 'late', disbursement: 'p', amount: '0.40' },
    ]);
    expect(report.entries['late']).to.include({ campaign: 'general', kind: 'transfer' });
    expect(report.entries['d']?.trace).to.deep.equal([
      slice(0, 60, ['p'], atPayee('vendor', 'attested')),
      slice(60, 100, ['p'], inEscrow('general')),
    ]);
  });
});
