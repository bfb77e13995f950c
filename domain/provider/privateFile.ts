/** The operator's private file of a batch: what codes are handed out and questions answered from. */
import { csvLine } from '../csv.ts';
import { toHex } from '../hex.ts';
import { formatAmount } from '../money.ts';
import { formatReceiptCode, RECEIPT_SECRET_BYTES } from '../receiptCode.ts';
import type { Assembled } from './assemble.ts';

const CHUNK = 8_192;

/** Further columns of a private file. */
export interface MoreColumns {
  readonly names: readonly string[];
  /** @param code empty where the gift brought an address of its own */
  fieldsOf(code: string, reference: string): readonly string[];
}

const NONE: MoreColumns = { names: [], fieldsOf: () => [] };
const COLUMNS = ['index', 'order', 'reference', 'amount', 'time', 'code', 'address', 'commitment'];

/** The columns' names, as one line. */
export const privateHeading = ({ names }: MoreColumns = NONE): string =>
  csvLine([...COLUMNS, ...names]);

/**
 * The lines of one batch in parts, one line per gift in the order of the tree; they follow
 * {@link privateHeading}. The code is empty where the gift brought an address of its own.
 * @param decimals of the token
 */
export function* privateLines(
  batch: Pick<Assembled, 'gifts' | 'secrets' | 'addresses' | 'leaves'>,
  decimals: number,
  more: MoreColumns = NONE,
): Generator<string> {
  for (let from = 0; from < batch.gifts.length; from += CHUNK) {
    const parts: string[] = [];
    const to = Math.min(from + CHUNK, batch.gifts.length);
    for (let i = from; i < to; i++) parts.push(privateLine(batch, i, decimals, more));
    yield parts.join('');
  }
}

function privateLine(
  batch: Parameters<typeof privateLines>[0],
  i: number,
  decimals: number,
  more: MoreColumns,
): string {
  const { order, reference, amount, time } = batch.gifts[i]!;
  const code = codeOf(batch, i);
  const address = toHex(batch.addresses.subarray(20 * i, 20 * (i + 1)));
  const { commitment } = batch.leaves[i]!;
  const money = formatAmount(amount, decimals);
  const fields = [String(i), order, reference, money, time, code, address, commitment];
  return csvLine([...fields, ...more.fieldsOf(code, reference)]);
}

/** The receipt code of gift `i`; empty where it brought an address of its own. */
export function codeOf({ gifts, secrets }: Pick<Assembled, 'gifts' | 'secrets'>, i: number) {
  if (gifts[i]?.receipt !== null) return '';
  return formatReceiptCode(
    secrets.subarray(RECEIPT_SECRET_BYTES * i, RECEIPT_SECRET_BYTES * (i + 1)),
  );
}
