import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { isCid } from '../../domain/cid.ts';
import type { FoundGift, GiftAnswer } from '../../domain/giftAnswer.ts';
import type { Hex } from '../../domain/hex.ts';
import { giftCommitment } from '../../domain/receipt.ts';
import type { DocumentStore } from '../store.ts';
import { ReceiptIndex } from './receiptIndex.ts';
import { TreeFile, UNFINISHED_TREE, type GiftInTree } from './treeFile.ts';

const TREE = '.tree';
/** An empty file that says: under this CID lies a batch's published file. */
const MARK = '.batch';

/** What the operator's index says of an address. */
interface Known {
  readonly root: Hex;
  readonly reference: string;
}

/**
 * The batches that are published here, and with them the proofs of their gifts. Trees are made from
 * the published files when they are first needed and can be deleted at any time; the operator's
 * indexes of receipts are only read.
 */
export class GiftBook {
  readonly #dir: string;
  readonly #receiptsDir: string | null;
  readonly #store: DocumentStore;
  readonly #cids = new Set<string>();
  readonly #trees = new Map<string, Promise<TreeFile | null>>();
  readonly #indexes = new Map<string, Promise<ReceiptIndex>>();

  private constructor(dir: string, receiptsDir: string | null, store: DocumentStore) {
    this.#dir = dir;
    this.#receiptsDir = receiptsDir;
    this.#store = store;
  }

  /**
   * @param dir where trees are kept; made when the first comes
   * @param receiptsDir where the operator's runs lie, if this is an operator's gateway
   */
  static async open(
    dir: string,
    receiptsDir: string | null,
    store: DocumentStore,
  ): Promise<GiftBook> {
    const book = new GiftBook(dir, receiptsDir, store);
    for (const name of await readdir(dir).catch(() => [])) {
      const cid = name.slice(0, -MARK.length);
      if (name.endsWith(MARK) && isCid(cid)) book.#cids.add(cid);
      if (name.endsWith(UNFINISHED_TREE)) await rm(join(dir, name), { force: true });
    }
    return book;
  }

  /** Says that a published file is in the store. Its tree is begun, not waited for. */
  async add(cid: string): Promise<void> {
    await mkdir(this.#dir, { recursive: true });
    await writeFile(join(this.#dir, cid + MARK), '');
    this.#cids.add(cid);
    void this.#tree(cid);
  }

  /** Every gift with this commitment. */
  async byCommitment(commitment: Hex): Promise<GiftAnswer> {
    const gifts = await this.#find(commitment, null);
    return { gifts, waiting: [], unavailable: [] };
  }

  /** Every gift whose receipt has this address, as far as the operator's indexes know. */
  async byAddress(address: Hex): Promise<GiftAnswer> {
    const gifts: FoundGift[] = [];
    const unavailable: Hex[] = [];
    for (const { root, reference } of await this.#known(address)) {
      const found = await this.#find(giftCommitment(address, reference), reference);
      gifts.push(...found);
      if (found.length === 0) unavailable.push(root);
    }
    return { gifts, waiting: [], unavailable };
  }

  async #find(commitment: Hex, reference: string | null): Promise<FoundGift[]> {
    const found: FoundGift[] = [];
    for (const cid of this.#cids) {
      const tree = await this.#tree(cid);
      const gift = await tree?.find(commitment).catch(() => this.#findAnew(cid, commitment));
      if (tree === null || gift === null || gift === undefined) continue;
      const { scope, root, sum } = tree;
      const { amount, proof } = gift;
      const file = await this.#store.check(cid);
      found.push({ scope, root, sum, commitment, amount, reference, proof, cid, file });
    }
    return found;
  }

  /** Looks once more where a tree was deleted under our hands. */
  async #findAnew(cid: string, commitment: Hex): Promise<GiftInTree | null> {
    this.#trees.delete(cid);
    return (await (await this.#tree(cid))?.find(commitment)) ?? null;
  }

  async #known(address: Hex): Promise<Known[]> {
    const known: Known[] = [];
    for (const path of await this.#indexFiles()) {
      const index = this.#indexes.get(path) ?? ReceiptIndex.open(path);
      this.#indexes.set(path, index);
      try {
        const { root } = await index;
        const references = await (await index).referencesOf(address);
        known.push(...references.map((reference) => ({ root, reference })));
      } catch (error) {
        // It is being written, or was deleted: the next question looks again.
        this.#indexes.delete(path);
        console.error(`gateway: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return known;
  }

  async #indexFiles(): Promise<string[]> {
    if (this.#receiptsDir === null) return [];
    const names = await readdir(this.#receiptsDir, { recursive: true }).catch(() => []);
    // What a run is still preparing is not anchored and may be thrown away.
    return names
      .filter((name) => name.endsWith('.idx') && !name.includes('.preparing'))
      .sort()
      .map((name) => join(this.#receiptsDir ?? '', name));
  }

  /** Null when the published file is missing or altered and no tree was made before. */
  #tree(cid: string): Promise<TreeFile | null> {
    const known = this.#trees.get(cid);
    if (known !== undefined) return known;
    const tree = this.#openTree(cid).catch((error: unknown) => {
      console.error(`gateway: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    });
    this.#trees.set(cid, tree);
    void tree.then((opened) => {
      if (opened === null) this.#trees.delete(cid);
    });
    return tree;
  }

  async #openTree(cid: string): Promise<TreeFile | null> {
    const path = join(this.#dir, cid + TREE);
    const made = await TreeFile.open(path).catch(() => null);
    if (made !== null) return made;
    if ((await this.#store.check(cid)) !== 'kept') return null;
    await makeTree(this.#store.pathOf(cid), path);
    return TreeFile.open(path);
  }
}

/** Throws an Error with what went wrong in the thread. */
function makeTree(source: string, target: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./treeWorker.ts', import.meta.url), {
      workerData: { source, target },
    });
    worker.once('message', (problem: string | null) => {
      if (problem === null) resolve();
      else reject(new Error(`a tree could not be made: ${problem}`));
    });
    worker.once('error', reject);
  });
}
