/** The indexer cannot be started, or did not come up; the message says why in one line. */
export class IndexerError extends Error {
  override readonly name: string = 'IndexerError';
}

/** The node speaks of another chain than the deployment record. */
export class WrongChainError extends IndexerError {
  override readonly name = 'WrongChainError';
}

/** Another indexer works on the same folder. */
export class AlreadyRunningError extends IndexerError {
  override readonly name = 'AlreadyRunningError';
}
