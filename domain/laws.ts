import { findingOf, type Finding, type LawNumber } from './findings.ts';
import { owedByToken } from './figures.ts';
import type { Hex } from './hex.ts';
import type { CampaignState, Entry, ReplayState } from './state.ts';
import { verifyGift, type BatchGift, type BatchScope, type SumProof } from './sumTree.ts';
import { checkTraces } from './traceLaws.ts';

/** A law: `text` is the key under which pages and documents explain it. */
export interface Law {
  readonly number: LawNumber;
  readonly text: string;
  readonly statement: string;
  readonly keeper: 'kernel' | 'desk';
}

const law = (
  number: LawNumber,
  text: string,
  statement: string,
  keeper: Law['keeper'] = 'kernel',
): Law => ({ number, text, statement, keeper });

/** The numbered laws of the accounting. */
export const LAWS: readonly Law[] = [
  law(
    1,
    'solvency',
    'The ledger holds at least what its campaigns have in escrow, for every token.',
  ),
  law(2, 'entries', 'Entries tile a campaign’s line from 0 to what it raised.'),
  law(
    3,
    'disbursements',
    'Payments tile the line from 0 to what was disbursed; settlements are disjoint ranges behind.',
  ),
  law(4, 'settlements', 'An entry is settled at most once, for exactly its unspent range.'),
  law(
    5,
    'slices',
    'At every moment the slices of a donation’s trace add up to the donation, without overlap.',
  ),
  law(
    6,
    'batches',
    'Provable gifts of a batch never overlap and lie inside its entry; with the file at hand they tile it.',
  ),
  law(
    7,
    'exposure',
    'Money paid and not yet proven delivered never exceeds the campaign’s cap when a payment is made.',
    'desk',
  ),
  law(
    8,
    'management',
    'Management cost never exceeds its share of all that was paid to payees, returns and transfers apart, when it is paid.',
    'desk',
  ),
  law(
    9,
    'replay',
    'Events alone rebuild the whole state: replay equals chain, roots and journals included.',
  ),
  law(
    10,
    'links',
    'A linked entry is as long as what its source gave up, and following a unit always ends in escrow, at a payee or at a giver.',
  ),
  law(
    11,
    'return',
    'Whatever any key does or fails to do, units never paid out come back; terminal funds say that they are exempt.',
  ),
  law(12, 'authority', 'Nobody but a campaign’s desk moves its money, and no desk another’s.'),
];

/** A gift of a batch, with the proof that it is in the batch's tree. */
export interface ProvenGift {
  readonly gift: BatchGift;
  readonly proof: SumProof;
}

/** What the laws are held against besides the replayed state; what is missing is not checked. */
export interface Evidence {
  /** What the ledger holds, by token, for law 1. */
  readonly balances?: ReadonlyMap<Hex, bigint>;
  /** Findings of `compare`, for law 9. */
  readonly comparison?: readonly Finding[];
  /** Files of batches, for law 6: all gifts of batch `<campaign>:<entry index>`. */
  readonly batches?: ReadonlyMap<string, readonly ProvenGift[]>;
}

export interface LawReport {
  readonly law: Law;
  /** `notChecked`: what the check needs was not at hand. */
  readonly verdict: 'holds' | 'broken' | 'notChecked';
  readonly findings: readonly Finding[];
}

/** Holds all laws against a replayed state. Linear in the events, batches' files apart. */
export function checkLaws(state: ReplayState, evidence: Evidence = {}): LawReport[] {
  const { balances, comparison, batches } = evidence;
  const findings = [...state.findings, ...checkTraces(state), ...(comparison ?? [])];
  if (balances !== undefined) findings.push(...checkSolvency(state, balances));
  if (batches !== undefined) findings.push(...checkBatches(state, batches));
  const unchecked = new Set<LawNumber>();
  if (balances === undefined) unchecked.add(1);
  if (comparison === undefined) unchecked.add(9);
  if (batches === undefined && hasBatches(state)) unchecked.add(6);
  return LAWS.map((law) => {
    const own = findings.filter((finding) => finding.law === law.number);
    if (own.length > 0) return { law, verdict: 'broken', findings: own };
    const verdict = unchecked.has(law.number) ? 'notChecked' : 'holds';
    return { law, verdict, findings: own };
  });
}

/** Law 1: for every token whose balance was read, balance ≥ Σ (raised − disbursed − settled). */
export function checkSolvency(state: ReplayState, balances: ReadonlyMap<Hex, bigint>): Finding[] {
  const findings: Finding[] = [];
  for (const [token, owed] of owedByToken(state)) {
    const held = balances.get(token);
    if (held !== undefined && held < owed)
      findings.push(findingOf(1, 'insolvent', null, `token ${token}`, owed, held));
  }
  return findings;
}

function checkBatches(
  state: ReplayState,
  batches: ReadonlyMap<string, readonly ProvenGift[]>,
): Finding[] {
  const findings: Finding[] = [];
  for (const campaign of state.campaigns.values()) {
    for (const entry of campaign.entries) {
      const gifts = batches.get(`${campaign.id}:${entry.index}`);
      if (entry.batch === null || gifts === undefined) continue;
      findings.push(...checkBatch(state, campaign, entry, gifts));
    }
  }
  return findings;
}

/** With the file at hand the gifts of a batch, in order, tile its entry. */
function checkBatch(
  state: ReplayState,
  campaign: CampaignState,
  entry: Entry,
  gifts: readonly ProvenGift[],
): Finding[] {
  const { chainId, ledger } = state.scope;
  const scope: BatchScope = { chainId, ledger, campaign: campaign.id, operator: entry.giver };
  const amount = entry.end - entry.start;
  const root = entry.batch?.root ?? '0x';
  let position = 0n;
  try {
    for (const { gift, proof } of gifts) {
      const range = verifyGift(root, amount, scope, gift, proof);
      if (range.start !== position) {
        return [batchDiffers(campaign, entry, position, range.start)];
      }
      position = range.end;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [batchDiffers(campaign, entry, 'a gift of the batch', reason)];
  }
  return position === amount ? [] : [batchDiffers(campaign, entry, amount, position)];
}

function batchDiffers(
  campaign: CampaignState,
  entry: Entry,
  expected: unknown,
  found: unknown,
): Finding {
  return findingOf(6, 'batchDiffers', campaign.id, `batch ${entry.index}`, expected, found);
}

function hasBatches(state: ReplayState): boolean {
  for (const { entries } of state.campaigns.values()) {
    if (entries.some(({ kind }) => kind === 'batch')) return true;
  }
  return false;
}
