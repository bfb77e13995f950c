import { useSyncExternalStore } from 'react';

const STORE = 'sunline.tour';
const DONE = 'done';
const listeners = new Set<() => void>();

/** Whether this visitor has taken the tour, or said that they will not. */
export const useTourTaken = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => localStorage.getItem(STORE) === DONE,
  );

/** Remembers in this browser that the tour need not be offered again. */
export function rememberTour(): void {
  localStorage.setItem(STORE, DONE);
  for (const listener of listeners) listener();
}
