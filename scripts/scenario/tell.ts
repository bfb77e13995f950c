import { formatAmount } from '../../domain/money.ts';
import { formatDuration } from '../../domain/times.ts';
import type { CampaignReport, EntryReport, Report, SliceReport, StepReport } from './report.ts';
import { LONGEST_PAUSE } from './steps.ts';
import type { Scenario, Step } from './steps.ts';

/** Tells a scenario and what came of it to people: the steps in words, then what stands where. */
export function tell(scenario: Scenario, report: Report): string {
  const { symbol } = scenario.token;
  return [
    `${report.name} (amounts in ${symbol})`,
    '',
    table([['step', '', 'gas'], ...report.steps.map((step) => tellStep(scenario, step))]),
    table([
      ['campaign', 'state', 'raised', 'disbursed', 'settled', 'escrow'],
      ...Object.entries(report.campaigns).map(([name, campaign]) => tellCampaign(name, campaign)),
    ]),
    table([
      ['donation', 'campaign', 'kind', 'amount', 'what became of it'],
      ...Object.entries(report.entries).flatMap(([name, entry]) =>
        tellEntry(scenario, name, entry),
      ),
    ]),
    table([
      ['disbursement', 'campaign', 'amount', 'returned', 'proof'],
      ...Object.entries(report.disbursements).map(
        ([name, { campaign, start, end, returned, proof }]) => [
          name,
          campaign,
          amountOf(scenario, start, end),
          returned,
          proof,
        ],
      ),
    ]),
    table([
      ['has', symbol],
      ...Object.entries(report.balances).filter(([, balance]) => /[1-9]/.test(balance)),
    ]),
    table([['law', ''], ...Object.entries(report.laws)]),
  ].join('\n');
}

function tellStep({ steps, token }: Scenario, { step: number, gas, error }: StepReport): string[] {
  const step = steps[number];
  const words =
    step === undefined ? '' : inWords(step, (units) => formatAmount(units, token.decimals));
  const outcome = error === undefined ? '' : `, rejected as it must be: ${error}`;
  return [String(number), `${words}${outcome}`, gas === 0 ? '' : String(gas)];
}

function inWords(step: Step, money: (units: bigint) => string): string {
  switch (step.do) {
    case 'campaign':
      return `${step.charity} opens ${step.id}, audited by ${step.auditors.join(', ')}`;
    case 'donate':
      return `${step.giver} gives ${money(step.amount)} to ${step.campaign} (${step.id})`;
    case 'batch': {
      const sum = step.gifts.reduce((total, { amount }) => total + amount, 0n);
      const gifts = `${step.gifts.length} small gifts, ${money(sum)} in all,`;
      return `${step.operator} anchors ${gifts} for ${step.campaign} (${step.id})`;
    }
    case 'request':
    case 'fee': {
      const target = step.payee ?? `campaign ${step.toCampaign}`;
      const recipient = step.recipient === undefined ? '' : `, for ${step.recipient}`;
      const what = `${money(step.amount)} to ${target} for ${step.category}${recipient}`;
      return `${step.campaign} asks to pay ${what} (${step.id})`;
    }
    case 'approve':
      return `${step.auditor} approves ${step.disbursement}`;
    case 'veto':
      return `${step.auditor} vetoes ${step.disbursement}`;
    case 'pay':
      return `${step.disbursement} is paid`;
    case 'evidence':
      return `evidence for ${step.disbursement}: ${step.text}`;
    case 'confirm':
      return `${step.by ?? 'the recipient'} confirms ${step.disbursement}`;
    case 'attest':
      return `${step.auditor} attests ${step.disbursement}`;
    case 'dispute':
      return `${step.by ?? 'the recipient'} disputes ${step.disbursement}`;
    case 'resolve':
      return `the auditors settle the dispute about ${step.disbursement}`;
    case 'writeOff':
      return `the auditors write ${step.disbursement} off`;
    case 'mark':
      return `${step.disbursement} is marked as late`;
    case 'report':
      return `${step.by ?? 'the charity'} reports on ${step.campaign}`;
    case 'pause':
      return `the guardian pauses every campaign for ${formatDuration(step.seconds ?? LONGEST_PAUSE)}`;
    case 'return':
      return `${money(step.amount)} of ${step.disbursement} come back (${step.id})`;
    case 'advance':
      return `${formatDuration(step.seconds)} later`;
    case 'cancel':
      return `${step.campaign} is cancelled by ${step.by ?? 'the charity'}`;
    case 'settle':
      return `${step.entry} is settled`;
    case 'close':
      return `${step.campaign} is closed`;
  }
}

function tellCampaign(name: string, campaign: CampaignReport): string[] {
  const { state, raised, disbursed, settled, escrow } = campaign;
  return [name, state, raised, disbursed, settled, escrow];
}

function tellEntry(scenario: Scenario, name: string, entry: EntryReport): string[][] {
  const { campaign, kind, start, end, trace } = entry;
  const [first, ...rest] = trace.map((slice) => tellSlice(scenario, slice));
  return [
    [name, campaign, kind, amountOf(scenario, start, end), first ?? ''],
    ...rest.map((line) => ['', '', '', '', line]),
  ];
}

function tellSlice(scenario: Scenario, slice: SliceReport): string {
  const amount = amountOf(scenario, slice.from, slice.to);
  const way = slice.path.length === 0 ? '' : ` by ${slice.path.join(' → ')}`;
  switch (slice.end) {
    case 'payee':
      return `${amount}${way} to ${slice.payee}: ${slice.proof}`;
    case 'escrow':
      return `${amount}${way} in escrow of ${slice.campaign}`;
    case 'settled':
      return `${amount}${way} back to ${slice.settledTo}`;
  }
}

function amountOf({ token }: Scenario, start: string, end: string): string {
  return formatAmount(BigInt(end) - BigInt(start), token.decimals);
}

/** Columns as wide as their widest cell; numbers stand at the right. */
function table(rows: readonly (readonly string[])[]): string {
  if (rows.length < 2) return '';
  const columns = rows[0]?.map((_, i) => rows.map((row) => row[i] ?? '')) ?? [];
  const widths = columns.map((cells) => Math.max(...cells.map((cell) => cell.length)));
  const isNumeric = columns.map((cells) => cells.slice(1).every((cell) => /^[\d.]*$/.test(cell)));
  const lines = rows.map((row) =>
    row
      .map((cell, i) =>
        isNumeric[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
