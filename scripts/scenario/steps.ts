import type { RawStep } from './schema.ts';

/** The campaign that every scenario has from the start: the token's terminal General Fund. */
export const GENERAL_FUND = 'general';
/** Its charity and its auditor. */
export const FOUNDATION = 'foundation';
export const FUND_AUDITOR = 'ann';
/** How long a pause lasts that says nothing else, in seconds: as long as it may. */
export const LONGEST_PAUSE = 7 * 86_400;

export type Raw<D extends RawStep['do']> = Extract<RawStep, { do: D }>;
type WithUnits<S, K extends keyof S> = Omit<S, K> & { readonly [F in K]: bigint };

export type CampaignStep = Omit<
  Raw<'campaign'>,
  'goal' | 'minimum' | 'exposureCap' | 'managementCapBps'
> & {
  readonly goal: bigint;
  readonly minimum: bigint;
  /** Left out: no cap. */
  readonly exposureCap?: bigint | undefined;
  /** Left out: no cap. */
  readonly managementCapBps?: number | undefined;
};
export type DonateStep = WithUnits<Raw<'donate'>, 'amount'>;
export type BatchStep = Omit<Raw<'batch'>, 'gifts'> & {
  readonly gifts: readonly { readonly id: string; readonly amount: bigint }[];
};
export type RequestStep = WithUnits<Raw<'request'> | Raw<'fee'>, 'amount'> & {
  readonly category: NonNullable<Raw<'request'>['category']>;
};
export type ReturnStep = WithUnits<Raw<'return'>, 'amount'>;
export type ConfirmStep = Omit<Raw<'confirm'>, 'received'> & {
  /** Left out: all that the payee kept. */
  readonly received?: bigint | undefined;
};
export type PlainStep = Raw<
  | 'approve'
  | 'veto'
  | 'pay'
  | 'evidence'
  | 'attest'
  | 'dispute'
  | 'resolve'
  | 'writeOff'
  | 'mark'
  | 'report'
  | 'pause'
  | 'advance'
  | 'cancel'
  | 'settle'
  | 'close'
>;

/** One step as it is played: names as they stand in the file, amounts in smallest units. */
export type Step =
  | CampaignStep
  | DonateStep
  | BatchStep
  | RequestStep
  | ConfirmStep
  | ReturnStep
  | PlainStep;

export interface Scenario {
  readonly name: string;
  readonly token: { readonly symbol: string; readonly decimals: number };
  /** The whole scenario is in the chain's own coin: some donation that must succeed says so. */
  readonly isNative: boolean;
  readonly steps: readonly Step[];
}

/** Everybody whom a scenario names, in the order of appearance, the General Fund's people first. */
export function actorsOf({ steps }: Scenario): string[] {
  const names = new Set([FOUNDATION, FUND_AUDITOR]);
  for (const step of steps) for (const name of namesIn(step)) names.add(name);
  return [...names];
}

function namesIn(step: Step): readonly string[] {
  switch (step.do) {
    case 'campaign':
      return [step.charity, ...step.auditors, ...(step.operators ?? [])];
    case 'donate':
      return [step.giver];
    case 'batch':
      return [step.operator];
    case 'request':
    case 'fee':
      return [step.by, step.payee, step.recipient].filter((name) => name !== undefined);
    case 'approve':
    case 'veto':
    case 'attest':
      return [step.auditor];
    case 'pay':
    case 'evidence':
    case 'confirm':
    case 'dispute':
    case 'mark':
    case 'report':
    case 'return':
    case 'settle':
      return step.by === undefined ? [] : [step.by];
    case 'resolve':
    case 'writeOff':
    case 'pause':
    case 'advance':
    case 'cancel':
    case 'close':
      return [];
  }
}
