/** The audit cannot be carried out; one line for people, exit code 2. */
export class AuditError extends Error {
  override readonly name: string = 'AuditError';
}

/** The command was not understood. */
export class UsageError extends AuditError {
  override readonly name = 'UsageError';
}

/** A node does not answer, refuses, or answers what makes no sense, however often it is asked. */
export class NodeError extends AuditError {
  override readonly name: string = 'NodeError';
}

/** A node has no block of a number that it should have. */
export class MissingBlock extends NodeError {
  override readonly name = 'MissingBlock';
}

/** The chain was re-organised under the audit: what was read may be of two chains. */
export class Reorganised extends AuditError {
  override readonly name = 'Reorganised';
}
