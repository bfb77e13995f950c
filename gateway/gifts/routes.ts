import { Hono } from 'hono';
import { recoverTypedDataAddress } from 'viem';
import { BATCH_FILE_LIMIT, parseBatchFile, type BatchFile } from '../../domain/batchFile.ts';
import { UPLOAD_HEADER, UPLOAD_TYPES, uploadDomain } from '../../domain/batchUpload.ts';
import { sha256Hex } from '../../domain/cid.ts';
import { giftAnswerJson, type GiftAnswer } from '../../domain/giftAnswer.ts';
import { isHex, type Hex } from '../../domain/hex.ts';
import { ShapeError } from '../../domain/shape.ts';
import type { BodyReader } from '../body.ts';
import { BadRequest, InvalidBatch, NotAnOperator, NotFound } from '../errors.ts';
import type { Charge, GatewayEnv } from '../security.ts';
import type { DocumentStore } from '../store.ts';
import type { GiftBook } from './giftBook.ts';
import type { OperatorCheck } from './operators.ts';

/**
 * `POST /batches` keeps the published file of a batch, signed for by its operator, and answers
 * `{ cid, sha256, size }`. It is given back like any document, at `/documents/:cid`.
 */
export function batchRoutes(
  store: DocumentStore,
  bodies: BodyReader,
  charge: Charge,
  book: GiftBook,
  mayAnchor: OperatorCheck,
): Hono<GatewayEnv> {
  return new Hono<GatewayEnv>().post('/', (c) =>
    bodies.withBody(c.req, BATCH_FILE_LIMIT, async (bytes) => {
      const { scope } = read(bytes);
      const signer = await signerOf(bytes, scope, c.req.header(UPLOAD_HEADER));
      if (signer !== scope.operator || !(await mayAnchor(scope))) {
        throw new NotAnOperator('a batch is stored for an operator of its campaign, who signs it');
      }
      charge(c, bytes.length);
      const stored = await store.put(bytes);
      await book.add(stored.cid);
      return c.json(stored, 201);
    }),
  );
}

/**
 * `GET /gifts/:key` answers where a small gift stands, with its proof. The key is the gift's
 * commitment (32 bytes) or the address of its receipt (20 bytes), never a receipt code: who holds
 * that holds the gift.
 */
export function giftRoutes(answer: (key: Hex) => Promise<GiftAnswer>): Hono {
  return new Hono().get('/:key', async (c) => {
    const key = c.req.param('key').toLowerCase();
    if (!isHex(key, 20) && !isHex(key, 32)) {
      throw new BadRequest('ask by the gift’s commitment or by the address of its receipt');
    }
    const { gifts, waiting, unavailable } = await answer(key);
    if (gifts.length + waiting.length + unavailable.length === 0) {
      throw new NotFound('no such gift is known here');
    }
    c.header('cache-control', 'no-store');
    return c.json(giftAnswerJson({ gifts, waiting, unavailable }));
  });
}

function read(bytes: Uint8Array): BatchFile {
  try {
    return parseBatchFile(bytes);
  } catch (error) {
    if (error instanceof ShapeError) throw new InvalidBatch(error.message);
    throw error;
  }
}

async function signerOf(
  bytes: Uint8Array,
  { chainId, ledger }: BatchFile['scope'],
  signature: string | undefined,
): Promise<Hex | null> {
  if (signature === undefined || !isHex(signature, 65)) return null;
  const signer = await recoverTypedDataAddress({
    domain: uploadDomain(chainId, ledger),
    types: UPLOAD_TYPES,
    primaryType: 'StoreBatch',
    message: { sha256: await sha256Hex(bytes) },
    signature,
  }).catch(() => null);
  return signer === null ? null : (signer.toLowerCase() as Hex);
}
