/** Anything about a scenario that its reader must be told; the message is one line for people. */
export class ScenarioError extends Error {
  override readonly name: string = 'ScenarioError';
}

/** A scenario file is malformed. */
export class ScenarioFormatError extends ScenarioError {
  override readonly name = 'ScenarioFormatError';
}

/**
 * A step was rejected. `reason` is the contract's custom error (`Ledger_NotOpen`), or one of our own
 * names where the step names something that did not come into being.
 */
export class StepRejected extends ScenarioError {
  override readonly name = 'StepRejected';
  readonly reason: string;

  constructor(reason: string, details: string) {
    super(details === '' ? reason : `${reason}(${details})`);
    this.reason = reason;
  }
}
