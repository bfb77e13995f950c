/** A provider's file as text, whatever encoding it came in. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { InputError } from './errors.ts';

export type Encoding = 'utf-8' | 'gb18030';

/** A file looked through once, before its rows are read. */
export interface LookedThrough {
  readonly path: string;
  readonly encoding: Encoding;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Reads a file once, to know its digest and its encoding: UTF-8 (with or without a byte order mark)
 * where all of it fits, else GB18030.
 * @param given the encoding it must have, where one is known
 * @throws InputError when the file cannot be read or fits no encoding
 */
export async function lookThrough(path: string, given?: Encoding): Promise<LookedThrough> {
  const hash = createHash('sha256');
  const candidates: Encoding[] = given === undefined ? ['utf-8', 'gb18030'] : [given];
  const fitting = new Map(
    candidates.map((encoding) => [encoding, new TextDecoder(encoding, { fatal: true })]),
  );
  let bytes = 0;
  const keep = (decode: (decoder: TextDecoder) => string): void => {
    for (const [encoding, decoder] of fitting) {
      try {
        decode(decoder);
      } catch {
        fitting.delete(encoding);
      }
    }
  };
  try {
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      keep((decoder) => decoder.decode(chunk as Buffer, { stream: true }));
    }
  } catch (error) {
    throw new InputError(`${path} cannot be read: ${error instanceof Error ? error.message : ''}`);
  }
  keep((decoder) => decoder.decode());
  const [encoding] = fitting.keys();
  if (encoding === undefined) {
    throw new InputError(`${path} is not text in ${candidates.join(' or ')}`);
  }
  return { path, encoding, sha256: hash.digest('hex'), bytes };
}

/** The file's text piece by piece, without a byte order mark. */
export async function* textOf({ path, encoding }: LookedThrough): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    yield decoder.decode(chunk as Buffer, { stream: true });
  }
  yield decoder.decode();
}
