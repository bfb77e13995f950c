import * as v from 'valibot';
import type { Hex } from '../../domain/hex.ts';
import { ShapeError } from '../../domain/shape.ts';
import { parseSignedReceipt } from '../../domain/signedReceipt.ts';
import { appConfig } from '../app/config.ts';
import { BadAnswer, getJson } from './http.ts';
import { isPromised } from './receipt.ts';
import { addressSchema } from './schema.ts';

/** The local chain's own payment provider and operator, at the gateway; its money is play money. */
const at = (path = '') => `${appConfig().gatewayUrl}/sandbox${path}`;

const sandboxSchema = v.object({
  operator: addressSchema,
  anchorAfter: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
const paidSchema = v.object({ reference: v.string(), receipt: v.unknown() });
const anchoredSchema = v.object({ anchored: v.pipe(v.number(), v.integer(), v.minValue(0)) });

/** Who anchors what is paid here, and after how many seconds by itself (0: never). */
export type Sandbox = v.InferOutput<typeof sandboxSchema>;

/** Throws ServiceError where there is no sandbox. */
export function askSandbox(signal: AbortSignal): Promise<Sandbox> {
  return getJson(at(), sandboxSchema, { signal });
}

/** A small gift to be paid. */
export interface Payment {
  readonly campaign: Hex;
  /** In smallest units. */
  readonly amount: bigint;
  /** Of the receipt's key. */
  readonly address: Hex;
}

/**
 * Plays a payment; done when the operator's signed promise is here and right.
 * @throws ServiceError, {@link BadAnswer} when what is promised is not this payment
 */
export async function pay({ campaign, amount, address }: Payment): Promise<void> {
  const body = { campaign, amount: amount.toString(), address };
  const { reference, receipt } = await getJson(at('/payments'), paidSchema, post(body));
  const gift = { reference, receipt: read(receipt) };
  const isRight = gift.receipt.campaign === campaign && gift.receipt.amount === amount;
  if (!isRight || !(await isPromised(address, gift))) {
    throw new BadAnswer('the receipt is not for this payment');
  }
}

/** Has everything anchored that waits for a campaign; null for all of them. Throws ServiceError. */
export async function anchor(campaign: Hex | null): Promise<void> {
  await getJson(at('/anchor'), anchoredSchema, post(campaign === null ? {} : { campaign }));
}

function read(value: unknown) {
  try {
    return parseSignedReceipt(value);
  } catch (error) {
    if (error instanceof ShapeError) throw new BadAnswer(error.message);
    throw error;
  }
}

const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
