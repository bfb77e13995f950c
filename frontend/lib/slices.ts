import type { SliceView } from '../../domain/views/trace.ts';
import { STANDINGS, type Part, type Standing } from './standing.ts';

/** Where a slice ended: its proof where a payee has it, else escrow or back at a giver. */
export const standingOf = ({ end }: SliceView): Standing =>
  end.kind === 'payee' ? end.proof : end.kind;

/** A slice's length, in smallest units. */
export const lengthOf = ({ from, to }: SliceView): bigint => BigInt(to) - BigInt(from);

/** A donation's slices added up by where they stand. */
export function partsOfSlices(slices: readonly SliceView[]): Part[] {
  return STANDINGS.map((standing) => ({
    standing,
    units: slices
      .filter((slice) => standingOf(slice) === standing)
      .reduce((sum, slice) => sum + lengthOf(slice), 0n),
  }));
}

/** Steps that led on to another line; a payment at the end is where the slice ends. */
export const hopsOf = ({ path }: SliceView) => path.filter(({ kind }) => kind !== 'disbursement');
