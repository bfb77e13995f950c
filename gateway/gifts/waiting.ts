import { readFile } from 'node:fs/promises';
import type { Hex } from '../../domain/hex.ts';
import { asArray, asHex, asObject, asString } from '../../domain/shape.ts';
import {
  parseSignedReceipt,
  signedReceiptJson,
  type SignedReceipt,
} from '../../domain/signedReceipt.ts';
import { Busy } from '../errors.ts';
import { isSystemError, writeAtomically } from '../files.ts';

/** A payment that came in and is in no batch yet, with what its operator signed. */
export interface WaitingPayment {
  /** The address of the giver's receipt. */
  readonly address: Hex;
  readonly reference: string;
  readonly receipt: SignedReceipt;
}

const MOST = 10_000;
const PRIVATE = 0o600;

/** The payments that wait, in a file that is written whole whenever one comes or goes. */
export class WaitingPayments {
  readonly #file: string;
  #payments: readonly WaitingPayment[];
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, payments: readonly WaitingPayment[]) {
    this.#file = file;
    this.#payments = payments;
  }

  /** Throws ShapeError or SyntaxError when the file is damaged: what was promised is not forgotten. */
  static async open(file: string): Promise<WaitingPayments> {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      // Only where there is none has nothing been promised.
      if (isSystemError(error, 'ENOENT')) return '[]';
      throw error;
    });
    const list = asArray(JSON.parse(text), 'waiting', 0, MOST).map((value, i) => {
      const fields = asObject(value, `waiting[${i}]`);
      return {
        address: asHex(fields['address'], `waiting[${i}].address`, 20),
        reference: asString(fields['reference'], `waiting[${i}].reference`),
        receipt: parseSignedReceipt(fields['receipt'], `waiting[${i}].receipt`),
      };
    });
    return new WaitingPayments(file, list);
  }

  get all(): readonly WaitingPayment[] {
    return this.#payments;
  }

  /**
   * On return the payment is on disk; where that fails, it is not kept at all.
   * @throws Busy when too many wait
   */
  async add(payment: WaitingPayment): Promise<void> {
    if (this.#payments.length >= MOST) throw new Busy('too many payments wait to be anchored');
    this.#payments = [...this.#payments, payment];
    try {
      await this.#write();
    } catch (error) {
      this.#payments = this.#payments.filter((one) => one !== payment);
      throw error;
    }
  }

  /** Forgets payments that are anchored now. */
  remove(anchored: readonly WaitingPayment[]): Promise<void> {
    this.#payments = this.#payments.filter((payment) => !anchored.includes(payment));
    return this.#write();
  }

  /** One write after the other, each with what stands then. */
  #write(): Promise<void> {
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#replace());
    return this.#writing;
  }

  async #replace(): Promise<void> {
    const list = this.#payments.map(({ receipt, ...rest }) => ({
      ...rest,
      receipt: signedReceiptJson(receipt),
    }));
    await writeAtomically(this.#file, JSON.stringify(list), PRIVATE);
  }
}
