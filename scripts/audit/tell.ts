import { formatAmount } from '../../domain/money.ts';
import type { AuditFinding } from './findings.ts';
import { tellFinding } from './findings.ts';
import type { AuditReport } from './report.ts';

/** The report as lines for a terminal. */
export function tellReport(report: AuditReport): string {
  const { chain, read, laws, findings, flags, overdue, campaigns, documents, batches } = report;
  const lines = [
    '',
    `block ${chain.block} ${chain.blockHash} of chain ${chain.chainId}, ${when(chain.timestamp)}`,
    `${read.events} events, ${read.campaigns} campaigns, ${read.entries} entries`,
    ...laws.map(
      ({ number, verdict, statement }) => `  law ${number}: ${LAW[verdict]}. ${statement}`,
    ),
    ...report.tokens.map((token) => `  ${tellToken(token)}`),
  ];
  if (documents !== null) {
    const { digests, files, intact, unpublishedWords } = documents;
    const words = unpublishedWords === 0 ? '' : `; ${unpublishedWords} reasons are not published`;
    lines.push(`  documents: ${intact} of ${digests + files} are as the chain names them${words}`);
  }
  if (batches !== null && batches.batches > 0) {
    const { gifts } = batches;
    lines.push(
      `  batches: ${batches.intact} of ${batches.batches} files give their root, ${gifts} gifts`,
    );
  }
  for (const { kind, campaign, due, amount } of overdue) {
    const what = kind === 'proof' ? `proof of ${amount} smallest units` : 'report';
    lines.push(`  overdue: ${what} of campaign ${campaign.slice(0, 10)}…, due ${when(due)}`);
  }
  for (const { words } of flags ?? []) lines.push(`  risk: ${words.en}`);
  const apart = campaigns.filter(({ apart }) => apart === 'desk' || apart === 'token').length;
  if (apart > 0)
    lines.push(`  ${apart} campaigns of desks or tokens that are not recognised: apart`);
  for (const limit of report.limits) lines.push(`  not checked: ${LIMIT[limit]}`);
  lines.push('');
  for (const finding of findings) lines.push(`✘ ${tellFinding(finding as AuditFinding)}`);
  lines.push(verdictOf(report));
  return `${lines.join('\n')}\n`;
}

const LAW = { holds: 'holds', broken: 'BROKEN', notChecked: 'not checked' } as const;

const LIMIT: Record<AuditReport['limits'][number], string> = {
  nothingProven: 'the node’s word was taken for what the contracts hold (--without-proofs)',
  stateNotThere: 'the node has no state of that block any more: events were replayed, not compared',
  documentsNotChecked: 'documents (--evidence DIR|URL)',
  batchesNotChecked: 'published files of batches (--batches DIR|URL)',
  oneNode: 'the block’s hash with another node (--second-rpc URL)',
  blockTimes: 'times of steps, which are the node’s word as far as no event or storage tells them',
  balancesSaid: 'a token’s balance with a proof: its contract’s word was taken',
  headIsOld: 'the newest block is more than an hour old: the node may be behind',
};

function tellToken(token: AuditReport['tokens'][number]): string {
  const { symbol, decimals, held, owed, isProven, isRecognised } = token;
  const money = (units: string) => `${formatAmount(BigInt(units), decimals)} ${symbol}`;
  const has = held === null ? 'does not say what it holds' : `holds ${money(held)}`;
  const apart = isRecognised ? '' : ', not recognised';
  return `the ledger ${has}, escrow is ${money(owed)}${isProven ? ', proven' : ''}${apart}`;
}

function verdictOf({ verdict, findings, flags }: AuditReport): string {
  const risks = flags === null || flags.length === 0 ? '' : ` ${flags.length} risks to look at.`;
  if (verdict === 'clean') return `Clean: the chain, its events and the laws agree.${risks}`;
  return `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}.${risks}`;
}

function when(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
