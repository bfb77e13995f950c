/** A value of JSON with whole numbers only. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/**
 * The one way to write a value of JSON (RFC 8785): keys sorted by UTF-16 units, no white space,
 * fields that are `undefined` left out, UTF-8. Two people who mean the same document get the same
 * bytes, hence the same digest.
 */
export function canonicalBytes(value: Json): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(write(value));
}

function write(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = value as JsonObject;
  const parts: string[] = [];
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field !== undefined) parts.push(`${JSON.stringify(key)}:${write(field)}`);
  }
  return `{${parts.join(',')}}`;
}
