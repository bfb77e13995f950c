/** A provider's file as text, whatever encoding it came in. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { InputError } from './errors.ts';

export type Encoding = 'utf-8' | 'gb18030';

const UTF16 = 'is text in UTF-16: save it as CSV in UTF-8';

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
 * @throws InputError when the file cannot be read, fits no encoding, or is UTF-8 that was cut off
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
      if (bytes === 0 && isUtf16(chunk as Buffer)) throw new InputError(`${path} ${UTF16}`);
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      keep((decoder) => decoder.decode(chunk as Buffer, { stream: true }));
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${path} cannot be read: ${error instanceof Error ? error.message : ''}`);
  }
  const wasUtf8 = fitting.has('utf-8');
  keep((decoder) => decoder.decode());
  // All but its end is UTF-8: as something else it would be read wrongly from its first letter on.
  if (wasUtf8 && !fitting.has('utf-8')) {
    throw new InputError(`${path} is cut off within its last character: have it written again`);
  }
  const [encoding] = fitting.keys();
  if (encoding === undefined) {
    throw new InputError(`${path} is not text in ${candidates.join(' or ')}`);
  }
  return { path, encoding, sha256: hash.digest('hex'), bytes };
}

/**
 * The file's text piece by piece, without a byte order mark.
 * @throws InputError when it is not the file any more that was looked through: somebody still writes it
 */
export async function* textOf({ path, encoding, sha256 }: LookedThrough): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    hash.update(chunk as Buffer);
    yield decoder.decode(chunk as Buffer, { stream: true });
  }
  yield decoder.decode();
  if (hash.digest('hex') !== sha256) throw new InputError(`${path} changed while it was read`);
}

/** What some spreadsheets write for "Unicode text" begins with one of these marks. */
function isUtf16(start: Buffer): boolean {
  return start.length >= 2 && [0xfffe, 0xfeff].includes(start.readUInt16BE(0));
}
