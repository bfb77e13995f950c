/**
 * Anchors the batches of a run, each exactly once. Before a transaction is sent, its nonce is in the
 * journal: whoever carries the run on sends under the same nonce again, and of two transactions with
 * one nonce a chain takes one. Before that, it looks for the batch's root on the chain.
 */
import type { Signer } from 'ethers';
import { explainRejection } from '../deployment/contractErrors.ts';
import { oneLine } from '../deployment/errors.ts';
import type { Hex } from '../../domain/hex.ts';
import type { ChainSide, RunToken } from './chainSide.ts';
import { AnchorError } from './errors.ts';
import { writeJournal, type JournalBatch, type Run } from './journal.ts';
import { mined } from '../deployment/mined.ts';

/** Blocks asked for at once: few enough for public nodes. */
const RANGE = 5_000;
/** Milliseconds between looks for a transaction that is on its way, and how many there are. */
const LOOK_EVERY = 1_000;
const LOOKS = 600;

type Anchored = NonNullable<JournalBatch['anchored']>;

/**
 * Anchors one batch and notes it in the journal; at once where it was anchored before. Sees to the
 * operator's balance and allowance first.
 * @throws AnchorError when the ledger refuses it, or the transaction stays under way for too long
 */
export async function anchorBatch(
  chain: ChainSide,
  run: Run,
  batch: JournalBatch,
  signer: Signer,
  token: RunToken,
): Promise<Anchored> {
  const before = await findSettled(chain, run, batch);
  if (before !== null) return note(run, batch, before);
  const { campaign, sum, count, root, dataDigest } = batch;
  const ledger = chain.ledger(signer);
  await chain.fund(signer, token, sum);
  await allow(chain, signer, token, sum);
  try {
    await ledger.donateBatch.staticCall(campaign, sum, count, root, dataDigest);
  } catch (error) {
    // What was sent before the interruption may have arrived in this very moment.
    const late = await findAnchored(chain, run, batch);
    if (late !== null) return note(run, batch, late);
    throw new AnchorError(
      `the ledger refuses the batch: ${explainRejection(error)}; to give this run up, delete ${run.folder}`,
    );
  }
  const isResent = batch.nonce !== null;
  batch.nonce ??= await signer.getNonce('pending');
  await writeJournal(run);
  try {
    const { nonce } = batch;
    await ledger.donateBatch(campaign, sum, count, root, dataDigest, { nonce });
  } catch (error) {
    // Sent once already, by the run that was interrupted: it is in the way of its like, be it under
    // the same nonce or, just mined, by having used up the allowance. One of them is taken.
    if (!isResent && !/nonce|already known|underpriced|already imported/i.test(oneLine(error))) {
      throw new AnchorError(`the transaction could not be sent: ${oneLine(error)}`);
    }
  }
  for (let look = 0; look < LOOKS; look++) {
    const anchored = await findAnchored(chain, run, batch);
    if (anchored !== null) return note(run, batch, anchored);
    if (await isNonceUsed(chain, run, batch)) return again(chain, run, batch, signer, token);
    await new Promise((resolve) => setTimeout(resolve, look < 10 ? 50 : LOOK_EVERY));
  }
  throw new AnchorError(
    `the transaction with nonce ${batch.nonce} is still under way: run the command again later`,
  );
}

/** Blocks on top of one after which it is taken to stay. */
const SETTLED = 64;

/**
 * Looks again for batches that were anchored lately: the chain may have taken their blocks back. One
 * that is gone counts as not anchored, one that moved is noted where it stands now.
 */
export async function lookAgain(chain: ChainSide, run: Run): Promise<void> {
  const head = await chain.connection.provider.getBlockNumber();
  for (const batch of run.journal.batches) {
    if (batch.anchored === null || batch.anchored.block < head - SETTLED) continue;
    const found = await findAnchored(chain, run, batch);
    if (found?.tx === batch.anchored.tx && found.block === batch.anchored.block) continue;
    batch.anchored = found;
    await writeJournal(run);
  }
}

/** The nonce went to another transaction, or to a failed one, unless the root has arrived meanwhile. */
async function again(
  chain: ChainSide,
  run: Run,
  batch: JournalBatch,
  signer: Signer,
  token: RunToken,
): Promise<Anchored> {
  const anchored = await findAnchored(chain, run, batch);
  if (anchored !== null) return note(run, batch, anchored);
  batch.nonce = null;
  return anchorBatch(chain, run, batch, signer, token);
}

/** Lets the ledger take exactly what the batch holds. */
async function allow(
  chain: ChainSide,
  signer: Signer,
  { address }: RunToken,
  sum: bigint,
): Promise<void> {
  const token = chain.token(address, signer);
  const allowed = await token.allowance(await signer.getAddress(), chain.ledgerAddress);
  if (allowed >= sum) return;
  await mined(await token.approve(chain.ledgerAddress, sum));
}

/** Where the batch stands, if it does; forgets a nonce that was used up by something else. */
async function findSettled(
  chain: ChainSide,
  run: Run,
  batch: JournalBatch,
): Promise<Anchored | null> {
  // In this order: once the nonce is used, the root is there or never comes under it.
  const isUsed = await isNonceUsed(chain, run, batch);
  const found = await findAnchored(chain, run, batch);
  if (found === null && isUsed) batch.nonce = null;
  return found;
}

async function isNonceUsed(
  chain: ChainSide,
  { journal }: Run,
  { nonce }: JournalBatch,
): Promise<boolean> {
  if (nonce === null) return false;
  const { provider } = chain.connection;
  return (await provider.getTransactionCount(journal.operator, 'latest')) > nonce;
}

/** Looks for the batch's root among everything the operator anchored since the run began. */
async function findAnchored(
  chain: ChainSide,
  { journal }: Run,
  { campaign, root }: JournalBatch,
): Promise<Anchored | null> {
  const ledger = chain.ledger();
  const filter = ledger.filters.BatchAnchored(campaign, journal.operator);
  const head = await chain.connection.provider.getBlockNumber();
  for (let from = journal.fromBlock; from <= head; from += RANGE) {
    const events = await ledger.queryFilter(filter, from, Math.min(head, from + RANGE - 1));
    const event = events.find(({ args }) => args.root.toLowerCase() === root);
    if (event !== undefined) {
      return {
        entry: Number(event.args.index),
        block: event.blockNumber,
        tx: event.transactionHash.toLowerCase() as Hex,
      };
    }
  }
  return null;
}

async function note(run: Run, batch: JournalBatch, anchored: Anchored): Promise<Anchored> {
  batch.anchored = anchored;
  await writeJournal(run);
  return anchored;
}
