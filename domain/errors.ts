/** Anything that `domain/` refuses; each subclass says what was wrong and carries the values. */
export class DomainError extends Error {
  override readonly name: string = 'DomainError';
}
