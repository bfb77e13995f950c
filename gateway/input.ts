import type { z } from 'zod';
import { BadRequest } from './errors.ts';

/** The JSON of a body. Throws BadRequest. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new BadRequest('the body is not JSON');
  }
}

/**
 * A value as the schema reads it.
 * @throws BadRequest naming the first field that does not fit
 */
export function fitting<T>(schema: z.ZodType<T, z.ZodTypeDef, unknown>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new BadRequest(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`);
}
