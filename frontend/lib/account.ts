import { useSyncExternalStore } from 'react';
import type { Hex } from '../../domain/hex.ts';
import { appConfig, type DemoPerson } from '../app/config.ts';
import { handPhoneTo, isStagePhone, phoneAccount } from './stageFrame.ts';

/**
 * Whose pages these are: the person of the demo story the visitor chose to be, or the account of
 * the wallet connected last. Remembered here so that pages which only read need no wallet code.
 */
const STORE = 'sunline.account';
const listeners = new Set<() => void>();

const isAddress = (text: string | null): text is Hex =>
  text !== null && /^0x[0-9a-f]{40}$/.test(text);

/** The account, in lower case; null while the visitor is nobody in particular. */
export function currentAccount(): Hex | null {
  const stored = isStagePhone() ? phoneAccount() : localStorage.getItem(STORE);
  return isAddress(stored) ? stored : null;
}

export function setAccount(account: Hex | null): void {
  if (isStagePhone()) handPhoneTo(account);
  else if (account === null) localStorage.removeItem(STORE);
  else localStorage.setItem(STORE, account.toLowerCase());
  for (const listener of listeners) listener();
}

export function onAccount(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

export const useAccount = (): Hex | null => useSyncExternalStore(onAccount, currentAccount);

/** The person of the demo story with this address, if there is one. */
export const personOf = (address: Hex): DemoPerson | undefined =>
  appConfig().people.find((person) => person.address === address);
