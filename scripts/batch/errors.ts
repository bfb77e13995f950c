/** A batch cannot go on. The message is one line for people, saying what and where. */
export class BatchError extends Error {
  override readonly name: string = 'BatchError';
}

/** A file of gifts, a mapping or an option is missing or says something impossible. */
export class InputError extends BatchError {
  override readonly name = 'InputError';
}

/** The chain, the gateway or what an earlier run left does not allow it. */
export class AnchorError extends BatchError {
  override readonly name = 'AnchorError';
}
