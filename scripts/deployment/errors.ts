/** A deployment, or the opening of a campaign, cannot go on. The message is one line for people. */
export class DeploymentError extends Error {
  override readonly name: string = 'DeploymentError';
}

/** A file of parameters, a campaign file or a record is missing, damaged or says something impossible. */
export class ParameterError extends DeploymentError {
  override readonly name = 'ParameterError';
}

/** The chain is not the one expected, or lacks something the contracts need. */
export class PreflightError extends DeploymentError {
  override readonly name = 'PreflightError';
}

/** What went wrong, in one line for people, whoever threw it. */
export function oneLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const short = 'shortMessage' in error ? String(error.shortMessage) : error.message;
  return short.split('\n', 1)[0] ?? '';
}
