import type { Category, Name } from './model.ts';

/** The steps that the twin writes, as they stand in a scenario file of a token without decimals. */

export interface RequestStep {
  readonly do: 'request' | 'fee';
  readonly id: string;
  readonly campaign: Name;
  readonly payee?: string;
  readonly toCampaign?: Name;
  readonly recipient?: string;
  readonly amount: string;
  readonly category?: Category;
  readonly deliverBy?: number;
  readonly by?: string;
}

export type TwinStep =
  | {
      readonly do: 'donate';
      readonly id: string;
      readonly campaign: Name;
      readonly giver: string;
      readonly amount: string;
      readonly via: string;
    }
  | {
      readonly do: 'batch';
      readonly id: string;
      readonly campaign: Name;
      readonly operator: string;
      readonly gifts: readonly { readonly id: string; readonly amount: string }[];
    }
  | RequestStep
  | {
      readonly do: 'approve' | 'veto' | 'attest';
      readonly disbursement: string;
      readonly auditor: string;
    }
  | { readonly do: 'pay' | 'resolve' | 'writeOff' | 'mark'; readonly disbursement: string }
  | {
      readonly do: 'evidence';
      readonly disbursement: string;
      readonly text: string;
      readonly by?: string;
    }
  | {
      readonly do: 'confirm';
      readonly disbursement: string;
      readonly by?: string;
      readonly received?: string;
    }
  | { readonly do: 'dispute'; readonly disbursement: string; readonly by?: string }
  | {
      readonly do: 'return';
      readonly id: string;
      readonly disbursement: string;
      readonly amount: string;
      readonly by?: string;
    }
  | { readonly do: 'report'; readonly campaign: Name; readonly by?: string }
  | { readonly do: 'pause'; readonly seconds?: number }
  | { readonly do: 'advance'; readonly seconds: number }
  | {
      readonly do: 'cancel';
      readonly campaign: Name;
      readonly by: 'charity' | 'auditors' | 'anyone';
    }
  | { readonly do: 'close'; readonly campaign: Name }
  | { readonly do: 'settle'; readonly entry: string };

/** The step, or steps, that `do` may name. */
export type StepOf<D extends TwinStep['do'], S extends TwinStep = TwinStep> = S extends {
  readonly do: infer E;
}
  ? [Extract<E, D>] extends [never]
    ? never
    : S
  : never;
