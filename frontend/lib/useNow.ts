import { useSyncExternalStore } from 'react';
import { useStatus } from '../queries/status.ts';

const TICK_MS = 1_000;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, TICK_MS);
  return () => clearInterval(timer);
}

/**
 * Unix seconds, ticking: the visitor's clock, or the chain's where that is ahead (its word decides
 * what can be paid).
 */
export function useNow(): number {
  const clock = useSyncExternalStore(subscribe, () => Math.floor(Date.now() / 1000));
  const { data } = useStatus();
  return Math.max(clock, data?.timestamp ?? 0);
}
