import { StepRejected } from './errors.ts';
import { productInterfaces } from '../chain/interfaces.ts';

/** Reads a node's error for a rejected transaction or call; null when it is about something else. */
export function rejectionOf(error: unknown): StepRejected | null {
  const data = revertData(error, 3);
  if (data === null) return null;
  if (data === '0x') return new StepRejected('Reverted', '');
  for (const contract of productInterfaces()) {
    const parsed = contract.parseError(data);
    if (parsed !== null) {
      const details = parsed.args.map((value: unknown) => String(value)).join(', ');
      return new StepRejected(parsed.name, details);
    }
  }
  return new StepRejected('Reverted', data.slice(0, 10));
}

/** Nodes wrap the bytes differently: as `data`, as `data.data`, or one cause deeper. */
function revertData(error: unknown, depth: number): string | null {
  if (typeof error === 'string') return /^0x([0-9a-f]{2})*$/i.test(error) ? error : null;
  if (typeof error !== 'object' || error === null || depth === 0) return null;
  const { data, cause } = error as { data?: unknown; cause?: unknown };
  return revertData(data, depth - 1) ?? revertData(cause, depth - 1);
}
