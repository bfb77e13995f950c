import type { Hex } from '../../domain/hex.ts';

/**
 * The stage shows a second phone in a frame beside the page. Both share what the browser keeps, so
 * whose phone it is stands in the frame's own name, which outlives every page opened in it.
 */
const PREFIX = 'sunline-stage:';

/** Whether these pages are shown on the stage's phone. */
export const isStagePhone = (): boolean =>
  window.parent !== window && window.name.startsWith(PREFIX);

/** Whose phone it is; only to be asked on the stage's phone. */
export const phoneAccount = (): string => window.name.slice(PREFIX.length);

/** Hands the phone to somebody else, or to nobody in particular. */
export function handPhoneTo(account: Hex | null): void {
  window.name = phoneName(account);
}

/** Name of the frame in which an account's pages are shown. */
export const phoneName = (account: Hex | null): string => `${PREFIX}${account ?? ''}`;
