import { formatAmount } from '../../domain/money.ts';
import { escrowOf } from '../../domain/figures.ts';
import { factsOf, proofOf } from '../../domain/proof.ts';
import type { Hex } from '../../domain/hex.ts';
import { traceEntry, traceRange } from '../../domain/traceState.ts';
import type { Slice, Step as PathStep } from '../../domain/trace.ts';
import type { CampaignStateView, KindView, ProofView } from '../../domain/views.ts';
import { lawsOf } from './lawsOf.ts';
import { balanceOf } from './purse.ts';
import type { PlayedStep } from './runner.ts';
import type { Stage } from './stage.ts';
import { actorsOf } from './steps.ts';

/** What `rehearse` prints: amounts are decimals of whole tokens, ranges decimals of smallest units. */
export interface Report {
  readonly name: string;
  readonly campaigns: Readonly<Record<string, CampaignReport>>;
  readonly entries: Readonly<Record<string, EntryReport>>;
  readonly gifts: Readonly<Record<string, GiftReport>>;
  readonly disbursements: Readonly<Record<string, DisbursementReport>>;
  readonly balances: Readonly<Record<string, string>>;
  /** By number: `holds`, or what is wrong. */
  readonly laws: Readonly<Record<string, string>>;
  readonly steps: readonly StepReport[];
}

export interface CampaignReport {
  readonly state: CampaignStateView;
  readonly raised: string;
  readonly disbursed: string;
  readonly settled: string;
  readonly escrow: string;
}

export interface EntryReport {
  readonly campaign: string;
  readonly kind: KindView;
  readonly start: string;
  readonly end: string;
  readonly trace: readonly SliceReport[];
}

export interface GiftReport {
  readonly batch: string;
  readonly start: string;
  readonly end: string;
  readonly trace: readonly SliceReport[];
}

export interface DisbursementReport {
  readonly campaign: string;
  readonly start: string;
  readonly end: string;
  readonly proof: ProofView;
  readonly returned: string;
}

export interface SliceReport {
  readonly from: string;
  readonly to: string;
  readonly path: readonly string[];
  readonly end: 'payee' | 'escrow' | 'settled';
  readonly payee?: string;
  readonly proof?: ProofView;
  readonly campaign?: string;
  readonly settledTo?: string;
}

export interface StepReport {
  readonly step: number;
  readonly do: string;
  /** What the contracts' calls of this step used; 0 for a step that was rejected. */
  readonly gas: number;
  /** The error of a step that had to fail. */
  readonly error?: string;
}

/** Everything that can be said about a stage after its story, read from the chain. */
export async function reportOf(stage: Stage, played: readonly PlayedStep[]): Promise<Report> {
  await stage.records.sync();
  const names = new Names(stage);
  return {
    name: stage.scenario.name,
    campaigns: campaignsOf(stage, names),
    entries: entriesOf(stage, names),
    gifts: giftsOf(stage, names),
    disbursements: disbursementsOf(stage, names),
    balances: await balancesOf(stage),
    laws: await lawsOf(stage),
    steps: played.map(({ step, number, sent, rejected }) => ({
      step: number,
      do: step.do,
      gas: sent.reduce((sum, { gasUsed }) => sum + gasUsed, 0),
      ...(rejected === null ? {} : { error: rejected.reason }),
    })),
  };
}

/** What the story calls things, by their ids on chain. */
class Names {
  readonly #campaigns = new Map<Hex, string>();
  readonly #disbursements = new Map<Hex, string>();
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
    for (const { id, name } of stage.campaigns.values()) this.#campaigns.set(id, name);
    for (const { id, name } of stage.disbursements.values()) this.#disbursements.set(id, name);
  }

  campaign(id: Hex): string {
    return this.#campaigns.get(id) ?? id;
  }

  disbursement(id: Hex): string {
    return this.#disbursements.get(id) ?? id;
  }

  actor(address: Hex): string {
    return this.#stage.actors.nameAt(address);
  }

  path(steps: readonly PathStep[]): string[] {
    return steps.flatMap(({ kind, campaign, disbursement, into }) => {
      if (disbursement !== null) return [this.disbursement(disbursement)];
      const goesToSuccessor = kind === 'leftover' || (kind === 'settlement' && into === 'transfer');
      return goesToSuccessor ? [`leftover:${this.campaign(campaign)}`] : [];
    });
  }
}

function campaignsOf({ records, campaigns, scenario }: Stage, names: Names): Report['campaigns'] {
  const { decimals } = scenario.token;
  const reports = [...campaigns.values()].map(({ id }): [string, CampaignReport] => {
    const campaign = records.state.campaigns.get(id);
    if (campaign === undefined) throw new Error(`campaign ${id} is not in the records`);
    return [
      names.campaign(id),
      {
        state: campaign.state,
        raised: formatAmount(campaign.raised, decimals),
        disbursed: formatAmount(campaign.disbursed, decimals),
        settled: formatAmount(campaign.settled, decimals),
        escrow: formatAmount(escrowOf(campaign), decimals),
      },
    ];
  });
  return Object.fromEntries(reports);
}

function entriesOf({ records }: Stage, names: Names): Report['entries'] {
  const reports = [...records.entries].map(([name, place]): [string, EntryReport] => {
    const { kind, start, end } = records.entryOf(place);
    const slices = traceEntry(records.state, place.campaign, place.index);
    const trace = slicesOf(slices, names);
    const campaign = names.campaign(place.campaign);
    return [name, { campaign, kind, start: String(start), end: String(end), trace }];
  });
  return Object.fromEntries(reports);
}

function giftsOf({ records, gifts }: Stage, names: Names): Report['gifts'] {
  const reports = gifts.map(({ name, batch, from, to }): [string, GiftReport] => {
    const place = records.placeOf(batch);
    if (place === undefined) throw new Error(`batch ${batch} is not in the records`);
    const first = records.entryOf(place).start;
    const [start, end] = [first + from, first + to];
    const trace = slicesOf(traceRange(records.state, place.campaign, start, end), names);
    return [name, { batch, start: String(start), end: String(end), trace }];
  });
  return Object.fromEntries(reports);
}

function disbursementsOf({ records, scenario }: Stage, names: Names): Report['disbursements'] {
  const reports: [string, DisbursementReport][] = [];
  for (const campaign of records.state.campaigns.values()) {
    for (const { ref, start, end, returned } of campaign.disbursements) {
      const report = {
        campaign: names.campaign(campaign.id),
        start: String(start),
        end: String(end),
        proof: proofOf(factsOf(records.state.records.get(ref))),
        returned: formatAmount(returned, scenario.token.decimals),
      };
      reports.push([names.disbursement(ref), report]);
    }
  }
  return Object.fromEntries(reports);
}

/** Slices that read alike are one: different settlements of one campaign, for example. */
function slicesOf(slices: readonly Slice[], names: Names): SliceReport[] {
  const reports: SliceReport[] = [];
  for (const slice of slices) {
    const { from, to, ...way } = sliceOf(slice, names);
    const last = reports.at(-1);
    if (last !== undefined && isSameWay(last, way)) reports[reports.length - 1] = { ...last, to };
    else reports.push({ from, to, ...way });
  }
  return reports;
}

function sliceOf({ from, to, path, end }: Slice, names: Names): SliceReport {
  const way = { from: String(from), to: String(to), path: names.path(path), end: end.kind };
  switch (end.kind) {
    case 'payee':
      return { ...way, payee: names.actor(end.payee), proof: end.proof };
    case 'escrow':
      return { ...way, campaign: names.campaign(end.campaign) };
    case 'settled':
      return { ...way, settledTo: names.actor(end.to) };
  }
}

function isSameWay(a: SliceReport, b: Omit<SliceReport, 'from' | 'to'>): boolean {
  return (
    a.end === b.end &&
    a.payee === b.payee &&
    a.proof === b.proof &&
    a.campaign === b.campaign &&
    a.settledTo === b.settledTo &&
    a.path.length === b.path.length &&
    a.path.every((step, i) => step === b.path[i])
  );
}

async function balancesOf({ scenario, chain, place, actors }: Stage): Promise<Report['balances']> {
  const balances: Record<string, string> = {};
  for (const name of actorsOf(scenario)) {
    const balance = await balanceOf(chain, place.token, actors.wallet(name).address);
    balances[name] = formatAmount(balance, scenario.token.decimals);
  }
  return balances;
}
