/** What has become of a batch on the chain: whether it stands there, may still come, or never can. */
import type { TransactionReceipt } from 'ethers';
import type { Hex } from '../../domain/hex.ts';
import { SETTLED } from '../../domain/provider/settled.ts';
import type { ChainSide } from './chainSide.ts';
import { AnchorError } from './errors.ts';
import { type JournalBatch, type Run } from './journal.ts';

/** Blocks asked for at once: few enough for public nodes. */
const RANGE = 5_000;

export type Anchored = NonNullable<JournalBatch['anchored']>;

export type Fate =
  | { readonly kind: 'anchored'; readonly anchored: Anchored }
  /** Nothing of it can come any more, so it may be sent anew; `isSettled`: whatever blocks are taken back. */
  | { readonly kind: 'free'; readonly isSettled: boolean }
  /** A transaction of it may be on its way; `isUsed`: or another one has taken its nonce lately. */
  | { readonly kind: 'open'; readonly isUsed: boolean };

/**
 * Asks the chain, most certain first: the receipts of what was sent, the logs, the operator's nonce.
 * Nodes behind one address may be blocks apart. So that a nonce went to something else is believed
 * only of a block that is settled, while the root is looked for up to the head that this was
 * counted from: a node that is behind by less has its log all the same.
 */
export async function fateOf(chain: ChainSide, run: Run, batch: JournalBatch): Promise<Fate> {
  const { provider } = chain.connection;
  const head = await provider.getBlockNumber();
  const { sent, nonce } = batch;
  let isReverted = false;
  for (const { nonce: own, hash } of sent) {
    const receipt = await provider.getTransactionReceipt(hash);
    if (receipt?.status === 1)
      return { kind: 'anchored', anchored: entryIn(chain, batch, receipt) };
    isReverted ||= receipt !== null && own === nonce;
  }
  const found = await findAnchored(chain, run, batch, head);
  if (found !== null) return { kind: 'anchored', anchored: found };
  if (nonce === null) return { kind: 'free', isSettled: true };
  const { operator } = run.journal;
  if (head >= SETTLED) {
    // A node that forgot so old a state proves nothing.
    const count = provider.getTransactionCount(operator, head - SETTLED).catch(() => 0);
    if ((await count) > nonce) return { kind: 'free', isSettled: true };
  }
  if (isReverted) return { kind: 'free', isSettled: false };
  return {
    kind: 'open',
    isUsed: (await provider.getTransactionCount(operator, 'latest')) > nonce,
  };
}

/**
 * Where an anchored batch stands now, by the receipt of its transaction or, where that moved, by the
 * logs; null where neither is there.
 */
export async function standingOf(
  chain: ChainSide,
  run: Run,
  batch: JournalBatch,
  { tx }: Anchored,
  head: number,
): Promise<Anchored | null> {
  const receipt = await chain.connection.provider.getTransactionReceipt(tx);
  if (receipt?.status === 1) return entryIn(chain, batch, receipt);
  return findAnchored(chain, run, batch, head);
}

/** The batch's entry, as its own transaction logged it. */
function entryIn(
  chain: ChainSide,
  { root }: JournalBatch,
  { logs, blockNumber, hash }: TransactionReceipt,
): Anchored {
  const ledger = chain.ledger();
  for (const log of logs) {
    if (log.address.toLowerCase() !== chain.ledgerAddress) continue;
    const event = ledger.interface.parseLog(log);
    if (event?.name !== 'BatchAnchored' || String(event.args['root']).toLowerCase() !== root)
      continue;
    const entry = Number(event.args['index']);
    return { entry, block: blockNumber, tx: hash.toLowerCase() as Hex };
  }
  throw new AnchorError(`transaction ${hash} went through and did not anchor the batch ${root}`);
}

/** Looks for the batch's root among everything the operator anchored since the run began. */
async function findAnchored(
  chain: ChainSide,
  { journal }: Run,
  { campaign, root }: JournalBatch,
  head: number,
): Promise<Anchored | null> {
  const ledger = chain.ledger();
  const filter = ledger.filters.BatchAnchored(campaign, journal.operator);
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
