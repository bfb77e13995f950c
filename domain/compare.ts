import { rootHex } from './accumulator.ts';
import { findingOf, type Finding, type FindingCode } from './findings.ts';
import type { Hex } from './hex.ts';
import { rulesHash } from './ids.ts';
import type { CampaignState, ReplayState } from './state.ts';
import type { CampaignStateView } from './views.ts';

/** What a desk keeps of a campaign besides its journal: `IDeskTypes.Standing`. */
export interface DeskReading {
  /** The exposure cap less what is paid and not proven. */
  readonly room: bigint;
  readonly management: bigint;
  /** Paid to other campaigns. */
  readonly passedOn: bigint;
  readonly requests: number;
  readonly epoch: number;
  readonly reportDue: number;
  readonly pausedUntil: number;
  readonly pausedTotal: number;
  readonly disputed: number;
  readonly overdue: number;
}

/** What the chain itself says about a campaign, read from its contracts at one block. */
export interface CampaignReading {
  readonly root: Hex;
  readonly ledgerJournal: Hex;
  /** Null where the desk is not one whose journal can be read. */
  readonly deskJournal: Hex | null;
  readonly rulesHash?: Hex;
  readonly raised: bigint;
  readonly disbursed: bigint;
  readonly settled: bigint;
  /** What payees gave back. */
  readonly returned?: bigint;
  readonly entries: number;
  readonly disbursements: number;
  readonly state: CampaignStateView;
  /** Left out where it was not read, or the desk is not one that can be. */
  readonly standing?: DeskReading;
}

export interface ChainReadings {
  readonly campaigns: ReadonlyMap<Hex, CampaignReading>;
  /** What the ledger holds, by token; checked by law 1. */
  readonly balances: ReadonlyMap<Hex, bigint>;
}

/**
 * Law 9: the state that the events give is the state that the chain has, for every campaign of
 * either. Roots are left out where replay ran without accumulators.
 * @param readings of every campaign that the chain has; one without a reading is on no chain
 */
export function compare(state: ReplayState, readings: Pick<ChainReadings, 'campaigns'>): Finding[] {
  const findings: Finding[] = [];
  for (const [id, reading] of readings.campaigns) {
    const campaign = state.campaigns.get(id);
    if (campaign === undefined) {
      findings.push(findingOf(9, 'missingCampaign', id, 'campaign', 'opened', 'no such event'));
    } else {
      findings.push(...compareCampaign(campaign, reading));
    }
  }
  // Else a node could give some of a campaign's events, and deny the campaign to whoever compares.
  for (const [id, { state: replayed }] of state.campaigns) {
    if (readings.campaigns.has(id)) continue;
    findings.push(findingOf(9, 'figureDiffers', id, 'state', 'none', replayed));
  }
  return findings;
}

function compareCampaign(campaign: CampaignState, reading: CampaignReading): Finding[] {
  const { id, accumulator, rules } = campaign;
  const { returned, standing } = reading;
  const findings: Finding[] = [];
  const check = (code: FindingCode, subject: string, chain: unknown, replayed: unknown): void => {
    if (chain !== replayed) findings.push(findingOf(9, code, id, subject, chain, replayed));
  };
  for (const figure of ['raised', 'disbursed', 'settled', 'state'] as const) {
    check('figureDiffers', figure, reading[figure], campaign[figure]);
  }
  check('figureDiffers', 'entries', reading.entries, campaign.entries.length);
  check('figureDiffers', 'disbursements', reading.disbursements, campaign.disbursements.length);
  if (returned !== undefined) check('figureDiffers', 'returned', returned, campaign.returned);
  if (accumulator !== null) check('rootDiffers', 'root', reading.root, rootHex(accumulator));
  check('ledgerJournalDiffers', 'journal', reading.ledgerJournal, campaign.ledgerJournal);
  if (reading.deskJournal !== null) {
    check('deskJournalDiffers', 'journal', reading.deskJournal, campaign.deskJournal);
  }
  if (reading.rulesHash !== undefined) {
    const replayed = rules === null ? 'none' : rulesHash(rules);
    check('rulesDiffer', 'rules', reading.rulesHash, replayed);
  }
  if (standing !== undefined) {
    const replayed = standingOf(campaign);
    for (const figure of STANDING) {
      check('figureDiffers', figure, standing[figure], replayed[figure]);
    }
  }
  return findings;
}

const STANDING = [
  'room',
  'management',
  'passedOn',
  'requests',
  'epoch',
  'reportDue',
  'pausedUntil',
  'pausedTotal',
  'disputed',
  'overdue',
] as const satisfies readonly (keyof DeskReading)[];

function standingOf({ rules, exposed, requests, ...desk }: CampaignState): DeskReading {
  return { ...desk, room: (rules?.exposureCap ?? 0n) - exposed, requests: requests.length };
}
