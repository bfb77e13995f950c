import type { Hex } from '../../../../domain/hex.ts';
import type { SliceReport } from '../../../../scripts/scenario/report.ts';
import type { Unit } from '../../../domain/bruteForce.ts';
import type { Name, Payment } from './model.ts';
import type { Twin } from './twin.ts';

/** What the twin says that a rehearsal must report. */

type Way = Omit<SliceReport, 'from' | 'to'>;

/** Of each entry, what became of its units. */
export function tracesOf(twin: Twin): Record<string, SliceReport[]> {
  const traces: Record<string, SliceReport[]> = {};
  for (const [name, { campaign, index, passed }] of twin.entries) {
    const units = twin.line(campaign).entries[index]?.units ?? [];
    traces[name] = inSlices(units.map((unit, i) => wayOf(twin, unit, unit.path.slice(passed[i]))));
  }
  return traces;
}

export function figuresOf(twin: Twin, name: Name) {
  const { line, spent, settled, state } = twin.line(name);
  return {
    state,
    raised: String(line.length),
    disbursed: String(spent),
    settled: String(settled),
    escrow: String(line.length - spent - settled),
  };
}

/** Of each payment, where it lies, its proof, and what came back. */
export function disbursementsOf(twin: Twin) {
  const paid = [...twin.payments.values()].filter(({ stage }) => stage === 'paid');
  return Object.fromEntries(
    paid.map((payment) => {
      const { start = 0 } = twin.line(payment.campaign).payments[payment.index] ?? {};
      const report = {
        campaign: payment.campaign,
        start: String(start),
        end: String(start + payment.amount),
        proof: proofOf(payment),
        returned: String(payment.returned),
      };
      return [payment.name, report];
    }),
  );
}

/** What payees keep and givers got back; each gift has a giver of its own. */
export function balancesOf(twin: Twin): Map<string, number> {
  const balances = new Map<string, number>();
  const add = (name: string) => balances.set(name, (balances.get(name) ?? 0) + 1);
  for (const { where } of twin.brute.units) {
    if (where.kind === 'giver') add(twin.holderOf(where.giver));
    if (where.kind === 'payee') add(twin.paymentWith(where.ref).payee ?? '');
  }
  return balances;
}

function proofOf({ writtenOff, disputed, attested, confirmed, evidence }: Payment) {
  if (writtenOff) return 'writtenOff';
  if (disputed) return 'disputed';
  if (attested) return 'attested';
  if (confirmed) return 'confirmed';
  return evidence === null ? 'paid' : 'evidenced';
}

function wayOf(twin: Twin, { where }: Unit, stations: readonly string[]): Way {
  const path = stations.map((station) => {
    const [kind, id] = station.split(':') as [string, Hex | undefined];
    if (id === undefined) return twin.paymentWith(station as Hex).name;
    // What is settled to a successor is a leftover in the story's words.
    return `${kind === 'settled' ? 'leftover' : kind}:${twin.nameOf(id)}`;
  });
  switch (where.kind) {
    case 'escrow':
      return { path, end: 'escrow', campaign: twin.nameOf(where.campaign) };
    case 'giver':
      return { path, end: 'settled', settledTo: twin.holderOf(where.giver) };
    case 'payee': {
      const payment = twin.paymentWith(where.ref);
      return { path, end: 'payee', payee: payment.payee ?? '', proof: proofOf(payment) };
    }
  }
}

/** Runs of units that went the same way. */
function inSlices(ways: readonly Way[]): SliceReport[] {
  const slices: SliceReport[] = [];
  ways.forEach((way, i) => {
    const last = slices.at(-1);
    const { from, to, ...before } = last ?? { from: '', to: '' };
    if (last !== undefined && JSON.stringify(before) === JSON.stringify(way)) {
      slices[slices.length - 1] = { ...last, to: String(i + 1) };
    } else {
      slices.push({ from: String(i), to: String(i + 1), ...way });
    }
  });
  return slices;
}
