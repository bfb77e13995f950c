import { describeFinding, type Finding, type FindingCode } from '../../domain/findings.ts';

/** What the audit finds beside broken laws of the accounting. */
export type OwnCode =
  /** The node gave a log of a contract that was not asked for. */
  | 'strangeLog'
  /** A log says nothing that its contract could have said. */
  | 'senselessLog'
  /** A log lies outside the blocks that were asked for. */
  | 'logOutOfRange'
  /** What the node offers as proof does not lead to the block's state root. */
  | 'proofFails'
  /** A word of storage is another than the events make it. */
  | 'storageDiffers'
  /** There is storage that no event tells of: a whole campaign, for example. */
  | 'storageUnknown'
  /** A contract’s code is not the one that is built from these sources. */
  | 'codeDiffers'
  /** Two nodes name different blocks of the same number. */
  | 'nodesDisagree'
  | 'documentMissing'
  | 'documentAltered'
  | 'fileMissing'
  | 'fileAltered'
  | 'batchMissing'
  | 'batchAltered';

/** One thing that is wrong, whether or not a numbered law says so. */
export interface AuditFinding extends Omit<Finding, 'law' | 'code'> {
  readonly law: Finding['law'] | null;
  readonly code: FindingCode | OwnCode;
}

/** A finding that is about no single event. */
export function found(
  law: AuditFinding['law'],
  code: OwnCode,
  campaign: AuditFinding['campaign'],
  subject: string,
  expected: unknown,
  seen: unknown,
): AuditFinding {
  const values = { expected: String(expected), found: String(seen) };
  return { law, code, campaign, at: null, subject, ...values };
}

/** One line of English for a terminal. */
export function tellFinding(finding: AuditFinding): string {
  const { law } = finding;
  if (law !== null) return describeFinding({ ...finding, law } as Finding);
  const { code, campaign, subject, expected, found } = finding;
  const where = campaign === null ? '' : ` in campaign ${campaign}`;
  return `${code}: ${subject}${where}: expected ${expected}, found ${found}`;
}
