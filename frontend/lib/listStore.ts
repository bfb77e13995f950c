import { useSyncExternalStore } from 'react';
import * as v from 'valibot';

/** A list kept in this browser, the same in all of its tabs. */
export interface ListStore<T> {
  /** Oldest first; the same array until something changes. */
  all(): readonly T[];
  /** Adds one at the end, in place of the one with the same id. */
  put(one: T): void;
  drop(id: string): void;
  /** {@link all}, drawn anew when it changes. */
  use(): readonly T[];
}

/**
 * @param name what the browser keeps it under; what cannot be read there counts as nothing
 * @param idOf what tells one from another
 */
export function listStore<T>(
  name: string,
  schema: v.GenericSchema<unknown, T[]>,
  idOf: (one: T) => string,
): ListStore<T> {
  const listeners = new Set<() => void>();
  let cache: { text: string | null; value: readonly T[] } = { text: null, value: [] };

  const all = (): readonly T[] => {
    const text = localStorage.getItem(name);
    if (text !== cache.text) cache = { text, value: read(text) };
    return cache.value;
  };
  const read = (text: string | null): T[] => {
    try {
      return v.parse(schema, JSON.parse(text ?? '[]'));
    } catch {
      return [];
    }
  };
  const write = (list: readonly T[]): void => {
    localStorage.setItem(name, JSON.stringify(list));
    for (const listener of listeners) listener();
  };
  const without = (id: string): readonly T[] => all().filter((one) => idOf(one) !== id);
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    window.addEventListener('storage', listener);
    return () => {
      listeners.delete(listener);
      window.removeEventListener('storage', listener);
    };
  };
  return {
    all,
    put: (one) => write([...without(idOf(one)), one]),
    drop: (id) => write(without(id)),
    use: () => useSyncExternalStore(subscribe, all),
  };
}
