/**
 * Anchors the batches of a run, each exactly once. Before a transaction is sent, its nonce and its
 * hash are in the journal. Whoever carries the run on asks for the receipts of these hashes first, and
 * sends again only under the same nonce, of which a chain takes one; under another one only when it is
 * proven that the first went to something else.
 */
import type { Signer } from 'ethers';
import { SETTLED } from '../../domain/provider/settled.ts';
import type { ChainSide, RunToken } from './chainSide.ts';
import { AnchorError, NodeError } from './errors.ts';
import { fateOf, standingOf, type Anchored } from './fate.ts';
import { writeJournal, type JournalBatch, type Run } from './journal.ts';
import { sendBatch } from './sendBatch.ts';

/** Milliseconds between looks for a transaction that is on its way, at first and later. */
const LOOK_FIRST = 50;
const LOOK_EVERY = 1_000;
/** Looks of the first kind; and all of them, for what a node has, and for what it may not have. */
const QUICK = 10;
const LOOKS = 600;
const LOOKS_IN_DOUBT = 15;

/**
 * Anchors one batch and notes it in the journal; at once where it was anchored before.
 * @param looks most looks for a transaction that is on its way, about one a second
 * @throws AnchorError when the ledger refuses it, or it is not known in time what became of it;
 * NodeError when the node does not answer
 */
export async function anchorBatch(
  chain: ChainSide,
  run: Run,
  batch: JournalBatch,
  signer: Signer,
  token: RunToken,
  looks = LOOKS,
): Promise<Anchored> {
  let isSent = false;
  let doubt: string | null = null;
  for (let look = 0; ; look++) {
    const fate = await fateOf(chain, run, batch);
    if (fate.kind === 'anchored') return note(run, batch, fate.anchored);
    if (isSent && fate.kind === 'free') {
      const hash = batch.sent.at(-1)?.hash ?? '';
      throw new AnchorError(`transaction ${hash} failed on the chain: run the command again`);
    }
    if (!isSent && !(fate.kind === 'open' && fate.isUsed)) {
      isSent = true;
      const isAnew = fate.kind === 'free';
      try {
        doubt = await sendBatch(chain, run, batch, signer, token, isAnew);
      } catch (error) {
        // What was sent before the interruption may have arrived in this very moment.
        const late = await fateOf(chain, run, batch);
        if (late.kind === 'anchored') return note(run, batch, late.anchored);
        throw error;
      }
    }
    if (doubt !== null && look >= LOOKS_IN_DOUBT) throw new NodeError(doubt);
    if (look >= looks) throw new AnchorError(await stillOpen(chain, run, batch));
    await new Promise((go) => setTimeout(go, look < QUICK ? LOOK_FIRST : LOOK_EVERY));
  }
}

/** Why nothing more is done for now, and what to do. */
async function stillOpen(
  chain: ChainSide,
  { journal }: Run,
  { nonce, campaign }: JournalBatch,
): Promise<string> {
  const { provider } = chain.connection;
  const next = await provider.getTransactionCount(journal.operator, 'latest');
  const what = `the batch for campaign ${campaign}`;
  if (nonce !== null && next > nonce) {
    return `${what} is not found, and its nonce ${nonce} is used: run the command again when that is ${SETTLED} blocks ago`;
  }
  const behind =
    nonce !== null && next < nonce
      ? `, behind another one of the operator's with nonce ${next}`
      : '';
  return `${what} is still under way with nonce ${nonce}${behind}: run the command again later`;
}

/**
 * Looks again for anchored batches until they are settled: the chain may have taken their blocks back.
 * One that is gone counts as not anchored, one that moved is noted where it stands now.
 */
export async function lookAgain(chain: ChainSide, run: Run): Promise<void> {
  for (const batch of run.journal.batches) {
    const { anchored: before } = batch;
    if (before === null || batch.settled) continue;
    const head = await chain.connection.provider.getBlockNumber();
    const found = await standingOf(chain, run, batch, before, head);
    const settled = found !== null && found.block <= head - SETTLED;
    const isSame = found?.tx === before.tx && found.block === before.block;
    if (isSame && !settled) continue;
    // Its transaction may come back: whoever anchors it anew asks for it first.
    const isNoted = batch.sent.some(({ hash }) => hash === before.tx);
    if (!isNoted && batch.nonce !== null) batch.sent.push({ nonce: batch.nonce, hash: before.tx });
    Object.assign(batch, { anchored: found, settled });
    await writeJournal(run);
  }
}

async function note(run: Run, batch: JournalBatch, anchored: Anchored): Promise<Anchored> {
  batch.anchored = anchored;
  await writeJournal(run);
  return anchored;
}
