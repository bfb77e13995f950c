import { isError } from 'ethers';
import { explainRejection } from '../deployment/contractErrors.ts';
import { DeploymentError, oneLine } from '../deployment/errors.ts';

/** A batch cannot go on. The message is one line for people, saying what and where. */
export class BatchError extends Error {
  override readonly name: string = 'BatchError';
}

/** A file of gifts, a mapping or an option is missing or says something impossible. */
export class InputError extends BatchError {
  override readonly name = 'InputError';
}

/** The chain, the gateway or what an earlier run left does not allow it. */
export class AnchorError extends BatchError {
  override readonly name = 'AnchorError';
}

/** The node said nothing, or nothing that could be used: the same may well work a moment later. */
export class NodeError extends BatchError {
  override readonly name = 'NodeError';

  constructor(words: string) {
    super(`the node did not answer: ${words}; run the command again`);
  }
}

/** Some batches were not anchored while others were; one line for each that was not. */
export class NotAllAnchored extends BatchError {
  override readonly name = 'NotAllAnchored';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines[0] ?? 'not all batches are anchored');
    this.lines = lines;
  }
}

/** Whether a contract refused, and said why: only then is it known that it did. */
export const isRefusal = (error: unknown): boolean =>
  isError(error, 'CALL_EXCEPTION') && typeof error.data === 'string' && error.data.length > 2;

/** What a node answered to a request that it did not carry out; null where it did not answer at all. */
export function answerOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const {
    error: own,
    info,
    code,
  } = error as Error & {
    readonly error?: { readonly message?: unknown } | undefined;
    readonly info?: { readonly error?: { readonly message?: unknown } } | undefined;
    readonly code?: unknown;
  };
  for (const told of [own?.message, info?.error?.message]) {
    if (typeof told === 'string') return told.split('\n', 1)[0] ?? '';
  }
  return typeof code === 'number' ? oneLine(error) : null;
}

/** Whatever went wrong with a batch, as one of these; what is a mistake of our own stays as it is. */
export function asBatchError(error: unknown): unknown {
  if (error instanceof BatchError || !(error instanceof Error)) return error;
  if (isRefusal(error)) return new AnchorError(`the chain refuses: ${explainRejection(error)}`);
  if (error instanceof DeploymentError) return new AnchorError(error.message);
  return 'code' in error ? new NodeError(answerOf(error) ?? oneLine(error)) : error;
}
