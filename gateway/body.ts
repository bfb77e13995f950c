import type { HonoRequest } from 'hono';
import { cleanLine, lengthOf } from '../domain/text.ts';
import { NAME_LIMIT } from '../domain/manifest.ts';
import type { GatewayLimits } from './config.ts';
import { BadRequest, Busy, TooLarge, TooSlow } from './errors.ts';
import { jsonOf } from './input.ts';

/** A file as it arrived: nothing about it is believed yet. */
export interface ArrivedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads request bodies into memory without ever holding more than allowed, be it of one request or
 * of all together, and waits for none that trickles in. Every body of the gateway comes through here.
 */
export class BodyReader {
  readonly #limits: GatewayLimits;
  #inFlight = 0;

  constructor(limits: GatewayLimits) {
    this.#limits = limits;
  }

  /**
   * Reads the body and hands it on; it counts as held until `use` is done.
   * @throws TooLarge as soon as the body is seen to exceed `limit` bytes
   * @throws Busy when too many bytes are held already
   * @throws TooSlow when it stops arriving, or takes too long altogether
   */
  async withBody<T>(
    request: HonoRequest,
    limit: number,
    use: (bytes: Uint8Array<ArrayBuffer>) => Promise<T>,
  ): Promise<T> {
    const announced = Number(request.header('content-length') ?? 0);
    if (announced > limit) throw tooLarge(limit);
    const chunks: Uint8Array[] = [];
    let length = 0;
    try {
      for await (const chunk of this.#read(request)) {
        length += chunk.length;
        this.#inFlight += chunk.length;
        if (length > limit) throw tooLarge(limit);
        if (this.#inFlight > this.#limits.bytesInFlight) {
          throw new Busy('too many uploads at the same time, try again in a moment');
        }
        chunks.push(chunk);
      }
      return await use(new Uint8Array(Buffer.concat(chunks)));
    } finally {
      this.#inFlight -= length;
    }
  }

  /**
   * The files of an upload: those of a `multipart/form-data` body, else the body itself as a single
   * file, named by the query's `name`.
   * @throws TooLarge for a file above the limit, BadRequest for no file or too many
   */
  async withFiles<T>(
    request: HonoRequest,
    use: (files: readonly ArrivedFile[]) => Promise<T>,
  ): Promise<T> {
    const type = request.header('content-type') ?? '';
    const { fileBytes, requestBytes } = this.#limits;
    if (!/^multipart\/form-data\s*;/i.test(type)) {
      const name = fileName(request.query('name') ?? '');
      return this.withBody(request, fileBytes, (bytes) => use([{ name, bytes }]));
    }
    return this.withBody(request, requestBytes, async (bytes) =>
      use(await this.#split(bytes, type)),
    );
  }

  /** As {@link withBody}, for a body in JSON. Throws BadRequest for any other. */
  async withJson<T>(
    request: HonoRequest,
    limit: number,
    use: (value: unknown) => Promise<T>,
  ): Promise<T> {
    return this.withBody(request, limit, (bytes) => use(jsonOf(bytes)));
  }

  async *#read(request: HonoRequest): AsyncGenerator<Uint8Array> {
    const reader: ReadableStreamDefaultReader<Uint8Array> | undefined =
      request.raw.body?.getReader();
    if (reader === undefined) return;
    const { pauseSeconds, arrivalSeconds } = this.#limits;
    const end = performance.now() + arrivalSeconds * 1000;
    try {
      for (;;) {
        const patience = Math.min(pauseSeconds * 1000, end - performance.now());
        const { done, value } = await within(patience, reader.read());
        if (done) return;
        yield value;
      }
    } catch (error) {
      if (error instanceof TooSlow) throw error;
      throw new BadRequest('the request ended before its body was complete');
    } finally {
      // Nobody waits for what is left of a body that was refused.
      void reader.cancel().catch(() => undefined);
    }
  }

  async #split(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<ArrivedFile[]> {
    const { files: most, fileBytes } = this.#limits;
    const files = [...(await parseForm(bytes, type)).values()].filter(
      (part) => part instanceof File,
    );
    if (files.length === 0) throw new BadRequest('the form has no file');
    if (files.length > most) throw new BadRequest(`at most ${most} files at once`);
    return Promise.all(
      files.map(async (file) => {
        if (file.size > fileBytes) throw tooLarge(fileBytes, file.name);
        return { name: fileName(file.name), bytes: new Uint8Array(await file.arrayBuffer()) };
      }),
    );
  }
}

/** The last part of a path, without hidden characters, at most {@link NAME_LIMIT} characters. */
export function fileName(name: string): string {
  const last = cleanLine(name.replace(/^.*[/\\]/s, ''));
  if (lengthOf(last) <= NAME_LIMIT) return last;
  const ending = /\.\w{1,8}$/.exec(last)?.[0] ?? '';
  return (
    [...last]
      .slice(0, NAME_LIMIT - ending.length)
      .join('')
      .trim() + ending
  );
}

/** Throws TooSlow when it takes longer than so many milliseconds. */
async function within<T>(patience: number, arriving: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow('the body arrives too slowly')), patience);
  });
  try {
    return await Promise.race([arriving, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function parseForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    throw new BadRequest('the form cannot be read');
  }
}

function tooLarge(limit: number, name?: string): TooLarge {
  const what = name === undefined ? 'the upload' : `the file ${fileName(name)}`;
  return new TooLarge(`${what} is larger than ${formatBytes(limit)}`);
}

function formatBytes(bytes: number): string {
  const mib = bytes / (1024 * 1024);
  return mib >= 1 ? `${Number(mib.toFixed(1))} MB` : `${Number((bytes / 1024).toFixed(1))} kB`;
}
