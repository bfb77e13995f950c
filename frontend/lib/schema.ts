import * as v from 'valibot';
import type { Hex } from '../../domain/hex.ts';
import type { PointView } from '../../domain/views.ts';

/** `0x` and hex digits, made lower case. */
export const hexSchema = v.pipe(
  v.string(),
  v.regex(/^0x[0-9a-fA-F]*$/),
  v.transform((text) => text.toLowerCase() as Hex),
);

/** An account or contract: 20 bytes. */
export const addressSchema = v.pipe(
  v.string(),
  v.regex(/^0x[0-9a-fA-F]{40}$/),
  v.transform((text) => text.toLowerCase() as Hex),
);

/** An id or digest: 32 bytes. */
export const wordSchema = v.pipe(
  v.string(),
  v.regex(/^0x[0-9a-fA-F]{64}$/),
  v.transform((text) => text.toLowerCase() as Hex),
);

/** An amount or position in smallest units, as a decimal string. */
export const unitsSchema = v.pipe(v.string(), v.regex(/^(0|[1-9]\d*)$/));

/** A count, a time in Unix seconds, or a block's number. */
export const wholeSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Where on the chain something was recorded. */
export const pointSchema = v.object({
  block: wholeSchema,
  logIndex: wholeSchema,
  tx: wordSchema,
  timestamp: wholeSchema,
}) satisfies v.GenericSchema<unknown, PointView>;
