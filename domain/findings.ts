import { DomainError } from './errors.ts';
import type { Point } from './events.ts';
import type { Hex } from './hex.ts';

/** Numbers of the accounting's laws; statements stand in `laws.ts`. */
export type LawNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12;

/** What exactly is wrong; pages translate these, so they are part of the public language. */
export type FindingCode =
  | 'outOfOrder'
  | 'strangeContract'
  | 'unknownCampaign'
  | 'wrongId'
  | 'openedTwice'
  | 'wrongConfig'
  | 'notActive'
  | 'entryNumber'
  | 'entryGap'
  | 'emptyRange'
  | 'lineFull'
  | 'disbursementNumber'
  | 'disbursementGap'
  | 'overspent'
  | 'leftoverRange'
  | 'settlementRange'
  | 'settledTwice'
  | 'unknownEntry'
  | 'wrongGiver'
  | 'claimWindow'
  | 'wrongDestination'
  | 'unknownDisbursement'
  | 'wrongPayee'
  | 'tailRange'
  | 'linkExpected'
  | 'linkDiffers'
  | 'lostUnits'
  | 'batchDiffers'
  | 'insolvent'
  | 'process'
  | 'exposureExceeded'
  | 'managementExceeded'
  | 'unauthorised'
  | 'missingCampaign'
  | 'rootDiffers'
  | 'frozenRootDiffers'
  | 'ledgerJournalDiffers'
  | 'deskJournalDiffers'
  | 'rulesDiffer'
  | 'figureDiffers';

/** One breach of a law: where it was seen, what should stand there and what stands there instead. */
export interface Finding {
  readonly law: LawNumber;
  readonly code: FindingCode;
  readonly campaign: Hex | null;
  /** The event that showed it; null for what only a comparison or a law check shows. */
  readonly at: Point | null;
  /** Which field or thing, e.g. `entry 3` or `raised`. */
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
}

/** What a law's check or a comparison found, which no single event shows. */
export function findingOf(
  law: LawNumber,
  code: FindingCode,
  campaign: Hex | null,
  subject: string,
  expected: unknown,
  found: unknown,
): Finding {
  const values = { expected: String(expected), found: String(found) };
  return { law, code, campaign, at: null, subject, ...values };
}

/** A law does not hold; carries the finding. */
export class LawBroken extends DomainError {
  override readonly name = 'LawBroken';
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(describeFinding(finding));
    this.finding = finding;
  }

  get law(): LawNumber {
    return this.finding.law;
  }
}

/** One line of English about a finding, for terminals and logs. */
export function describeFinding(finding: Finding): string {
  const { law, code, campaign, subject, expected, found, at } = finding;
  const where = campaign === null ? '' : ` in campaign ${campaign}`;
  const when = at === null ? '' : ` (block ${at.block}, log ${at.logIndex})`;
  return `law ${law}, ${code}: ${subject}${where}${when}: expected ${expected}, found ${found}`;
}
