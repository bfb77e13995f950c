import { getBytes } from 'ethers';

/**
 * Makes it anew until no byte is zero, which would cost less: keys and answers are random, figures
 * must not be.
 */
export async function fullBytes<T>(
  make: () => T | Promise<T>,
  bytesOf: (made: T) => string,
): Promise<T> {
  for (;;) {
    const made = await make();
    if (getBytes(bytesOf(made)).every((byte) => byte !== 0)) return made;
  }
}
