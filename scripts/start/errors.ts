/** The product cannot start, or cannot go on. The message is one line for people. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
