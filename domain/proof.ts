import type { DeskRecord } from './state.ts';
import type { Rules } from './ids.ts';
import type { ProofView } from './views.ts';

/** What stands behind a payment: separate facts, of which the highest reached is shown. */
export interface ProofFacts {
  readonly evidenced: boolean;
  readonly confirmed: boolean;
  readonly attested: boolean;
}

/** The ladder, lowest rung first. */
export const PROOFS = [
  'paid',
  'evidenced',
  'confirmed',
  'attested',
] as const satisfies readonly ProofView[];

/** The highest rung that a paid disbursement has reached. */
export function proofOf(facts: ProofFacts): ProofView {
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
  };
}

/**
 * Whether a payment's delivery counts as proven by the campaign's rules, as the desk decides it:
 * without a recipient, and for cash whose payee is its recipient, an auditor's word is needed.
 */
export function isProven(record: DeskRecord, rules: Rules): boolean {
  const { confirmed, attested } = factsOf(record);
  const { recipient, payee } = record.terms;
  const hasRecipient = recipient !== '0x';
  const needsRecipient = hasRecipient && rules.proof !== 'auditor';
  const needsAuditor = rules.proof !== 'recipient' || !hasRecipient || recipient === payee;
  return (confirmed || !needsRecipient) && (attested || !needsAuditor);
}
