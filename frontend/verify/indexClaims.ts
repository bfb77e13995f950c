import { figuresOf } from '../../domain/figures.ts';
import type { LawNumber } from '../../domain/findings.ts';
import type { Hex } from '../../domain/hex.ts';
import { PROOFS } from '../../domain/proof.ts';
import type { ReplayState } from '../../domain/state.ts';
import type { Slice } from '../../domain/trace.ts';
import { traceEntry } from '../../domain/traceState.ts';
import type { CampaignView } from '../../domain/views.ts';
import type { SliceView, TraceView } from '../../domain/views/trace.ts';

/** What a difference is about; pages have words for each. */
export type Field =
  | keyof typeof FIGURES
  | `proven.${(typeof PROOFS)[number]}`
  | 'campaign'
  | 'slices'
  | 'from'
  | 'to'
  | 'end'
  | 'path'
  | 'ahead';

/** One thing the index said that the chain does not bear out. */
export interface Lie {
  readonly law: LawNumber;
  readonly campaign: Hex;
  /** Number of the entry whose trace it is; null for a campaign's figure. */
  readonly entry: number | null;
  /** Which part of that trace, from 1; null where it is not about a single part. */
  readonly part: number | null;
  readonly field: Field;
  readonly said: string;
  readonly chain: string;
  /** Whether `said` and `chain` are amounts of the campaign's token. */
  readonly isMoney: boolean;
  /** By how much, where both are numbers. */
  readonly off: bigint | null;
}

/** Which law each public figure stands under. */
const FIGURES = {
  raised: 2,
  given: 2,
  gifts: 2,
  entries: 2,
  disbursed: 3,
  disbursements: 3,
  transferred: 3,
  settled: 4,
  refunded: 4,
  escrow: 1,
  returned: 3,
  exposed: 7,
  management: 8,
  disputes: 9,
  overdue: 9,
  epoch: 9,
  reportDue: 9,
  pausedUntil: 9,
  state: 9,
} as const satisfies Record<string, LawNumber>;

/** Figures that are counts or words, not money. */
const NO_MONEY: readonly Field[] = [
  'gifts',
  'entries',
  'disbursements',
  'disputes',
  'overdue',
  'epoch',
  'reportDue',
  'pausedUntil',
  'state',
  'campaign',
  'slices',
  'end',
  'path',
];

/** How many figures of each campaign are compared. */
export const FIGURES_COMPARED = Object.keys(FIGURES).length + PROOFS.length;

/** Compares a campaign's figures as the index gave them with those that the chain's events give. */
export function checkCampaign(state: ReplayState, said: CampaignView): Lie[] {
  const campaign = state.campaigns.get(said.id);
  const about = { campaign: said.id, entry: null, part: null };
  if (campaign === undefined) {
    return [
      { ...about, law: 9, field: 'campaign', said: said.id, chain: '—', isMoney: false, off: null },
    ];
  }
  const figures = figuresOf(state, campaign);
  const truth: Record<keyof typeof FIGURES, string | number | bigint> = {
    ...figures,
    entries: campaign.entries.length,
    disbursements: campaign.disbursements.length,
    returned: campaign.returned,
    exposed: campaign.exposed,
    management: campaign.management,
    disputes: campaign.disputed,
    overdue: campaign.overdue,
    epoch: campaign.epoch,
    reportDue: campaign.reportDue,
    pausedUntil: campaign.pausedUntil,
    state: campaign.state,
  };
  const lies: Lie[] = [];
  for (const field of Object.keys(FIGURES) as (keyof typeof FIGURES)[]) {
    lies.push(...differing({ ...about, law: FIGURES[field], field }, said[field], truth[field]));
  }
  for (const proof of PROOFS) {
    const spoken = said.proven[proof];
    lies.push(
      ...differing({ ...about, law: 3, field: `proven.${proof}` }, spoken, figures.proven[proof]),
    );
  }
  return lies;
}

/** Campaigns that the chain has and the index does not show. */
export function checkCompleteness(state: ReplayState, said: readonly CampaignView[]): Lie[] {
  const shown = new Set(said.map(({ id }) => id));
  return [...state.campaigns.keys()]
    .filter((id) => !shown.has(id))
    .map((id) => ({
      law: 9 as const,
      campaign: id,
      entry: null,
      part: null,
      field: 'campaign' as const,
      said: '—',
      chain: id,
      isMoney: false,
      off: null,
    }));
}

/** Compares a donation's slices as the index gave them with the trace of the replayed chain. */
export function checkTrace(state: ReplayState, said: TraceView): Lie[] {
  const { campaign, index } = said.entry;
  const about = { law: 5, campaign, entry: index } as const;
  const truth = traceEntry(state, campaign, index);
  const lies: Lie[] = [
    ...differing({ ...about, part: null, field: 'slices' }, said.slices.length, truth.length),
  ];
  truth.forEach((slice, i) => {
    const spoken = said.slices[i];
    if (spoken === undefined) return;
    const at = (field: Field) => ({ ...about, part: i + 1, field });
    lies.push(
      ...differing(at('from'), spoken.from, slice.from),
      ...differing(at('to'), spoken.to, slice.to),
      ...differing(at('end'), endWords(spoken), endWords(slice)),
      ...differing(at('path'), pathWords(spoken), pathWords(slice)),
    );
    if (spoken.end.kind === 'escrow' && slice.end.kind === 'escrow') {
      lies.push(...differing(at('ahead'), spoken.end.ahead, slice.end.ahead));
    }
  });
  return lies;
}

type About = Omit<Lie, 'said' | 'chain' | 'isMoney' | 'off'>;

function differing(
  about: About,
  said: string | number | bigint,
  chain: string | number | bigint,
): Lie[] {
  if (String(said) === String(chain)) return [];
  const amounts = [said, chain].map(String);
  const off = amounts.every((text) => /^\d+$/.test(text))
    ? BigInt(amounts[0] ?? 0) - BigInt(amounts[1] ?? 0)
    : null;
  const isMoney = !NO_MONEY.includes(about.field);
  return [{ ...about, said: String(said), chain: String(chain), isMoney, off }];
}

function endWords({ end }: Slice | SliceView): string {
  switch (end.kind) {
    case 'payee':
      return `payee ${end.payee} ${end.disbursement} ${end.proof}`;
    case 'escrow':
      return `escrow ${end.campaign}`;
    case 'settled':
      return `settled ${end.to}`;
  }
}

const pathWords = ({ path }: Slice | SliceView): string =>
  path
    .map(({ kind, campaign, disbursement, start, end }) =>
      [kind, campaign, disbursement ?? '-', start, end].join(' '),
    )
    .join(', ');
