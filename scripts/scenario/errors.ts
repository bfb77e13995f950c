/** Anything about a scenario that its reader must be told; the message is one line for people. */
export class ScenarioError extends Error {
  override readonly name: string = 'ScenarioError';
}

/** A scenario file is malformed, or asks for something the contracts cannot do yet. */
export class ScenarioFormatError extends ScenarioError {
  override readonly name: string = 'ScenarioFormatError';
}

/** A step or a field is known, but the present contracts do not carry it out. */
export class NotSupportedError extends ScenarioFormatError {
  override readonly name = 'NotSupportedError';
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
