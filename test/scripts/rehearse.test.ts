import { readFileSync } from 'node:fs';
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
import type { Steps } from './support/rehearsal.ts';

interface Example {
  readonly token: object;
  readonly steps: Steps;
}

describe('rehearse: what becomes of money', function () {
  this.timeout(60_000);

  it('given three gifts and a payment of 12, it follows each as the accounting’s example says', async () => {
    const report = await reportFor(
      [
        campaign('A'),
        donate('a', 'A', 'alice', '10'),
        donate('b', 'A', 'bob', '5'),
        donate('c', 'A', 'cai', '7'),
        ...paid({ id: 'p', campaign: 'A', payee: 'mask factory', amount: '12' }),
      ],
      { symbol: 'COIN', decimals: 0 },
    );
    expect(report.campaigns['A']).to.deep.equal({
      state: 'active',
      raised: '22',
      disbursed: '12',
      settled: '0',
      escrow: '10',
    });
    const factory = atPayee('mask factory', 'paid');
    expect(report.entries).to.deep.equal({
      a: {
        campaign: 'A',
        kind: 'gift',
        start: '0',
        end: '10',
        trace: [slice(0, 10, ['p'], factory)],
      },
      b: {
        campaign: 'A',
        kind: 'gift',
        start: '10',
        end: '15',
        trace: [slice(0, 2, ['p'], factory), slice(2, 5, [], inEscrow('A'))],
      },
      c: {
        campaign: 'A',
        kind: 'gift',
        start: '15',
        end: '22',
        trace: [slice(0, 7, [], inEscrow('A'))],
      },
    });
    expect(report.balances).to.include({ alice: '0', 'mask factory': '12' });
  });

  it('given the example of the whole format, it tells all of it, each law included', async () => {
    const example = new URL('../../docs/examples/mask-relief.json', import.meta.url);
    const { steps, token } = JSON.parse(readFileSync(example, 'utf8')) as Example;
    const report = await reportFor(steps, token);
    expect(report.campaigns).to.deep.equal({
      general: {
        state: 'active',
        raised: '1.00',
        disbursed: '0.00',
        settled: '0.00',
        escrow: '1.00',
      },
      A: {
        state: 'cancelled',
        raised: '13.75',
        disbursed: '11.50',
        settled: '0.25',
        escrow: '2.00',
      },
      B: { state: 'closed', raised: '1.00', disbursed: '0.00', settled: '1.00', escrow: '0.00' },
    });
    expect(report.entries).to.deep.equal({
      d1: {
        campaign: 'A',
        kind: 'gift',
        start: '0',
        end: '1000',
        trace: [
          slice(0, 850, ['p1'], atPayee('factory', 'attested')),
          slice(850, 1000, ['p1'], inEscrow('A')),
        ],
      },
      b1: {
        campaign: 'A',
        kind: 'batch',
        start: '1000',
        end: '1175',
        trace: [
          slice(0, 50, ['p1'], inEscrow('A')),
          slice(50, 150, ['p2', 'leftover:B'], inEscrow('general')),
          slice(150, 175, [], backTo('platform')),
        ],
      },
      r1: {
        campaign: 'A',
        kind: 'return',
        start: '1175',
        end: '1375',
        trace: [slice(0, 200, [], inEscrow('A'))],
      },
      'to:p2': {
        campaign: 'B',
        kind: 'transfer',
        start: '0',
        end: '100',
        trace: [slice(0, 100, ['leftover:B'], inEscrow('general'))],
      },
      'leftover:B': {
        campaign: 'general',
        kind: 'transfer',
        start: '0',
        end: '100',
        trace: [slice(0, 100, [], inEscrow('general'))],
      },
    });
    expect(report.gifts).to.deep.equal({
      g1: {
        batch: 'b1',
        start: '1000',
        end: '1070',
        trace: [
          slice(0, 50, ['p1'], inEscrow('A')),
          slice(50, 70, ['p2', 'leftover:B'], inEscrow('general')),
        ],
      },
      g2: {
        batch: 'b1',
        start: '1070',
        end: '1175',
        trace: [
          slice(0, 80, ['p2', 'leftover:B'], inEscrow('general')),
          slice(80, 105, [], backTo('platform')),
        ],
      },
    });
    expect(report.disbursements).to.deep.equal({
      p1: { campaign: 'A', start: '0', end: '1050', proof: 'attested', returned: '2.00' },
      p2: { campaign: 'A', start: '1050', end: '1150', proof: 'paid', returned: '0.00' },
    });
    expect(report.balances).to.deep.equal({
      foundation: '0.00',
      ann: '0.00',
      bridge: '0.00',
      ben: '0.00',
      rainbow: '0.00',
      cho: '0.00',
      alice: '0.00',
      platform: '0.25',
      factory: '8.50',
      hospital: '0.00',
      farm: '0.00',
      school: '0.00',
      bob: '0.00',
    });
    const laws = Array.from({ length: 12 }, (_, i) => String(i + 1));
    expect(Object.keys(report.laws)).to.deep.equal(laws);
    expect(report.steps).to.have.length(26);
    expect(report.steps[24]).to.deep.equal({
      step: 24,
      do: 'donate',
      gas: 0,
      error: 'Ledger_NotActive',
    });
    expect(report.steps[21]).to.deep.equal({ step: 21, do: 'advance', gas: 0 });
    for (const { do: name, gas, error } of report.steps) {
      if (name === 'advance' || error !== undefined) continue;
      expect(gas, name).to.be.within(25_000, 400_000);
    }
  });

  it('given three hops, it follows each cent to the vendor at the end', async () => {
    const report = await reportFor([
      campaign('A'),
      campaign('B'),
      campaign('C'),
      donate('own', 'B', 'bob', '0.30'),
      donate('d', 'A', 'alice', '1.00'),
      ...paid({ id: 'ab', campaign: 'A', toCampaign: 'B', amount: '0.80', category: 'transfer' }),
      ...paid({ id: 'bc', campaign: 'B', toCampaign: 'C', amount: '0.90', category: 'transfer' }),
      ...paid({ id: 'end', campaign: 'C', payee: 'vendor', amount: '0.55' }),
      { do: 'evidence', disbursement: 'end', text: 'invoice' },
    ]);
    expect(report.entries['d']?.trace).to.deep.equal([
      slice(0, 25, ['ab', 'bc', 'end'], atPayee('vendor', 'evidenced')),
      slice(25, 60, ['ab', 'bc'], inEscrow('C')),
      slice(60, 80, ['ab'], inEscrow('B')),
      slice(80, 100, [], inEscrow('A')),
    ]);
    expect(report.entries['own']?.trace).to.deep.equal([
      slice(0, 30, ['bc', 'end'], atPayee('vendor', 'evidenced')),
    ]);
  });

  it('given a part that came back before the recipient’s word, that word is about the rest', async () => {
    const report = await reportFor([
      campaign('A', { proof: 'both' }),
      donate('d', 'A', 'alice', '1.00'),
      ...paid({ id: 'p', campaign: 'A', payee: 'mill', recipient: 'school', amount: '1.00' }),
      { do: 'evidence', disbursement: 'p', text: '48 of 60 coats' },
      { do: 'return', id: 'r', disbursement: 'p', amount: '0.20' },
      { do: 'confirm', disbursement: 'p' },
      { do: 'attest', disbursement: 'p', auditor: 'ann' },
      { do: 'close', campaign: 'A' },
    ]);
    expect(report.entries['d']?.trace).to.deep.equal([
      slice(0, 80, ['p'], atPayee('mill', 'attested')),
      slice(80, 100, ['p', 'leftover:A'], inEscrow('general')),
    ]);
  });

  it('given gifts by every way that a token knows, it takes all of them', async () => {
    const ways = ['approve', 'permit', 'authorization'];
    const report = await reportFor([
      campaign('A'),
      ...ways.flatMap((via, i) => [
        donate(`${via} 1`, 'A', 'alice', `${i + 1}.00`, { via }),
        donate(`${via} 2`, 'A', 'alice', `${i + 1}.50`, { via }),
      ]),
      donate('coin', 'A', 'bob', '1.00', {
        via: 'native',
        fails: true,
        error: 'Ledger_WrongToken',
      }),
    ]);
    expect(report.campaigns['A']?.raised).to.equal('13.50');
    expect(report.balances).to.include({ alice: '0.00', bob: '0.00' });
  });

  it('given a scenario in the chain’s own coin, it pays, returns and refunds in that', async () => {
    const report = await reportFor(
      [
        campaign('A'),
        donate('d', 'A', 'alice', '2.5', { via: 'native' }),
        donate('e', 'A', 'bob', '1.0'),
        donate('f', 'A', 'bob', '1.0', { via: 'approve', fails: true, error: 'Ledger_WrongValue' }),
        ...paid({ id: 'p', campaign: 'A', payee: 'vendor', amount: '1.5' }),
        { do: 'return', id: 'r', disbursement: 'p', amount: '0.25' },
        { do: 'cancel', campaign: 'A' },
        { do: 'settle', entry: 'e' },
        { do: 'settle', entry: 'd' },
      ],
      { symbol: 'ETH', decimals: 18 },
    );
    expect(report.balances).to.include({
      alice: '1.000000000000000000',
      bob: '1.000000000000000000',
      vendor: '1.250000000000000000',
    });
    expect(report.campaigns['A']?.escrow).to.equal('0.250000000000000000');
  });

  it('given a giver who was refunded, it hands out only what is missing for the next gift', async () => {
    const report = await reportFor([
      campaign('A'),
      campaign('B'),
      donate('d', 'A', 'alice', '3.00'),
      { do: 'cancel', campaign: 'A' },
      { do: 'settle', entry: 'd' },
      donate('e', 'B', 'alice', '1.00'),
      donate('f', 'B', 'alice', '2.50'),
    ]);
    expect(report.balances['alice']).to.equal('0.00');
  });
});
