/** Everything that a run's files say, taken in row by row: payments, refunds, and rows set aside. */
import { parse, type CsvError, type Info } from 'csv-parse';
import type { Hex } from '../../domain/hex.ts';
import { InputError } from './errors.ts';
import { EARLIER, type Orders } from './orders.ts';
import type { Quarantine } from './quarantine.ts';
import { BadRow, RowReader, type Row, type RowSettings } from './row.ts';
import { textOf, type LookedThrough } from './textFile.ts';

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

/** A longer line than this is a quote that never ends. */
const LONGEST_RECORD = 65_536;

/** Takes files in, one after the other; then {@link settle} nets the refunds. */
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
  readonly #settings: RowSettings;
  readonly #orders: Orders;
  readonly #quarantine: Quarantine;
  /** Campaign ids are few and come a million times. */
  readonly #campaigns = new Map<Hex, Hex>();
  readonly #refunds: PendingRefund[] = [];
  readonly #refundsSeen: Orders;
  readonly #refundKeys: string[] = [];

  /**
   * @param orders those of earlier runs; grows by the ones taken in
   * @param refunds likewise, by {@link refundKeys}
   */
  constructor(settings: RowSettings, orders: Orders, refunds: Orders, quarantine: Quarantine) {
    this.#settings = settings;
    this.#orders = orders;
    this.#refundsSeen = refunds;
    this.#quarantine = quarantine;
  }

  /**
   * Takes in one file.
   * @param onRows hears from time to time how many rows were read so far
   * @throws InputError when it has no heading or not the columns that it must have
   */
  async read(file: LookedThrough, onRows: (rows: number) => void): Promise<void> {
    const { mapping } = this.#settings;
    const parser = parse({
      bom: true,
      delimiter: mapping?.delimiter ?? ',',
      from_line: 1 + (mapping?.skipLines ?? 0),
      info: true,
      max_record_size: LONGEST_RECORD,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
    void feed(parser, file);
    let reader: RowReader | undefined;
    try {
      for await (const item of parser) {
        const { record, info } = item as { readonly record: string[]; readonly info: Info };
        if (reader === undefined) {
          reader = new RowReader(file.path, record, this.#settings);
          continue;
        }
        this.counts.rows += 1;
        if (this.counts.rows % 50_000 === 0) onRows(this.counts.rows);
        this.#take(reader, file.path, info.lines, record);
      }
    } catch (error) {
      if (!isCsvError(error)) throw error;
      throw new InputError(`${file.path}: ${error.message.split('\n', 1)[0] ?? 'cannot be read'}`);
    }
    if (reader === undefined) throw new InputError(`${file.path} is empty`);
  }

  /** What stands for the refunds that were netted, so that later runs know them. */
  get refundKeys(): readonly string[] {
    return this.#refundKeys;
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
        this.#refundKeys.push(refund.key);
        this.refunded += amount;
        counts.refunds += 1;
        continue;
      }
      counts.bad += 1;
      const reason =
        gift !== undefined
          ? 'more is given back than was paid'
          : place === EARLIER
            ? 'a refund after anchoring: the operator makes it good'
            : 'a refund of an order that is in none of the files';
      this.#quarantine.add(file, line, reason, fields);
    }
  }

  #take(reader: RowReader, file: string, line: number, fields: readonly string[]): void {
    try {
      const row = reader.read(fields);
      if (row.kind === 'ignored') this.counts.ignored += 1;
      else if (row.kind === 'refund') this.#takeRefund(row, file, line, fields);
      else this.#takePayment(row);
    } catch (error) {
      if (!(error instanceof BadRow)) throw error;
      this.counts.bad += 1;
      this.#quarantine.add(file, line, error.message, fields);
    }
  }

  #takePayment(row: Payment): void {
    const { order, amount, refunded, campaign, time, receipt, reference } = row;
    const known = this.#orders.add(order, this.gifts.length);
    if (known === EARLIER) {
      this.counts.earlier += 1;
      return;
    }
    if (known !== undefined) {
      const gift = this.gifts[known];
      if (gift?.paid !== amount || gift.campaign !== campaign) {
        throw new BadRow('the same order number with another amount or campaign');
      }
      this.counts.repeated += 1;
      return;
    }
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

  #takeRefund(
    { order, amount, time }: Extract<Row, { kind: 'refund' }>,
    file: string,
    line: number,
    fields: readonly string[],
  ): void {
    // Files overlap; two refunds of the same amount at the same moment are one.
    const key = `${order}\n${amount}\n${time}`;
    const known = this.#refundsSeen.add(key, this.#refunds.length);
    if (known === EARLIER) {
      this.counts.earlier += 1;
    } else if (known !== undefined && time !== '') {
      this.counts.repeated += 1;
    } else {
      this.#refunds.push({ file, line, fields: [...fields], order, amount, key });
    }
  }
}

/** Gives the parser the file's text, waiting whenever it has enough. */
async function feed(parser: ReturnType<typeof parse>, file: LookedThrough): Promise<void> {
  try {
    for await (const text of textOf(file)) {
      if (parser.destroyed) return;
      if (!parser.write(text)) {
        await new Promise<void>((resolve) => {
          parser.once('drain', resolve);
          parser.once('close', resolve);
        });
      }
    }
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
}
