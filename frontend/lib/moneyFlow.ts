import type { Hex } from '../../domain/hex.ts';
import type { FlowView, WayView } from '../../domain/views/flow.ts';
import type { Place, Strand } from './flowLayout.ts';
import type { Standing } from './standing.ts';

/** What a place in the picture stands for. */
export type What =
  | { readonly kind: 'gifts' | 'refunded' }
  | { readonly kind: 'campaign' | 'escrow'; readonly id: Hex }
  | { readonly kind: 'payee'; readonly address: Hex }
  | { readonly kind: 'recipient'; readonly key: Hex }
  | { readonly kind: 'others'; readonly count: number };

export interface FlowPlace extends Place {
  readonly what: What;
}

/** Strands look as far proven as the money at their end. */
export type FlowStrand = Strand<Standing>;

/** Payees and recipients drawn one by one; the smaller ones together. */
const DRAWN = 8;

/** The ways of a campaign's money as places in columns and the strands between them. */
export function drawFlow(
  { ways }: FlowView,
  home: Hex,
): {
  places: FlowPlace[];
  strands: FlowStrand[];
} {
  const hops = Math.max(0, ...ways.map(({ via }) => via.length));
  const places = new Map<string, FlowPlace>();
  const strands = new Map<string, FlowStrand>();
  const few = fewOf(ways);
  const put = (column: number, what: What): string => {
    const key = JSON.stringify([column, what]);
    if (!places.has(key)) places.set(key, { key, column, what });
    return key;
  };
  for (const way of ways) {
    const { from, via, end } = way;
    const standing = standingOf(way);
    const stops = [
      put(0, from === null ? { kind: 'gifts' } : { kind: 'campaign', id: from }),
      put(1, { kind: 'campaign', id: home }),
      ...via.map((id, i) => put(2 + i, { kind: 'campaign', id })),
    ];
    const last = hops + 2;
    if (end.kind === 'refunded') stops.push(put(last, { kind: 'refunded' }));
    if (end.kind === 'escrow') stops.push(put(last, { kind: 'escrow', id: via.at(-1) ?? home }));
    if (end.kind === 'payee') {
      const { payee, recipient } = end;
      stops.push(put(last, few.has(payee) ? { kind: 'payee', address: payee } : few.rest));
      if (recipient !== '0x' && few.has(payee)) {
        stops.push(put(last + 1, { kind: 'recipient', key: recipient }));
      }
    }
    for (const [i, to] of stops.slice(1).entries()) {
      const leg = { from: stops[i] ?? to, to, look: standing };
      const key = JSON.stringify(leg);
      const units = (strands.get(key)?.units ?? 0n) + BigInt(way.units);
      strands.set(key, { ...leg, units });
    }
  }
  return {
    places: [...places.values()].sort((a, b) => a.column - b.column),
    strands: [...strands.values()],
  };
}

const standingOf = ({ end }: WayView): Standing =>
  end.kind === 'payee' ? end.proof : end.kind === 'refunded' ? 'settled' : 'escrow';

/** The payees that are drawn by themselves: those who were paid most. */
function fewOf(ways: readonly WayView[]): { has(payee: Hex): boolean; rest: What } {
  const paid = new Map<Hex, bigint>();
  for (const { end, units } of ways) {
    if (end.kind === 'payee') paid.set(end.payee, (paid.get(end.payee) ?? 0n) + BigInt(units));
  }
  const byAmount = [...paid].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0));
  const drawn = new Set(byAmount.slice(0, DRAWN).map(([payee]) => payee));
  return {
    has: (payee) => drawn.has(payee),
    rest: { kind: 'others', count: paid.size - drawn.size },
  };
}
