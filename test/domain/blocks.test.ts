import { expect } from 'chai';
import {
  blocksOf,
  viewBlock,
  type PayingCampaign,
  type PaymentToMake,
} from '../../domain/blocks.ts';
import { exceedsManagementCap, managementRoom } from '../../domain/exposure.ts';

const DAY = 86_400;
const NOW = 1_000 * DAY;
const TOKEN = `0x${'11'.repeat(20)}` as const;

const payment: PaymentToMake = {
  amount: 100n,
  category: 'goods',
  payableFrom: NOW,
  deadline: NOW,
  epoch: 2,
  target: null,
};

const campaign: PayingCampaign = {
  state: 'active',
  token: TOKEN,
  raised: 1_000n,
  disbursed: 900n,
  settled: 0n,
  returned: 50n,
  exposed: 150n,
  management: 0n,
  passedOn: 100n,
  epoch: 2,
  pausedUntil: NOW,
  reportDue: NOW,
  overdue: 0,
  disputed: 0,
  rules: { exposureCap: 250n, managementCapBps: 1_000 },
};

const target = { state: 'active', token: TOKEN, minimum: 100n, recognised: true } as const;

/** The reasons with one thing about the payment or the campaign changed. */
function reasons(
  change: Partial<PaymentToMake> = {},
  changed: Partial<PayingCampaign> = {},
): string {
  const blocks = blocksOf({ ...payment, ...change }, { ...campaign, ...changed }, NOW);
  return blocks.map(({ reason }) => reason).join(' ');
}

describe('what stops a payment', () => {
  it('given a payment that just fits everywhere, when it is asked about, nothing stops it', () => {
    expect(reasons()).to.equal('');
    expect(reasons({ category: 'transfer', target })).to.equal('');
    expect(reasons({}, { rules: null, exposed: 10n ** 20n })).to.equal('');
  });

  it('given times, when one of them is missed by a second, it says which', () => {
    expect(reasons({ payableFrom: NOW + 1 })).to.equal('challenge');
    expect(reasons({ deadline: NOW - 1 })).to.equal('lapsed');
    expect(reasons({}, { pausedUntil: NOW + 1 })).to.equal('paused');
    expect(reasons({}, { reportDue: NOW - 1 })).to.equal('reportOverdue');
  });

  it('given other auditors in office, when the window is not over, it says that approval is void', () => {
    expect(reasons({ payableFrom: NOW + 1 }, { epoch: 3 })).to.equal('epoch');
  });

  it('given other payments in doubt, when it is asked about, it says how many', () => {
    const blocks = blocksOf(payment, { ...campaign, overdue: 1, disputed: 2 }, NOW);
    expect(blocks).to.deep.equal([
      { reason: 'deliveryOverdue', payments: 1 },
      { reason: 'disputed', payments: 2 },
    ]);
  });

  it('given caps and escrow, when the amount is one too many, it says how much is possible', () => {
    const one = blocksOf({ ...payment, amount: 101n }, campaign, NOW);
    expect(one.map(viewBlock)).to.deep.equal([
      { reason: 'exposure', room: '100' },
      { reason: 'escrow', room: '100' },
    ]);
    const [management] = blocksOf({ ...payment, category: 'management' }, campaign, NOW);
    expect(management).to.deep.equal({ reason: 'management', room: 83n });
    expect(reasons({ category: 'management', amount: 83n })).to.equal('');
    expect(reasons({ category: 'management', amount: 84n })).to.equal('management');
  });

  it('given any management cap, when its room is asked for, it is the most that does not exceed it', () => {
    for (const cap of [0, 1, 999, 5_000, 9_999]) {
      for (const [management, paid] of [
        [0n, 0n],
        [7n, 100n],
        [90n, 91n],
      ] as const) {
        const room = managementRoom(management, paid, cap) ?? 0n;
        const exceeds = (more: bigint) => exceedsManagementCap(management + more, paid + more, cap);
        expect(exceeds(room + 1n), `${cap}`).to.equal(true);
        if (room > 0n) expect(exceeds(room), `${cap}`).to.equal(false);
      }
    }
    expect(managementRoom(1_000n, 0n, 10_000)).to.equal(null);
  });

  it('given a transfer, when its target cannot receive it, it says so, and knows no caps', () => {
    const asked = (change: object) =>
      reasons({ category: 'transfer', target: { ...target, ...change } }, { exposed: 250n });
    expect(asked({})).to.equal('');
    expect(asked({ state: 'closed' })).to.equal('target');
    expect(asked({ recognised: false })).to.equal('target');
    expect(asked({ minimum: 101n })).to.equal('target');
    expect(asked({ token: `0x${'22'.repeat(20)}` })).to.equal('target');
    expect(reasons({ category: 'transfer' })).to.equal('target');
  });

  it('given a campaign that has ended, when it is asked about, it says so', () => {
    expect(reasons({ amount: 200n }, { state: 'cancelled', exposed: 0n })).to.equal('ended');
  });
});
