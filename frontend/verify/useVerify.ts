import { useCallback, useRef, useState } from 'react';
import type { Outcome, Request, Stage } from './verify.ts';

/** Where a check stands. */
export type VerifyState =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      readonly stage: Stage;
      /** Share of the stage that is done, where it is known. */
      readonly share: number | null;
    }
  | { readonly phase: 'done'; readonly outcome: Outcome }
  | { readonly phase: 'failed'; readonly error: Error };

/** Runs the check; its code, with the replay and the hash function, is fetched when first used. */
export function useVerify() {
  const [state, setState] = useState<VerifyState>({ phase: 'idle' });
  const latest = useRef(0);
  const run = useCallback(async (request: Request) => {
    const mine = ++latest.current;
    const tell = (next: VerifyState) => {
      if (latest.current === mine) setState(next);
    };
    tell({ phase: 'running', stage: 'index', share: null });
    try {
      const { verifyAll } = await import('./verify.ts');
      const outcome = await verifyAll(request, (stage, done, total) => {
        const share = done === undefined || total === undefined ? null : done / total;
        tell({ phase: 'running', stage, share });
      });
      tell({ phase: 'done', outcome });
    } catch (error) {
      console.error(error);
      tell({ phase: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    }
  }, []);
  return { state, run };
}
