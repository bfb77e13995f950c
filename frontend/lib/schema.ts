import { z, type ZodTypeDef } from 'zod';
import type { Hex } from '../../domain/hex.ts';
import type { PointView } from '../../domain/views.ts';

/** `0x` and hex digits, made lower case. */
export const hexSchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]*$/)
  .transform((text) => text.toLowerCase() as Hex);

/** An account or contract: 20 bytes. */
export const addressSchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((text) => text.toLowerCase() as Hex);

/** An id or digest: 32 bytes. */
export const wordSchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/)
  .transform((text) => text.toLowerCase() as Hex);

/** An amount or position in smallest units, as a decimal string. */
export const unitsSchema = z.string().regex(/^(0|[1-9]\d*)$/);

/** A count, a time in Unix seconds, or a block's number. */
export const wholeSchema = z.number().int().nonnegative();

/** Where on the chain something was recorded. */
export const pointSchema = z.object({
  block: wholeSchema,
  logIndex: wholeSchema,
  tx: wordSchema,
  timestamp: wholeSchema,
}) satisfies z.ZodType<PointView, ZodTypeDef, unknown>;
