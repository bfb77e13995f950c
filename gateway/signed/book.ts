import { readFile } from 'node:fs/promises';
import type { Hex } from '../../domain/hex.ts';
import { asArray } from '../../domain/shape.ts';
import { InvalidStatement, StoreFull } from '../errors.ts';
import { isSystemError, writeAtomically } from '../files.ts';

/** Something that an account signed at a time, in Unix seconds. */
export interface Statement {
  readonly account: Hex;
  readonly at: number;
}

/** How a kind of statement is called and read back, and which of them take each other's place. */
export interface BookKind<T extends Statement> {
  readonly plural: string;
  readonly parse: (value: unknown, path: string) => T;
  readonly keyOf: (statement: T) => string;
}

/** How many are kept. */
const MOST = 5_000;
/** How far a signature's time may be from the gateway's clock, in seconds. */
const CLOCK = 86_400;
/** Anybody may read what accounts signed, also from the disk. */
const READABLE = 0o644;

/** Signed statements, in a file that is written whole whenever one comes. */
export class SignedBook<T extends Statement> {
  readonly #file: string;
  readonly #kind: BookKind<T>;
  readonly #kept: Map<string, T>;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, kind: BookKind<T>, kept: readonly T[]) {
    this.#file = file;
    this.#kind = kind;
    this.#kept = new Map(kept.map((one) => [kind.keyOf(one), one]));
  }

  /** Throws ShapeError or SyntaxError when the file is damaged. */
  static async open<T extends Statement>(file: string, kind: BookKind<T>): Promise<SignedBook<T>> {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (isSystemError(error, 'ENOENT')) return '[]';
      throw error;
    });
    const list = asArray(JSON.parse(text), file, 0, MOST);
    return new SignedBook(
      file,
      kind,
      list.map((one, i) => kind.parse(one, `${file}[${i}]`)),
    );
  }

  /** The latest first. */
  get all(): readonly T[] {
    return [...this.#kept.values()].sort((a, b) => b.at - a.at);
  }

  /**
   * Whether a statement may be kept: an old one handed in again must not take a newer one's place.
   * @throws InvalidStatement
   */
  checkTime(statement: T): void {
    const ahead = statement.at - Math.floor(Date.now() / 1000);
    if (ahead > CLOCK) {
      throw new InvalidStatement('its time is more than a day ahead of the clock here');
    }
    if (ahead < -CLOCK) throw new InvalidStatement('it was not signed within the last day');
    const last = this.#kept.get(this.#kind.keyOf(statement));
    if (last !== undefined && last.at >= statement.at) {
      throw new InvalidStatement('a later one of this account is kept already');
    }
  }

  /**
   * Keeps a statement instead of the one whose place it takes; on return it is on disk.
   * @throws StoreFull, InvalidStatement for an older one than is kept
   */
  async add(statement: T): Promise<void> {
    // Again: another may have come while this one's signature was checked.
    this.checkTime(statement);
    const key = this.#kind.keyOf(statement);
    if (!this.#kept.has(key) && this.#kept.size >= MOST) {
      throw new StoreFull(`no more than ${MOST} ${this.#kind.plural} are kept here`);
    }
    const before = this.#kept.get(key);
    this.#kept.set(key, statement);
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#replace());
    try {
      await this.#writing;
    } catch (error) {
      // What is not on disk was not taken.
      if (this.#kept.get(key) === statement) {
        if (before === undefined) this.#kept.delete(key);
        else this.#kept.set(key, before);
      }
      throw error;
    }
  }

  #replace(): Promise<void> {
    return writeAtomically(this.#file, JSON.stringify(this.all), READABLE);
  }
}
