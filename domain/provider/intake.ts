import type { Hex } from '../hex.ts';
import { EARLIER, Orders } from './orders.ts';
import type { Row, RowReader } from './row.ts';
import { BadRow, NewCampaign, tooMuchBack } from './rowErrors.ts';

/** Everything that files of a payment provider say, taken in row by row: payments, refunds, rows set aside. */

type Payment = Extract<Row, { kind: 'payment' }>;

/** A payment that is or becomes a gift; `amount` is what is left of it. */
export interface Gift {
  readonly order: string;
  readonly reference: string;
  readonly time: string;
  readonly campaign: Hex;
  readonly receipt: Hex | null;
  amount: bigint;
  /** What the row said, to know a row that comes twice. */
  readonly paid: bigint;
}

/** A refund that was taken off a gift, and what stands for it. */
export interface Netted {
  readonly order: string;
  readonly key: string;
}

/** What was read, in numbers. */
export interface Counts {
  rows: number;
  payments: number;
  /** Rows that repeat one of these files, or of an earlier run. */
  repeated: number;
  earlier: number;
  refunds: number;
  ignored: number;
  bad: number;
}

interface PendingRefund {
  readonly file: string;
  readonly line: number;
  readonly fields: readonly string[];
  readonly order: string;
  readonly amount: bigint;
  readonly key: string;
}

/** Where rows go that cannot be used. */
export interface BadRows {
  /** @param line in the file, from 1 */
  add(file: string, line: number, why: BadRow, fields: readonly string[]): void;
}

const afterAnchoring = () =>
  new BadRow('afterAnchoring', 'a refund after anchoring: the operator makes it good');

/** Why a refund cannot be taken off any gift. */
function refusalOf(order: string, place: number | undefined, gift: Gift | undefined): BadRow {
  if (gift !== undefined) return tooMuchBack();
  if (place === EARLIER) return afterAnchoring();
  return new BadRow('unknownOrder', 'a refund of an order that is in none of the files', order);
}

const receiptKey = ({ campaign, receipt, reference }: Payment): string =>
  `${campaign}\n${receipt}\n${reference}`;

/** What stands for one refund, whichever file tells of it. */
const refundKey = (order: string, amount: bigint, time: string): string =>
  `${order}\n${amount}\n${time}`;

/** Takes rows in, file after file; then {@link Intake.settle} nets the refunds. */
export class Intake {
  readonly gifts: Gift[] = [];
  readonly counts: Counts = {
    rows: 0,
    payments: 0,
    repeated: 0,
    earlier: 0,
    refunds: 0,
    ignored: 0,
    bad: 0,
  };
  /** What was given back before anchoring, in smallest units. */
  refunded = 0n;
  readonly #orders: Orders;
  readonly #badRows: BadRows;
  /** Campaign ids are few and come a million times. */
  readonly #campaigns = new Map<Hex, Hex>();
  readonly #refunds: PendingRefund[] = [];
  readonly #refundsSeen: Orders;
  /** Receipt addresses that gifts brought, each with its campaign and the payment's number. */
  readonly #receipts = new Orders();
  readonly #netted: Netted[] = [];
  /** Refunds without a time, by what they say: how many rows of which file said it last. */
  readonly #timeless = new Map<string, { file: string; rows: number; taken: number }>();

  /**
   * @param orders those of earlier runs; grows by the ones taken in
   * @param refunds likewise, by {@link refundKeys}
   */
  constructor(orders: Orders, refunds: Orders, badRows: BadRows) {
    this.#orders = orders;
    this.#refundsSeen = refunds;
    this.#badRows = badRows;
  }

  /** What stands for the refunds that were netted, so that later runs know them. */
  get refundKeys(): readonly string[] {
    return this.#netted.map(({ key }) => key);
  }

  /** The refunds that were netted. */
  get netted(): readonly Netted[] {
    return this.#netted;
  }

  /** Nets the refunds and forgets what was given back in full. Call once, after the last file. */
  settle(): void {
    const { counts } = this;
    for (const refund of this.#refunds) {
      const { file, line, fields, order, amount } = refund;
      const place = this.#orders.placeOf(order);
      const gift = place === undefined ? undefined : this.gifts[place];
      if (gift !== undefined && amount <= gift.amount) {
        gift.amount -= amount;
        this.#netted.push({ order, key: refund.key });
        this.refunded += amount;
        counts.refunds += 1;
        continue;
      }
      counts.bad += 1;
      this.#badRows.add(file, line, refusalOf(order, place, gift), fields);
    }
  }

  /**
   * Takes in one row of a file; what is wrong with it goes to the bad rows.
   * @throws NewCampaign, with nothing taken in, for the caller to find out and come again
   */
  take(reader: RowReader, file: string, line: number, fields: readonly string[]): void {
    this.counts.rows += 1;
    try {
      const row = reader.read(fields);
      if (row.kind === 'ignored') this.counts.ignored += 1;
      else if (row.kind === 'refund') this.#takeRefund(row, file, line, fields);
      else this.#takePayment(row);
    } catch (error) {
      if (error instanceof NewCampaign) this.counts.rows -= 1;
      if (!(error instanceof BadRow)) throw error;
      this.counts.bad += 1;
      this.#badRows.add(file, line, error, fields);
    }
  }

  #takePayment(row: Payment): void {
    const { order, amount, refunded, campaign, time, receipt, reference } = row;
    this.#checkReceipt(row);
    const known = this.#orders.add(order, this.gifts.length);
    const key = refundKey(order, refunded, 'with its payment');
    if (known === EARLIER) {
      if (refunded > 0n && this.#refundsSeen.placeOf(key) === undefined) {
        throw afterAnchoring();
      }
      this.counts.earlier += 1;
      return;
    }
    if (refunded > 0n) this.#netted.push({ order, key });
    if (known !== undefined) {
      const gift = this.gifts[known];
      if (gift?.paid !== amount || gift.campaign !== campaign) {
        throw new BadRow(
          'otherOrder',
          'the same order number with another amount or campaign',
          order,
        );
      }
      this.counts.repeated += 1;
      const more = gift.amount - (amount - refunded);
      // A later file may know of more that was given back of the very same payment.
      if (more <= 0n) return;
      gift.amount -= more;
      this.refunded += more;
      this.counts.refunds += 1;
      return;
    }
    if (receipt !== null) this.#receipts.add(receiptKey(row), this.gifts.length);
    const shared = this.#campaigns.get(campaign) ?? campaign;
    this.#campaigns.set(shared, shared);
    this.gifts.push({
      order,
      reference: reference === order ? order : reference,
      time,
      campaign: shared,
      receipt,
      amount: amount - refunded,
      paid: amount,
    });
    this.counts.payments += 1;
    this.refunded += refunded;
    if (refunded > 0n) this.counts.refunds += 1;
  }

  /** A receipt and a payment's number make a commitment, which stands for one gift of a batch. */
  #checkReceipt(row: Payment): void {
    if (row.receipt === null) return;
    const place = this.#receipts.placeOf(receiptKey(row));
    if (place === undefined || this.gifts[place]?.order === row.order) return;
    const other = this.gifts[place]?.order ?? '';
    const message = 'the same receipt address and payment number as another order';
    throw new BadRow('sameReceipt', message, other);
  }

  /** Without times two rows of one file are two refunds, and the same rows of another file are not. */
  #isRepeated(key: string, file: string): boolean {
    const seen = this.#timeless.get(key) ?? { file, rows: 0, taken: 0 };
    const rows = seen.file === file ? seen.rows + 1 : 1;
    this.#timeless.set(key, { file, rows, taken: Math.max(seen.taken, rows) });
    return rows <= seen.taken;
  }

  #takeRefund(
    { order, amount, time }: Extract<Row, { kind: 'refund' }>,
    file: string,
    line: number,
    fields: readonly string[],
  ): void {
    // Files overlap; two refunds of the same amount at the same moment are one.
    const key = refundKey(order, amount, time);
    const known = this.#refundsSeen.add(key, this.#refunds.length);
    if (known === EARLIER) {
      this.counts.earlier += 1;
    } else if (time === '' ? this.#isRepeated(key, file) : known !== undefined) {
      this.counts.repeated += 1;
    } else {
      this.#refunds.push({ file, line, fields: [...fields], order, amount, key });
    }
  }
}
