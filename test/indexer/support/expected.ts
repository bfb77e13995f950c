import { blocksOf, viewBlock } from '../../../domain/blocks.ts';
import { deadlineOf, votersOf, type DeskRecord } from '../../../domain/deskState.ts';
import { figuresOf } from '../../../domain/figures.ts';
import { ZERO_ADDRESS, ZERO_BYTES32, type Hex } from '../../../domain/hex.ts';
import { NO_EXPOSURE_CAP, NO_MANAGEMENT_CAP } from '../../../domain/ids.ts';
import { factsOf, proofOf } from '../../../domain/proof.ts';
import {
  isRecognised,
  isTerminal,
  type CampaignState,
  type Entry,
  type ReplayState,
} from '../../../domain/state.ts';
import type { Slice } from '../../../domain/trace.ts';
import { traceEntry, traceRange } from '../../../domain/traceState.ts';
import type {
  BlockView,
  CampaignView,
  DisbursementView,
  EntryView,
  PartyView,
  ProposalView,
} from '../../../domain/views.ts';
import type { SliceView } from '../../../domain/views/trace.ts';

/** What the read API must answer, made from a replay of the chain's events and nothing else. */

/** How the story's token calls itself; everything else comes from events. */
const TOKEN = { symbol: 'RMBD', name: 'Demo Renminbi', decimals: 2 };

export function campaignView(state: ReplayState, campaign: CampaignState): CampaignView {
  const { id, config, rules } = campaign;
  const { token } = config;
  const { proven, gifts, ...sums } = figuresOf(state, campaign);
  return {
    id,
    recognised: isRecognised(state, 'desk', campaign.desk) && isRecognised(state, 'token', token),
    state: campaign.state,
    desk: campaign.desk,
    token: {
      ...TOKEN,
      address: token,
      recognised: isRecognised(state, 'token', token),
      generalFund: state.generalFunds.get(token) ?? null,
    },
    charity: rules?.charity ?? ZERO_ADDRESS,
    auditors: [...(rules?.auditors ?? [])],
    threshold: rules?.threshold ?? 0,
    proof: rules?.proof ?? 'both',
    challenge: rules?.challenge ?? 0,
    goal: String(rules?.goal ?? 0n),
    exposureCap:
      rules === null || rules.exposureCap === NO_EXPOSURE_CAP ? null : String(rules.exposureCap),
    managementCapBps: rules?.managementCapBps ?? NO_MANAGEMENT_CAP,
    disclosure: rules?.disclosure ?? 0,
    metadata: rules?.metadata ?? ZERO_BYTES32,
    opens: campaign.opens,
    closes: campaign.closes,
    minimum: String(config.minimum),
    successor: config.successor,
    terminal: isTerminal(campaign),
    claimWindow: config.claimWindow,
    silence: config.silence,
    hardEnd: config.hardEnd,
    operators: [...config.operators],
    aliveAt: campaign.aliveAt,
    endedAt: campaign.endedAt,
    ...textOf(sums),
    gifts,
    entries: campaign.entries.length,
    disbursements: campaign.disbursements.length,
    proven: textOf(proven),
    returned: String(campaign.returned),
    exposed: String(campaign.exposed),
    management: String(campaign.management),
    epoch: campaign.epoch,
    reportDue: campaign.reportDue,
    reports: [...campaign.reports],
    pausedUntil: campaign.pausedUntil,
    disputes: campaign.disputed,
    overdue: campaign.overdue,
    proposal: proposalView(campaign),
    recipients: [...campaign.enrolled].map(([key, enrolment]) => ({ key, ...enrolment })),
    opened: campaign.opened,
    motions: campaign.motions.map(({ motion, auditor, carried, at }) => ({
      motion,
      auditor,
      carried,
      at,
    })),
  };
}

function proposalView({ proposal, rules }: CampaignState): ProposalView | null {
  if (proposal === null) return null;
  const inOffice = rules?.auditors ?? [];
  return {
    ...proposal,
    auditors: [...proposal.auditors],
    supporters: votersOf(proposal.supporters, inOffice),
    objectors: votersOf(proposal.objectors, inOffice),
  };
}

export function entryView(campaign: Hex, entry: Entry): EntryView {
  const { source, settlement } = entry;
  return {
    campaign,
    index: entry.index,
    kind: entry.kind,
    payer: entry.payer,
    giver: entry.giver,
    start: String(entry.start),
    end: String(entry.end),
    source: source && { campaign: source.campaign, start: String(source.start) },
    batch: entry.batch && { ...entry.batch },
    settled: settlement && {
      start: String(settlement.start),
      end: String(settlement.end),
      giver: settlement.giver,
      target: settlement.departure?.target ?? null,
      at: settlement.at,
    },
    at: entry.at,
  };
}

/** @param now Unix time of the block that the answer speaks of */
export function disbursementView(
  state: ReplayState,
  campaign: CampaignState,
  record: DeskRecord,
  now: number,
): DisbursementView {
  const { terms, stage, paid, confirmation } = record;
  const line = paid === null ? undefined : campaign.disbursements[paid.index];
  const isApproved = stage === 'requested' && record.payableFrom !== 0;
  const isPaidToPayee = stage === 'paid' && terms.category !== 'transfer';
  const { rulings, shares, shortfalls } = record;
  return {
    id: record.id,
    terms: { ...terms, amount: String(terms.amount) },
    stage: isApproved ? 'approved' : stage,
    requested: record.requested,
    approvals: [...record.approvals],
    epoch: record.epoch,
    payableFrom: record.payableFrom,
    blockedBy: isApproved ? blockViews(state, campaign, record, now) : [],
    veto: record.veto,
    paid:
      paid === null || line === undefined
        ? null
        : { ...paid, start: String(line.start), end: String(line.end) },
    returned: String(line?.returned ?? 0n),
    evidence: [...record.evidence],
    confirmation: confirmation && { ...confirmation, received: String(confirmation.received) },
    attestations: [...record.attestations],
    deadline: deadlineOf(record, campaign),
    exposed: String(record.exposed),
    noted: String(record.noted),
    overdue: record.overdue,
    disputes: [...record.disputes],
    shortfalls: shortfalls.map(({ index, received, evidence, at }) => ({
      ...{ index, evidence, at },
      received: String(received),
    })),
    shares: shares.map(({ index, received, at }) => ({ index, received: String(received), at })),
    rulings: rulings.map(({ ruling, auditor, carried, at }) => ({ ruling, auditor, carried, at })),
    writtenOff: record.writtenOff,
    rekeyed: [...record.rekeyed]
      .map(([index, recipient]) => ({ index, recipient }))
      .sort((a, b) => a.index - b.index),
    proof: isPaidToPayee ? proofOf(factsOf(record)) : null,
  };
}

function blockViews(
  state: ReplayState,
  campaign: CampaignState,
  record: DeskRecord,
  now: number,
): BlockView[] {
  const { amount, category } = record.terms;
  const { payableFrom, epoch } = record;
  const line = state.campaigns.get(record.terms.target);
  const target = line && {
    state: line.state,
    token: line.config.token,
    minimum: line.config.minimum,
    recognised: isRecognised(state, 'desk', line.desk),
  };
  const deadline = deadlineOf(record, campaign);
  const payment = { amount, category, payableFrom, deadline, epoch, target: target ?? null };
  return blocksOf(payment, { ...campaign, token: campaign.config.token }, now).map(viewBlock);
}

export function sliceViews(state: ReplayState, campaign: Hex, index: number): SliceView[] {
  return traceEntry(state, campaign, index).map(sliceView);
}

/** Of `[start, end)` of a campaign's line. */
export function rangeViews(
  state: ReplayState,
  campaign: Hex,
  start: bigint,
  end: bigint,
): SliceView[] {
  return traceRange(state, campaign, start, end).map(sliceView);
}

function sliceView({ from, to, path, end }: Slice): SliceView {
  return {
    from: String(from),
    to: String(to),
    path: path.map((step) => ({
      kind: step.kind,
      campaign: step.campaign,
      disbursement: step.disbursement,
      start: String(step.start),
      end: String(step.end),
    })),
    end:
      end.kind === 'payee'
        ? end
        : end.kind === 'escrow'
          ? { ...end, ahead: String(end.ahead) }
          : { kind: 'settled', to: end.to },
  };
}

/** By address; who is recognised in several roles is one party. */
export function partyViews(state: ReplayState): PartyView[] {
  const parties = new Map<Hex, PartyView>();
  for (const [role, accounts] of state.roles) {
    for (const [address, document] of accounts) {
      const party = parties.get(address) ?? { address, roles: [], document };
      party.roles.push(role);
      parties.set(address, { ...party, document });
    }
  }
  return [...parties.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}

function textOf<K extends string>(sums: Readonly<Record<K, bigint>>): Record<K, string> {
  const entries = Object.entries<bigint>(sums).map(([key, sum]) => [key, String(sum)]);
  return Object.fromEntries(entries) as Record<K, string>;
}
