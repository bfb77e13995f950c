import { createReadStream } from 'node:fs';
import { appendFile, mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { isSystemError } from '../../gateway/files.ts';
import type { LogRange } from './logs.ts';
import type { AuditNode } from './node.ts';
import type { Place } from './place.ts';

/**
 * What was read so far, in a file: one line that says of what, then one line for each range of
 * blocks. An audit that was interrupted goes on behind the last range whose blocks are still the
 * same; a line that was not written to its end counts for nothing.
 */
export class Checkpoint {
  readonly #path: string;
  readonly #title: string;

  constructor(path: string, { chainId, ledger, registry, desks, from }: Place) {
    this.#path = path;
    const title = {
      format: 'sunline-audit-logs',
      version: 1,
      chainId,
      ledger,
      registry,
      desks,
      from,
    };
    this.#title = JSON.stringify(title);
  }

  /**
   * The ranges that may be used, in order, none of them behind block `to`; everything else in the
   * file is cut off. What is yielded is read from the file as it is needed.
   */
  async *ranges(node: AuditNode, to: number): AsyncGenerator<LogRange> {
    const kept = await this.#kept(node, to);
    if (kept === 0) {
      await this.forget();
      return;
    }
    let line = 0;
    for await (const text of this.#lines()) {
      if (line > 0) yield JSON.parse(text) as LogRange;
      if (++line > kept) return;
    }
  }

  async add({ from, to, hash, logs }: LogRange): Promise<void> {
    // In the order in which the beginning of a line is read again.
    await appendFile(this.#path, `${JSON.stringify({ from, to, hash, logs })}\n`);
  }

  /** Begins anew. */
  async forget(): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    await writeFile(this.#path, `${this.#title}\n`);
  }

  /** Takes the file away: there is nothing to go on with. */
  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }

  /** How many ranges are of the chain that the node has now; cuts off the others. */
  async #kept(node: AuditNode, to: number): Promise<number> {
    const ends: { readonly to: number; readonly hash: string; readonly offset: number }[] = [];
    let offset = 0;
    let isTitle = true;
    for await (const text of this.#lines()) {
      offset += Buffer.byteLength(text) + 1;
      if (isTitle && text !== this.#title) return 0;
      const head = isTitle ? null : headOf(text);
      if (!isTitle && head === null) break;
      if (head !== null) ends.push({ ...head, offset });
      isTitle = false;
    }
    while (ends.length > 0) {
      const end = ends.at(-1)!;
      if (end.to <= to && (await node.header(end.to))?.hash === end.hash) {
        await truncate(this.#path, end.offset);
        return ends.length;
      }
      ends.pop();
    }
    return 0;
  }

  async *#lines(): AsyncGenerator<string> {
    const input = createReadStream(this.#path, 'utf8');
    try {
      for await (const line of createInterface({ input, crlfDelay: Infinity })) yield line;
    } catch (error) {
      if (!isSystemError(error, 'ENOENT')) throw error;
    } finally {
      input.destroy();
    }
  }
}

/** The end of a range, without reading its logs; null for a line that was cut short. */
function headOf(line: string): { readonly to: number; readonly hash: string } | null {
  const head = /^\{"from":\d+,"to":(\d+),"hash":"(0x[0-9a-f]{64})","logs":\[/.exec(line);
  if (head === null || !line.endsWith(']}')) return null;
  return { to: Number(head[1]), hash: head[2] ?? '' };
}
