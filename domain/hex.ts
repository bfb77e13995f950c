/** Bytes as text: `0x` and lower-case hex. */
export type Hex = `0x${string}`;
