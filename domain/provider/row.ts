import { isHex, type Hex } from '../hex.ts';
import { MoneyError, parseAmount } from '../money.ts';
import { paymentReference, ReceiptError } from '../receipt.ts';
import { cleanLine } from '../text.ts';
import { BadRow, HeadingError, NewCampaign, SHOWN, tooMuchBack } from './rowErrors.ts';

/** What one row of a payment provider's file says. */

/** Which column of a provider's file means what. */
export interface Mapping {
  /** The columns' names in the file. */
  readonly columns: {
    readonly order: string;
    readonly amount: string;
    readonly campaign?: string | undefined;
    readonly time?: string | undefined;
    readonly status?: string | undefined;
    /** What was given back of this very payment. */
    readonly refund?: string | undefined;
    /** An address that the donor's own device made from its receipt code. */
    readonly receipt?: string | undefined;
    /** What the donor sees as the payment's number, where it is not the order number. */
    readonly reference?: string | undefined;
  };
  /** What the file calls a campaign, and its id. */
  readonly campaigns: Readonly<Record<string, Hex>>;
  /** What the status column says; a word that is in no list makes its row a bad one. */
  readonly statuses?:
    | {
        readonly paid: readonly string[];
        readonly refunded: readonly string[];
        readonly ignored: readonly string[];
      }
    | undefined;
}

/** What a file of our own making has: only `order` and `amount` must be there. */
export const OWN_COLUMNS: Mapping['columns'] = {
  order: 'order',
  amount: 'amount',
  campaign: 'campaign',
  time: 'time',
  refund: 'refund',
  receipt: 'receipt',
  reference: 'reference',
};

/** A row as far as it concerns us; amounts in the token's smallest unit. */
export type Row =
  | {
      readonly kind: 'payment';
      readonly order: string;
      readonly amount: bigint;
      /** Given back already, according to the same row. */
      readonly refunded: bigint;
      readonly campaign: Hex;
      readonly time: string;
      /** Null where the operator is to make the receipt code. */
      readonly receipt: Hex | null;
      readonly reference: string;
    }
  | {
      readonly kind: 'refund';
      readonly order: string;
      readonly amount: bigint;
      readonly time: string;
    }
  | { readonly kind: 'ignored' };

export interface RowSettings {
  readonly mapping: Mapping | null;
  /** Of the token. */
  readonly decimals: number;
  /** Where every gift goes, if no column says so. */
  readonly campaign: Hex | null;
  /** Whether there is a campaign of that id, which a row names; undefined where that is to be found out. */
  readonly isCampaign?: (id: Hex) => boolean | undefined;
}

type Field = keyof Mapping['columns'];

/** Order numbers are short; whole letters in that column mean that columns are shifted. */
const ORDER_LIMIT = 64;

/** Reads the rows of one file, whose columns stand in the order of its heading. */
export class RowReader {
  readonly #settings: RowSettings;
  readonly #width: number;
  readonly #places = new Map<Field, number>();

  /**
   * @param heading the columns' names in the file
   * @throws HeadingError naming a column that the file does not have, or has twice
   */
  constructor(heading: readonly string[], settings: RowSettings) {
    this.#settings = settings;
    this.#width = heading.length;
    const names = heading.map(cleanField);
    const { mapping } = settings;
    for (const [field, name] of Object.entries(mapping?.columns ?? OWN_COLUMNS)) {
      if (name === undefined) continue;
      const place = names.indexOf(name);
      if (place !== names.lastIndexOf(name)) {
        throw new HeadingError(`has two columns ${cleanLine(name)}: rename one`);
      }
      if (place >= 0) this.#places.set(field as Field, place);
      else if (mapping !== null || field === 'order' || field === 'amount') {
        // Anybody's words: nothing that changes how a terminal writes reaches it.
        const known = cleanLine(names.filter((one) => one !== '').join(', ')).slice(0, 300);
        throw new HeadingError(`has no column ${cleanLine(name)}; it has ${known}`);
      }
    }
    if (!this.#places.has('campaign') && settings.campaign === null) {
      throw new HeadingError('does not say for which campaign: name one (--campaign)');
    }
  }

  /** @throws BadRow */
  read(fields: readonly string[]): Row {
    this.#checkWidth(fields);
    const status = this.#status(fields);
    if (status === 'ignored') return { kind: 'ignored' };
    const order = this.#field(fields, 'order');
    if (order === '') throw new BadRow('noOrder', 'no order number');
    if (order.length > ORDER_LIMIT) throw new BadRow('longOrder', 'the order number is too long');
    const time = this.#field(fields, 'time');
    const text = this.#field(fields, 'amount');
    const isNegative = /^[-\u2212]/.test(text);
    const amount = this.#amount(isNegative ? text.slice(1) : text, 'amount');
    if (amount === 0n) throw new BadRow('zeroAmount', 'the amount is zero');
    if (status === 'refunded' || isNegative) return { kind: 'refund', order, amount, time };
    return {
      kind: 'payment',
      order,
      amount,
      refunded: this.#refunded(fields, amount),
      campaign: this.#campaign(fields),
      time,
      receipt: this.#receipt(fields),
      reference: this.#reference(fields, order),
    };
  }

  /**
   * Whether a line, cut at every delimiter, reads as a row of its own: then a record that holds it among
   * others has swallowed it.
   */
  looksLikeRow(line: readonly string[]): boolean {
    const fields = line.map((field) => field.replaceAll('"', ''));
    if (fields.length < this.#width || this.#field(fields, 'order') === '') return false;
    try {
      this.#amount(this.#field(fields, 'amount').replace(/^[-\u2212]/, ''), 'amount');
      return true;
    } catch {
      return false;
    }
  }

  /** As many columns as the heading has. */
  get width(): number {
    return this.#width;
  }

  /**
   * A comma too many, as in an amount without quotes, moves all that follows, and a row that was cut off may end
   * within its amount. Empty ends are common.
   */
  #checkWidth(fields: readonly string[]): void {
    if (fields.length < this.#width) {
      throw new BadRow('fewerColumns', 'fewer columns than the heading');
    }
    for (let i = this.#width; i < fields.length; i++) {
      if (cleanField(fields[i] ?? '') === '') continue;
      throw new BadRow('moreColumns', 'more columns than the heading');
    }
  }

  #field(fields: readonly string[], field: Field): string {
    const place = this.#places.get(field);
    return place === undefined ? '' : cleanField(fields[place] ?? '');
  }

  #status(fields: readonly string[]): 'paid' | 'refunded' | 'ignored' {
    const { mapping } = this.#settings;
    if (mapping?.statuses === undefined) return 'paid';
    const word = this.#field(fields, 'status');
    const { paid, refunded, ignored } = mapping.statuses;
    if (paid.includes(word)) return 'paid';
    if (refunded.includes(word)) return 'refunded';
    if (ignored.includes(word)) return 'ignored';
    const shown = JSON.stringify(word.slice(0, SHOWN));
    throw new BadRow('unknownStatus', `the mapping does not know the status ${shown}`, word);
  }

  #refunded(fields: readonly string[], amount: bigint): bigint {
    const text = this.#field(fields, 'refund').replace(/^[-\u2212]/, '');
    if (text === '') return 0n;
    const refunded = this.#amount(text, 'refund');
    if (refunded > amount) throw tooMuchBack();
    return refunded;
  }

  #amount(text: string, field: 'amount' | 'refund'): bigint {
    const plain = text.replace(/^(?:¥|￥|CNY|RMB)\s*/i, '');
    // Thousands in groups of three; any other comma is a mistake or a decimal one.
    const whole = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain;
    try {
      return parseAmount(whole, this.#settings.decimals);
    } catch (error) {
      if (error instanceof MoneyError) throw new BadRow(field, `${field}: ${error.message}`, text);
      throw error;
    }
  }

  #campaign(fields: readonly string[]): Hex {
    const { mapping, campaign } = this.#settings;
    const name = this.#field(fields, 'campaign');
    const known = mapping?.campaigns ?? {};
    if (Object.hasOwn(known, name)) return known[name]!;
    if (isHex(name, 32)) return this.#asCampaign(name.toLowerCase() as Hex);
    if (name === '' && campaign !== null) return campaign;
    const shown = JSON.stringify(name.slice(0, SHOWN));
    throw new BadRow('unknownCampaign', `the mapping does not know the campaign ${shown}`, name);
  }

  #asCampaign(id: Hex): Hex {
    const { isCampaign } = this.#settings;
    const isThere = isCampaign === undefined || isCampaign(id);
    if (isThere === undefined) throw new NewCampaign(id);
    if (!isThere) throw new BadRow('noCampaign', `there is no campaign ${id} on this chain`, id);
    return id;
  }

  #receipt(fields: readonly string[]): Hex | null {
    const text = this.#field(fields, 'receipt');
    if (text === '') return null;
    if (!isHex(text, 20) || /^0x0+$/.test(text)) {
      throw new BadRow('receipt', 'the receipt is not an address', text);
    }
    return text.toLowerCase() as Hex;
  }

  #reference(fields: readonly string[], order: string): string {
    try {
      return paymentReference(this.#field(fields, 'reference') || order);
    } catch (error) {
      if (error instanceof ReceiptError) throw new BadRow('reference', error.message);
      throw error;
    }
  }
}

/** A field without the backticks and tabs that providers put around numbers for spreadsheets' sake. */
export function cleanField(text: string): string {
  return text.replace(/^[\s`'\ufeff]+|[\s`']+$/g, '');
}
