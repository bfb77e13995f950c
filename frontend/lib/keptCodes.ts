import * as v from 'valibot';
import { listStore } from './listStore.ts';

const codeSchema = v.object({
  /** In its groups, as `formatReceiptCode` writes it. */
  code: v.string(),
  /** When it was kept, in Unix seconds. */
  at: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type KeptCode = v.InferOutput<typeof codeSchema>;

/** Receipt codes that their owner had this browser keep; they are never sent to anybody. */
const store = listStore('sunline.codes', v.array(codeSchema), ({ code }) => code);

export const keepCode = (code: string): void =>
  store.put({ code, at: Math.floor(Date.now() / 1000) });

export const dropCode = (code: string): void => store.drop(code);

export const useKeptCodes = (): readonly KeptCode[] => store.use();
