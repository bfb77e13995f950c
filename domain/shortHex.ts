/** The short forms of what is written in hexadecimal digits, for people. */

/** An account or a hash as people compare two of them: by its beginning and its end. */
export function shortHex(hex: string): string {
  return `${hex.slice(0, 6)}…${hex.slice(-4)}`;
}

/** An id where its name is not known. */
export function shortId(id: string): string {
  return `${id.slice(0, 10)}…`;
}
