import type { PointView } from '../../../../domain/views.ts';

/** The point of the chain a row was recorded at. */
export function pointOf({ block, logIndex, tx, timestamp }: PointView): PointView {
  return { block, logIndex, tx, timestamp };
}
