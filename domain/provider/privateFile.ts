/** The operator's private file of a batch: what codes are handed out and questions answered from. */
import { csvField } from '../csv.ts';
import { toHex } from '../hex.ts';
import { formatAmount } from '../money.ts';
import { formatReceiptCode, RECEIPT_SECRET_BYTES } from '../receiptCode.ts';
import type { Assembled } from './assemble.ts';

const CHUNK = 8_192;

/** Where a gift is followed: code and payment reference as one link. */
export type LinkOf = (code: string, reference: string) => string;

/**
 * The file's text in parts: a heading, then one line per gift in the order of the tree. The code is
 * empty where the gift brought an address of its own.
 * @param decimals of the token
 * @param linkOf adds a column with the link to hand out; left out, there is none
 */
export function* privateLines(
  batch: Pick<Assembled, 'gifts' | 'secrets' | 'addresses' | 'leaves'>,
  decimals: number,
  linkOf?: LinkOf,
): Generator<string> {
  const link = linkOf === undefined ? '' : ',link';
  yield `index,order,reference,amount,time,code,address,commitment${link}\n`;
  for (let from = 0; from < batch.gifts.length; from += CHUNK) {
    const parts: string[] = [];
    const to = Math.min(from + CHUNK, batch.gifts.length);
    for (let i = from; i < to; i++) parts.push(privateLine(batch, i, decimals, linkOf));
    yield parts.join('');
  }
}

function privateLine(
  batch: Parameters<typeof privateLines>[0],
  i: number,
  decimals: number,
  linkOf: LinkOf | undefined,
): string {
  const { order, reference, amount, time } = batch.gifts[i]!;
  const code = codeOf(batch, i);
  const address = toHex(batch.addresses.subarray(20 * i, 20 * (i + 1)));
  const money = formatAmount(amount, decimals);
  const words = `${csvField(order)},${csvField(reference)},${money},${csvField(time)}`;
  const link = linkOf === undefined ? '' : `,${code && csvField(linkOf(code, reference))}`;
  return `${i},${words},${code},${address},${batch.leaves[i]!.commitment}${link}\n`;
}

/** The receipt code of gift `i`; empty where it brought an address of its own. */
export function codeOf({ gifts, secrets }: Pick<Assembled, 'gifts' | 'secrets'>, i: number) {
  if (gifts[i]?.receipt !== null) return '';
  return formatReceiptCode(
    secrets.subarray(RECEIPT_SECRET_BYTES * i, RECEIPT_SECRET_BYTES * (i + 1)),
  );
}
