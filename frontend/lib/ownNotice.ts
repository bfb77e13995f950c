import { useEffect, useSyncExternalStore } from 'react';

/** How many parts of the page say themselves that the index is down. */
let speakers = 0;
const listeners = new Set<() => void>();

function add(count: 1 | -1): void {
  speakers += count;
  for (const listener of listeners) listener();
}

/** While `speaks`, the page's banner leaves it to the caller to say that the index is down. */
export function useOwnNotice(speaks: boolean): void {
  useEffect(() => {
    if (!speaks) return;
    add(1);
    return () => add(-1);
  }, [speaks]);
}

/** Whether a part of the page says so already. */
export function useIsSaid(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => speakers > 0,
  );
}
