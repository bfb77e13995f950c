import { db, publicClients } from 'ponder:api';
import { sql } from 'ponder';
import { z } from 'zod';
import { contractOf } from '../../../../domain/deployment.ts';
import type { Hex } from '../../../../domain/hex.ts';
import type { StatusView } from '../../../../domain/views.ts';
import { settings } from '../../../environment.ts';

const Reached = z.object({
  checkpoint: z.string(),
  number: z.coerce.number().nullable(),
  hash: z.custom<Hex>((value) => typeof value === 'string').nullable(),
  timestamp: z.coerce.number().nullable(),
});
type Reached = z.infer<typeof Reached>;
const Result = z.object({ rows: z.tuple([Reached]) });

/** Fixed columns of a checkpoint: ten digits of time, sixteen of the chain, sixteen of the block. */
const TIME = [0, 10] as const;
const BLOCK = [26, 42] as const;

/** The block that the tables speak of, named and told apart from one of another fork. */
export async function loadStatus(): Promise<StatusView> {
  const { deployment } = settings;
  const address = (name: string): Hex => contractOf(deployment, name).address;
  return {
    chainId: deployment.chainId,
    ledger: address('Ledger'),
    desk: address('Desk'),
    registry: address('Registry'),
    deploymentBlock: deployment.block,
    ...(await loadBlock()),
  };
}

/** Unix time of the block that the tables speak of. */
export async function loadTime(): Promise<number> {
  return (await loadBlock()).timestamp;
}

/**
 * Answers from several queries as if they were one: asks again when a block came in between.
 * After a few tries the last answer is taken, since a chain may be faster than the asking.
 */
export async function atOneBlock<T>(load: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    const before = await loadReached();
    const answer = await load();
    const after = await loadReached();
    if (tries === 3 || (before.checkpoint === after.checkpoint && before.hash === after.hash)) {
      return answer;
    }
  }
}

type Block = Pick<StatusView, 'block' | 'blockHash' | 'timestamp'>;

/**
 * An answer made of many rows, that is made once for each block however many ask for it.
 * @param load makes it, at the block given
 */
export function oncePerBlock<T>(load: (block: Block) => Promise<T>): () => Promise<T> {
  let made: { readonly hash: Hex; readonly answer: Promise<T> } | undefined;
  return async () => {
    const block = await loadBlock();
    if (made?.hash !== block.blockHash) {
      const answer = atOneBlock(() => load(block));
      made = { hash: block.blockHash, answer };
      // What failed is tried again by who asks next.
      answer.catch(() => (made = undefined));
    }
    return made.answer;
  };
}

async function loadBlock(): Promise<Block> {
  const reached = await loadReached();
  const block = Number(reached.checkpoint.slice(...BLOCK));
  const timestamp = Number(reached.checkpoint.slice(...TIME));
  const { number, hash } = reached;
  if (hash !== null && number === block) return { block, blockHash: hash, timestamp };

  // Blocks from before the start have no row of their own, so the chain is asked for the hash.
  const there = await publicClients.chain.getBlock({ blockNumber: BigInt(block) });
  if (number !== null && hash !== null && Number(there.timestamp) !== timestamp) {
    // In the instant after a re-org was undone, the row is right and the checkpoint is not yet.
    return { block: number, blockHash: hash, timestamp: reached.timestamp ?? 0 };
  }
  return { block, blockHash: there.hash, timestamp };
}

/**
 * While the indexer starts again, what a former run had not made final is undone already but its
 * checkpoint still stands: until it is ready, only the safe one is true.
 */
async function loadReached(): Promise<Reached> {
  const result: unknown = await db.execute(sql`
    SELECT CASE WHEN (m.value ->> 'is_ready') = '1' THEN c.latest_checkpoint
           ELSE c.safe_checkpoint END AS checkpoint, h.number, h.hash, h.timestamp
    FROM _ponder_checkpoint c
    JOIN _ponder_meta m ON m.key = 'app'
    LEFT JOIN head h ON true`);
  const [reached] = Result.parse(result).rows;
  return reached;
}
