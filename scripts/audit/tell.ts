import { formatLocal } from '../../domain/money.ts';
import { shortId } from '../../domain/shortHex.ts';
import { formatMoment } from '../../domain/times.ts';
import { flagSentence } from './flagWords.ts';
import { moneyIn } from './money.ts';
import { en } from './words/en.ts';
import type { AuditFinding } from './findings.ts';
import { tellFinding } from './findings.ts';
import type { AuditReport } from './report.ts';

/** The report as lines for a terminal. */
export function tellReport(report: AuditReport): string {
  const { chain, read, laws, findings, flags, overdue, campaigns, documents, batches } = report;
  const lines = [
    '',
    `block ${chain.block} ${chain.blockHash} of chain ${chain.chainId}, ${formatMoment(chain.timestamp)}`,
    `${read.events} events, ${read.campaigns} campaigns, ${read.entries} entries`,
    ...laws.map(
      ({ number, verdict, statement }) => `  law ${number}: ${LAW[verdict]}. ${statement}`,
    ),
    ...report.tokens.map((token) => `  ${tellToken(token)}`),
  ];
  if (documents !== null) {
    const { digests, files, intact, unpublishedWords } = documents;
    const words =
      unpublishedWords === 0
        ? ''
        : `; reasons of vetoes and disputes known by their digest only: ${unpublishedWords}`;
    lines.push(`  documents: ${intact} of ${digests + files} are as the chain names them${words}`);
  }
  if (batches !== null && batches.batches > 0) {
    const { gifts } = batches;
    lines.push(
      `  batches: ${batches.intact} of ${batches.batches} files give their root, ${gifts} gifts`,
    );
  }
  const money = (campaign: string, units: string) => moneyIn(report, campaign, units, en.locale);
  const nameOf = namesIn(campaigns);
  for (const { kind, campaign, due, amount } of overdue) {
    const what = kind === 'report' ? 'report' : `proof of ${money(campaign, amount ?? '0')}`;
    lines.push(`  overdue: ${nameOf(campaign)}: ${what}, due ${formatMoment(due)}`);
  }
  for (const flag of flags) {
    const sentence = flagSentence(flag, en, money);
    lines.push(`  risk, ${flag.severity}: ${nameOf(flag.campaign)}: ${sentence}`);
  }
  const apart = campaigns.filter(({ apart }) => apart === 'desk' || apart === 'token').length;
  if (apart > 0)
    lines.push(`  ${apart} campaigns of desks or tokens that are not recognised: apart`);
  for (const limit of report.limits) lines.push(`  not seen: ${en.limit[limit]}`);
  lines.push('');
  for (const finding of findings) lines.push(`✘ ${tellFinding(finding as AuditFinding)}`);
  lines.push(verdictOf(report));
  return `${lines.join('\n')}\n`;
}

/** By name where one is known, and by the id's first digits as well where several have that name. */
function namesIn(campaigns: AuditReport['campaigns']): (campaign: string) => string {
  const names = new Map(campaigns.map(({ id, name }) => [id, name?.en]));
  const all = [...names.values()];
  return (id) => {
    const name = names.get(id);
    if (name === undefined) return shortId(id);
    return all.indexOf(name) === all.lastIndexOf(name) ? name : `${name} (${shortId(id)})`;
  };
}

const LAW = { holds: 'holds', broken: 'BROKEN', notChecked: 'not checked' } as const;

function tellToken(token: AuditReport['tokens'][number]): string {
  const { symbol, decimals, held, owed, isProven, isRecognised } = token;
  const money = (units: string) => `${formatLocal(BigInt(units), decimals, en)} ${symbol}`;
  const has = held === null ? 'does not say what it holds' : `holds ${money(held)}`;
  const apart = isRecognised ? '' : ', not recognised';
  return `the ledger ${has}, escrow is ${money(owed)}${isProven ? ', proven' : ''}${apart}`;
}

function verdictOf({ verdict, findings, flags }: AuditReport): string {
  const risks = flags.length === 0 ? '' : ` ${en.risks(flags.length)}`;
  if (verdict === 'clean') return `Clean: the chain, its events and the laws agree.${risks}`;
  return `${en.findings(findings.length)}.${risks}`;
}
