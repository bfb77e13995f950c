import { expect } from 'chai';
import { isError } from 'ethers';
import { compare, type CampaignReading } from '../../../domain/compare.ts';
import type { Hex } from '../../../domain/hex.ts';
import { NO_EXPOSURE_CAP, recipientKey, rulesHash } from '../../../domain/ids.ts';
import type { ReplayState } from '../../../domain/state.ts';
import type { BlockView, CampaignView, DisbursementView } from '../../../domain/views.ts';
import type { Payment, Story } from './story.ts';

/** Holds the index's answers against the contracts themselves (law 9). */

const STATES = ['none', 'active', 'closed', 'cancelled'] as const;
const STAGES = ['none', 'requested', 'vetoed', 'paid'] as const;

/** Every figure of a campaign that ledger and desk keep. */
export async function expectCampaign(story: Story, view: CampaignView): Promise<void> {
  const { ledger, desk } = story.contracts;
  const line = await ledger.campaignOf(view.id);
  const standing = await desk.standingOf(view.id);
  const { charity, auditors, threshold, proof, challenge, metadata, managementCapBps } = view;
  const cap = view.exposureCap === null ? NO_EXPOSURE_CAP : BigInt(view.exposureCap);
  const limits = { exposureCap: cap, managementCapBps, disclosure: view.disclosure };
  const rules = { charity, auditors, threshold, proof, challenge, metadata, ...limits };
  expect({
    state: STATES[Number(line.state)],
    raised: line.raised,
    disbursed: line.disbursed,
    settled: line.settled,
    returned: line.returned,
    // By place: a list has an `entries` of its own.
    entries: Number(line[10]),
    disbursements: Number(line.disbursements),
    epoch: Number(standing.epoch),
    room: standing.room,
    reportDue: Number(standing.reportDue),
    pausedUntil: Number(standing.pausedUntil),
    disputes: Number(standing.disputes),
    overdue: Number(standing.overdue),
    management: standing.management,
    transferred: standing.transferred,
    rulesHash: standing.rulesHash,
  }).to.deep.equal({
    state: view.state,
    raised: BigInt(view.raised),
    disbursed: BigInt(view.disbursed),
    settled: BigInt(view.settled),
    returned: BigInt(view.returned),
    entries: view.entries,
    disbursements: view.disbursements,
    epoch: view.epoch,
    room: cap - BigInt(view.exposed),
    reportDue: view.reportDue,
    pausedUntil: view.pausedUntil,
    disputes: view.disputes,
    overdue: view.overdue,
    management: BigInt(view.management),
    transferred: BigInt(view.transferred),
    rulesHash: rulesHash({ ...rules, goal: BigInt(view.goal) }),
  });
  const { proposal, supporters, objectors } = await desk.proposalOf(view.id);
  const bits = (votes: Hex[] = []) =>
    votes.reduce((sum, auditor) => sum | (1n << BigInt(auditors.indexOf(auditor))), 0n);
  expect([BigInt(proposal), supporters, objectors]).to.deep.equal([
    BigInt(view.proposal?.id ?? 0),
    bits(view.proposal?.supporters),
    bits(view.proposal?.objectors),
  ]);
  for (const { key, recipient } of view.recipients) {
    expect(key).to.equal(recipientKey(recipient));
    expect(await desk.isEnrolled(view.id, key)).to.equal(true);
  }
}

/** Every fact and figure of a disbursement that the desk keeps. */
export async function expectDisbursement(story: Story, view: DisbursementView): Promise<void> {
  const { desk } = story.contracts;
  const record = await desk.recordOf(view.id);
  const stage = view.stage === 'approved' ? 'requested' : view.stage;
  expect({
    stage: STAGES[Number(record.stage)],
    evidenced: record.evidenced,
    confirmed: record.confirmed,
    attested: record.attested,
    disputed: record.disputed,
    overdue: record.overdue,
    writtenOff: record.writtenOff,
    epoch: Number(record.epoch),
    payableFrom: Number(record.payableFrom),
    index: Number(record.index),
    exposed: record.exposed,
    rounds: Number(record.round),
    shared: await desk.sharesOf(view.id),
  }).to.deep.equal({
    stage,
    evidenced: view.evidence.length > 0,
    confirmed: view.confirmation !== null,
    attested: view.attestations.length > 0,
    disputed: view.disputes.at(-1)?.ended === null,
    overdue: view.overdue,
    writtenOff: view.writtenOff !== null,
    epoch: view.epoch,
    payableFrom: view.payableFrom,
    index: view.paid?.index ?? 0,
    exposed: BigInt(view.exposed),
    rounds: view.disputes.length,
    shared: view.shares.reduce((sum, { received }) => sum + BigInt(received), 0n),
  });
}

/** Roots, journals and rules, as the contracts have them. */
export async function expectJournals(story: Story, state: ReplayState): Promise<void> {
  const { ledger, desk } = story.contracts;
  const campaigns = new Map<Hex, CampaignReading>();
  for (const [id, { raised, disbursed, settled, ...campaign }] of state.campaigns) {
    const standing = await desk.standingOf(id);
    campaigns.set(id, {
      ...{ raised, disbursed, settled, state: campaign.state },
      entries: campaign.entries.length,
      disbursements: campaign.disbursements.length,
      root: (await ledger.rootOf(id)) as Hex,
      ledgerJournal: (await ledger.journalOf(id)) as Hex,
      deskJournal: standing.journal as Hex,
      rulesHash: standing.rulesHash as Hex,
    });
  }
  expect(compare(state, { campaigns })).to.deep.equal([]);
}

/** The errors that a payment is refused with for each reason. */
const REFUSALS: Readonly<Record<BlockView['reason'], string>> = {
  epoch: 'Desk_NotYetPayable',
  challenge: 'Desk_NotYetPayable',
  lapsed: 'Desk_Lapsed',
  paused: 'Desk_Paused',
  reportOverdue: 'Desk_ReportOverdue',
  deliveryOverdue: 'Desk_DeliveryOverdue',
  disputed: 'Desk_Disputed',
  exposure: 'Desk_ExposureExceeded',
  management: 'Desk_ManagementExceeded',
  ended: 'Ledger_NotActive',
  target: 'Ledger_NotActive',
  escrow: 'Ledger_NotEnoughEscrow',
};

/** That the desk would refuse to pay for just the first reason that the index names, or would pay. */
export async function expectBlocks(
  story: Story,
  { terms }: Payment,
  view: DisbursementView,
): Promise<void> {
  if (view.stage !== 'approved') return;
  const { desk, ledger } = story.contracts;
  const answer = await desk.pay.staticCall(terms).then(
    () => null,
    (error: unknown) => {
      const data = isError(error, 'CALL_EXCEPTION') ? (error.data ?? '0x') : '0x';
      return (desk.interface.parseError(data) ?? ledger.interface.parseError(data))?.name;
    },
  );
  const [first] = view.blockedBy;
  expect(answer, JSON.stringify(view.blockedBy)).to.equal(
    first === undefined ? null : REFUSALS[first.reason],
  );
}
