import type { Hex } from '../hex.ts';

/**
 * Risk flags: what breaks no law and should be looked at by an auditor all the same. A flag is a
 * question, not a verdict; it carries the figures that raised it and names everything they rest on.
 */

/** The kinds of flags, in the order in which they are listed. */
export const FLAG_KINDS = [
  'evidenceReused',
  'payeeConcentration',
  'circularMoney',
  'batchRepeated',
  'lateProof',
  'lateReport',
  'twoRoles',
] as const;
export type FlagKind = (typeof FLAG_KINDS)[number];

/** `serious`: look before the next approval. `notable`: has often a good reason; ask for it. */
export type Severity = 'serious' | 'notable';

/** What somebody can be in a campaign. */
export type FlagRole = 'charity' | 'auditor' | 'operator' | 'payee' | 'recipient' | 'giver';

/** What a bundle of documents was handed in for. */
export type BundlePurpose = 'request' | 'evidence' | 'report';

/** One thing that a flag rests on. `at` is in Unix seconds; amounts in the token's smallest unit. */
export type FlagEvidence<Amount> =
  | {
      readonly kind: 'payment';
      readonly campaign: Hex;
      readonly disbursement: Hex;
      readonly amount: Amount;
      /** Null while it is asked for and not paid. */
      readonly at: number | null;
    }
  | {
      readonly kind: 'gift';
      readonly campaign: Hex;
      /** Number of the entry. */
      readonly index: number;
      readonly amount: Amount;
      readonly at: number;
    }
  /** A bundle by the digest that stands on chain; `disbursement` is null for a report. */
  | {
      readonly kind: 'bundle';
      readonly campaign: Hex;
      readonly purpose: BundlePurpose;
      readonly disbursement: Hex | null;
      readonly digest: Hex;
      readonly at: number;
    }
  /** That an account is something in a campaign, and by which payment if by one. */
  | {
      readonly kind: 'role';
      readonly campaign: Hex;
      readonly role: FlagRole;
      readonly account: Hex;
      readonly disbursement: Hex | null;
    };

/** The figures of each kind of flag. Lengths of time are in seconds. */
interface Figures<Amount> {
  /** `document`: SHA-256 of a file, or of a whole bundle; `uses`: payments or reports it stands for. */
  evidenceReused: {
    readonly document: Hex;
    readonly uses: number;
  };
  /** Net of returns; `total` went to payees for goods, services and cash in `payments` payments. */
  payeeConcentration: {
    readonly payee: Hex;
    readonly paid: Amount;
    readonly total: Amount;
    readonly shareBps: number;
    readonly payments: number;
  };
  /** `cameBack`: some of what the account gave was given after it had been paid. */
  circularMoney: {
    readonly account: Hex;
    readonly paid: Amount;
    readonly given: Amount;
    readonly cameBack: boolean;
  };
  /** `root`: of the gifts of a batch; `entries`: how many it was anchored as. */
  batchRepeated: {
    readonly root: Hex;
    readonly entries: number;
  };
  /**
   * `shownAt`: when the delivery was confirmed, or shown by evidence where nobody has to confirm it;
   * null while it is not. `missing`: whose word is still waited for. `lateBy` runs on until then.
   */
  lateProof: {
    readonly disbursement: Hex;
    readonly amount: Amount;
    readonly deadline: number;
    readonly shownAt: number | null;
    readonly lateBy: number;
    readonly missing: 'evidence' | 'confirmation' | 'attestation' | null;
    readonly writtenOff: boolean;
  };
  /** `publishedAt` is null while the report is missing. */
  lateReport: {
    readonly due: number;
    readonly publishedAt: number | null;
    readonly lateBy: number;
  };
  /** `roles`: the first one anywhere or here as the evidence says, the second one in this campaign. */
  twoRoles: {
    readonly account: Hex;
    readonly roles: readonly [FlagRole, FlagRole];
  };
}

type FlagOfKind<Amount, K extends FlagKind> = {
  readonly kind: K;
  readonly campaign: Hex;
  readonly severity: Severity;
  readonly figures: Figures<Amount>[K];
  readonly evidence: readonly FlagEvidence<Amount>[];
};

/** A flag whose amounts are kept as `Amount`. */
export type FlagOf<Amount> = { [K in FlagKind]: FlagOfKind<Amount, K> }[FlagKind];

/** A flag with its amounts in the token's smallest unit. */
export type Flag = FlagOf<bigint>;

/** A flag of one kind. */
export type Raised<K extends FlagKind> = FlagOfKind<bigint, K>;
