import { parseScenario } from '../../../scripts/scenario/format.ts';
import { rehearseScenario } from '../../../scripts/scenario/rehearseScenario.ts';
import type { Outcome } from '../../../scripts/scenario/rehearseScenario.ts';
import type { Report, SliceReport } from '../../../scripts/scenario/report.ts';

/** Steps as they stand in a file. */
export type Steps = readonly Readonly<Record<string, unknown>>[];

export const USDX = { symbol: 'USDX', decimals: 2 };

/** Plays steps that stand in a file of that token; also when they leave their script. */
export function playSteps(steps: Steps, token: object = USDX): Promise<Outcome> {
  const json = JSON.stringify({ name: 'a story', token, steps });
  return rehearseScenario(parseScenario(json, 'story.json'));
}

/** As {@link playSteps}, for stories that go as they say. Throws when one does not. */
export async function reportFor(steps: Steps, token: object = USDX): Promise<Report> {
  const { report, unexpected } = await playSteps(steps, token);
  if (unexpected !== null) throw new Error(unexpected);
  const broken = Object.entries(report.laws).filter(([, verdict]) => verdict !== 'holds');
  if (broken.length > 0) throw new Error(`laws: ${JSON.stringify(broken)}`);
  return report;
}

/** A slice as the output has it, for expectations that fit one line. */
export function slice(
  from: number,
  to: number,
  path: readonly string[],
  end: Omit<SliceReport, 'from' | 'to' | 'path'>,
): SliceReport {
  return { from: String(from), to: String(to), path, ...end };
}

export const inEscrow = (campaign: string) => ({ end: 'escrow', campaign }) as const;
export const backTo = (settledTo: string) => ({ end: 'settled', settledTo }) as const;
export const atPayee = (payee: string, proof: 'paid' | 'evidenced' | 'confirmed' | 'attested') =>
  ({ end: 'payee', payee, proof }) as const;

/** A request that one auditor approves and that is paid. */
export function paid(request: Readonly<Record<string, unknown>>, auditor = 'ann'): Steps {
  const disbursement = request['id'];
  return [
    { do: 'request', category: 'goods', ...request },
    { do: 'approve', disbursement, auditor },
    { do: 'pay', disbursement },
  ];
}

/** A campaign with the least words. */
export function campaign(id: string, more: Readonly<Record<string, unknown>> = {}) {
  return { do: 'campaign', id, charity: `charity of ${id}`, auditors: ['ann'], ...more };
}

export function donate(id: string, campaign: string, giver: string, amount: string, more = {}) {
  return { do: 'donate', id, campaign, giver, amount, ...more };
}
