import { createContext, useContext, type ReactNode } from 'react';

/** Shows a dialog that outlives whatever opened it; `draw` is given the way to close it. */
export type ShowSheet = (draw: (close: () => void) => ReactNode) => void;

export const SheetContext = createContext<ShowSheet | null>(null);

/**
 * The way to open a dialog about something that may leave the page meanwhile, as a task does once it
 * is done. Throws outside of a wallet's scope.
 */
export function useSheet(): ShowSheet {
  const show = useContext(SheetContext);
  if (show === null) throw new Error('dialogs are shown inside a WalletScope');
  return show;
}
