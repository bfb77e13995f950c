import {
  BaseError,
  ContractFunctionRevertedError,
  HttpRequestError,
  InsufficientFundsError,
  TimeoutError,
  UserRejectedRequestError,
} from 'viem';
import { Unreachable } from '../lib/http.ts';
import { PasskeyError, type PasskeyTrouble } from '../lib/passkeyError.ts';

/** Why an action did not come about, in terms that the pages have sentences for. */
export type Trouble =
  | {
      readonly kind:
        | 'rejected'
        | 'gas'
        | 'unreachable'
        | 'reverted'
        | 'replaced'
        | 'noWallet'
        | 'unsure';
    }
  | { readonly kind: 'wrongChain'; readonly expected: number; readonly actual: number }
  | {
      readonly kind: 'contract';
      readonly name: string;
      readonly args: readonly unknown[];
    }
  | { readonly kind: 'passkey'; readonly why: PasskeyTrouble }
  | { readonly kind: 'gateway'; readonly code: string; readonly message: string }
  | { readonly kind: 'other'; readonly message: string };

/** An action ended for a reason that is known. */
export class FlowError extends Error {
  override readonly name = 'FlowError';
  readonly trouble: Trouble;

  constructor(trouble: Trouble, options?: ErrorOptions) {
    super(trouble.kind, options);
    this.trouble = trouble;
  }
}

const REJECTED = 4001;

/** Finds out what went wrong, from whatever was thrown by wallet, node or contract. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof FlowError) return error.trouble;
  if (error instanceof Unreachable) return { kind: 'unreachable' };
  if (error instanceof PasskeyError) return { kind: 'passkey', why: error.why };
  if (!(error instanceof BaseError)) {
    if (isRejection(error)) return { kind: 'rejected' };
    return { kind: 'other', message: error instanceof Error ? error.message : String(error) };
  }
  if (error.walk((e) => e instanceof UserRejectedRequestError || isRejection(e)) !== null) {
    return { kind: 'rejected' };
  }
  const reverted = error.walk((e) => e instanceof ContractFunctionRevertedError);
  if (reverted instanceof ContractFunctionRevertedError) {
    const { data, reason } = reverted;
    if (data !== undefined) {
      return { kind: 'contract', name: data.errorName, args: data.args ?? [] };
    }
    if (reason === undefined) return { kind: 'reverted' };
    // Wallets say it in their own error for everything, which looks like a contract's refusal.
    return /insufficient funds/i.test(reason)
      ? { kind: 'gas' }
      : { kind: 'other', message: reason };
  }
  if (error.walk((e) => e instanceof InsufficientFundsError) !== null) return { kind: 'gas' };
  if (error.walk((e) => e instanceof HttpRequestError || e instanceof TimeoutError) !== null) {
    return { kind: 'unreachable' };
  }
  return { kind: 'other', message: error.shortMessage };
}

function isRejection(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === REJECTED;
}
