import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseApplication, type SignedApplication } from '../../domain/application.ts';
import { asArray } from '../../domain/shape.ts';
import { StoreFull } from '../errors.ts';

/** How many are kept; a registrar reads them one by one. */
const MOST = 5_000;

/** Applications by account and role, in a file that is written whole whenever one comes. */
export class ApplicationBook {
  readonly #file: string;
  readonly #kept: Map<string, SignedApplication>;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, kept: readonly SignedApplication[]) {
    this.#file = file;
    this.#kept = new Map(kept.map((one) => [keyOf(one), one]));
  }

  /** Throws ShapeError or SyntaxError when the file is damaged. */
  static async open(folder: string): Promise<ApplicationBook> {
    const file = join(folder, 'applications.json');
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '[]';
      throw error;
    });
    const list = asArray(JSON.parse(text), 'applications', 0, MOST);
    return new ApplicationBook(
      file,
      list.map((one, i) => parseApplication(one, `applications[${i}]`)),
    );
  }

  /** The latest first. */
  get all(): readonly SignedApplication[] {
    return [...this.#kept.values()].sort((a, b) => b.at - a.at);
  }

  /** The last one of an account in a role. */
  lastOf(application: Pick<SignedApplication, 'account' | 'role'>): SignedApplication | undefined {
    return this.#kept.get(keyOf(application));
  }

  /**
   * Keeps an application instead of the account's former one in that role; on return it is on disk.
   * @throws StoreFull
   */
  async add(application: SignedApplication): Promise<void> {
    const key = keyOf(application);
    if (!this.#kept.has(key) && this.#kept.size >= MOST) {
      throw new StoreFull('no more applications are kept here');
    }
    this.#kept.set(key, application);
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#replace());
    await this.#writing;
  }

  async #replace(): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true });
    const unfinished = `${this.#file}.tmp`;
    const file = await open(unfinished, 'w', 0o644);
    try {
      await file.writeFile(JSON.stringify(this.all));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, this.#file);
  }
}

const keyOf = ({ account, role }: Pick<SignedApplication, 'account' | 'role'>): string =>
  `${role} ${account}`;
