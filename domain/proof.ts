import { isDisputed, type DeskRecord } from './deskState.ts';
import type { Rules, Terms } from './ids.ts';
import type { ProofView } from './views.ts';

/** What stands behind a payment: separate facts, of which the highest reached is shown. */
export interface ProofFacts {
  readonly evidenced: boolean;
  readonly confirmed: boolean;
  readonly attested: boolean;
  /** A dispute is open. */
  readonly disputed: boolean;
  /** The auditors gave the delivery up. */
  readonly writtenOff: boolean;
}

/** The ladder, lowest rung first. */
export const PROOF_LADDER = [
  'paid',
  'evidenced',
  'confirmed',
  'attested',
] as const satisfies readonly ProofView[];

/** All that can be shown of a payment: the ladder, and what stands beside it. */
export const PROOFS = [
  ...PROOF_LADDER,
  'disputed',
  'writtenOff',
] as const satisfies readonly ProofView[];

/**
 * What is shown of a paid disbursement: the highest rung reached, unless it is disputed or was
 * written off, which never counts as delivered.
 */
export function proofOf(facts: ProofFacts): ProofView {
  if (facts.writtenOff) return 'writtenOff';
  if (facts.disputed) return 'disputed';
  if (facts.attested) return 'attested';
  if (facts.confirmed) return 'confirmed';
  return facts.evidenced ? 'evidenced' : 'paid';
}

/** The facts of a desk's record; none at all for what no known desk has a record of. */
export function factsOf(record: DeskRecord | undefined): ProofFacts {
  return {
    evidenced: record !== undefined && record.evidence.length > 0,
    confirmed: record !== undefined && record.confirmation !== null,
    attested: record !== undefined && record.attestations.length > 0,
    disputed: record !== undefined && isDisputed(record),
    writtenOff: record !== undefined && record.writtenOff !== null,
  };
}

/**
 * Whether nothing of a payment is left to prove by the campaign's rules, as the desk decides it: it
 * was given back in full or its facts suffice, and no dispute is open. Without a recipient, and for
 * cash whose payee is its recipient, an auditor's word is needed.
 */
export function isProven(record: DeskRecord, rules: Pick<Rules, 'proof'>): boolean {
  return suffices(factsOf(record), record, rules);
}

/** The same of facts that are known without their record. */
export function suffices(
  { confirmed, attested, disputed }: ProofFacts,
  { terms, noted }: PaymentToProve,
  rules: Pick<Rules, 'proof'>,
): boolean {
  if (disputed) return false;
  if (noted === terms.amount) return true;
  const needs = wordsNeeded(terms, rules);
  return (confirmed || !needs.recipient) && (attested || !needs.auditor);
}

/** Whose words prove a payment by the campaign's rules. */
export function wordsNeeded(
  { recipient, payee }: Pick<Terms, 'recipient' | 'payee'>,
  { proof }: Pick<Rules, 'proof'>,
): { readonly recipient: boolean; readonly auditor: boolean } {
  const hasRecipient = recipient !== '0x';
  return {
    recipient: hasRecipient && proof !== 'auditor',
    auditor: proof !== 'recipient' || !hasRecipient || recipient === payee,
  };
}

/** What of a payment decides whose word proves it. */
export interface PaymentToProve {
  readonly terms: Pick<Terms, 'recipient' | 'payee' | 'amount'>;
  /** What the desk has taken note of as given back. */
  readonly noted: bigint;
}
