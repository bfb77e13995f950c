import { getBlockNumber, getPublicClient } from 'wagmi/actions';
import { parseEventLogs, type TransactionReceipt } from 'viem';
import * as v from 'valibot';
import { ledgerAbi } from '../../abi/Ledger.ts';
import { UPLOAD_HEADER, UPLOAD_TYPES, uploadDomain } from '../../domain/batchUpload.ts';
import { manifestBytes } from '../../domain/manifest.ts';
import type { Hex } from '../../domain/hex.ts';
import { appConfig } from '../app/config.ts';
import { getJson } from '../lib/http.ts';
import { countOf } from '../lib/rpc.ts';
import { wordSchema } from '../lib/schema.ts';
import { isOpen, type Run, type RunBatch } from '../lib/provider/run.ts';
import { allowanceOf, allowExactly } from './allowance.ts';
import { callOf, ledgerAt } from './call.ts';
import { FlowError, troubleOf } from './errors.ts';
import { asFlowError } from './publish.ts';
import { untilMined } from './sending.ts';
import type { Flow, Tools } from './tools.ts';

/** Keeps how far a batch has come, before anything goes on. */
export type NoteBatch = (number: number, change: Partial<RunBatch>) => Promise<void>;

type Anchored = NonNullable<RunBatch['anchored']>;

/** Blocks asked for at once: few enough for public nodes. */
const RANGE = 5_000n;

/**
 * Publishes and anchors what an import still has to, each batch exactly once however often this is
 * begun anew. The ledger may fetch exactly a batch's sum, and the batch's root is looked for on the chain
 * after that was released: so of two transactions of one batch, the other one sent by a page that
 * was closed, the ledger can carry out only one. A batch that the ledger refuses, because its campaign has
 * ended, holds up no other.
 * @param note writes down each step
 */
export const anchorRun =
  (run: Run, note: NoteBatch): Flow<null> =>
  async (tools) => {
    tools.at('check');
    if (tools.account !== run.operator) throw new FlowError({ kind: 'noWallet' });
    let refusal: FlowError | null = null;
    for (const [number, batch] of run.batches.entries()) {
      if (!isOpen(batch)) continue;
      const noted = (change: Partial<RunBatch>) => note(number, change);
      try {
        await noted({ anchored: await anchorBatch(run, batch, noted, tools) });
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.kind !== 'contract') throw error;
        refusal ??= new FlowError(trouble, { cause: error });
      }
    }
    if (refusal !== null) throw refusal;
    return null;
  };

async function anchorBatch(
  run: Run,
  batch: RunBatch,
  note: (change: Partial<RunBatch>) => Promise<void>,
  tools: Tools,
): Promise<Anchored> {
  const before = (await earlier(run, batch, tools)) ?? (await findAnchored(run, batch, tools));
  if (before !== null) return before;
  if (!batch.isStored) {
    await store(run, batch, tools);
    await note({ isStored: true });
  }
  const { campaign, sum, count, root, dataDigest } = batch;
  const released = await allowanceOf(tools, run.token.address, run.ledger);
  if (released !== sum) {
    const token = run.token.address;
    await allowExactly(tools, { token, spender: run.ledger, amount: sum, before: released });
  }
  const late = await findAnchored(run, batch, tools);
  if (late !== null) return late;
  const call = callOf(ledgerAt(run.ledger), 'donateBatch', [
    campaign,
    sum,
    count,
    root,
    dataDigest,
  ]);
  return anchoredIn(run, batch, await tools.send(call, null, (sent) => note({ sent })));
}

/** What became of a transaction that an earlier page sent for this batch; null where nothing did. */
async function earlier(run: Run, batch: RunBatch, tools: Tools): Promise<Anchored | null> {
  const { sent } = batch;
  // Where the wallet never said that it was sent, and the node counts none, it was not.
  if (sent === null) return null;
  if (sent.hash === null && (await countOf(sent.from, 'pending')) <= sent.nonce) return null;
  try {
    const wait = () => tools.at('mine');
    const receipt = await untilMined(tools.config, sent, { wait, learn: () => undefined });
    return receipt.status === 'success' ? anchoredIn(run, batch, receipt) : null;
  } catch (error) {
    if (error instanceof FlowError && error.trouble.kind === 'replaced') return null;
    throw error;
  }
}

/** Has the gateway keep the published file and its manifest, and holds what it kept against them. */
async function store(
  { chainId, ledger }: Run,
  { file, sha256, cid, manifest, dataDigest }: RunBatch,
  { at, signTypedData }: Tools,
): Promise<void> {
  const signature = await signTypedData({
    domain: uploadDomain(chainId, ledger),
    types: UPLOAD_TYPES,
    primaryType: 'StoreBatch',
    message: { sha256 },
  });
  at('upload');
  const { gatewayUrl } = appConfig();
  try {
    const kept = await getJson(`${gatewayUrl}/batches`, storedSchema, {
      method: 'POST',
      headers: { [UPLOAD_HEADER]: signature },
      body: file,
    });
    const named = await getJson(`${gatewayUrl}/manifests`, manifestSchema, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: manifestBytes(manifest),
    });
    if (kept.cid !== cid || kept.sha256 !== sha256 || named.digest !== dataDigest) {
      const message = 'the store keeps something else than was sent';
      throw new FlowError({ kind: 'gateway', code: 'Altered', message });
    }
  } catch (error) {
    throw asFlowError(error);
  }
}

const storedSchema = v.object({ cid: v.string(), sha256: wordSchema });
const manifestSchema = v.object({ digest: wordSchema });

/** Looks for the batch's root among everything the operator anchored since the import was made. */
async function findAnchored(
  run: Run,
  { campaign, root }: RunBatch,
  { config }: Tools,
): Promise<Anchored | null> {
  const client = getPublicClient(config);
  if (client === undefined) throw new FlowError({ kind: 'unreachable' });
  const head = await getBlockNumber(config, { cacheTime: 0 });
  for (let from = BigInt(run.fromBlock); from <= head; from += RANGE) {
    const last = from + RANGE - 1n;
    const events = await client.getContractEvents({
      address: run.ledger,
      abi: ledgerAbi,
      eventName: 'BatchAnchored',
      args: { campaign, operator: run.operator },
      fromBlock: from,
      toBlock: last < head ? last : head,
      strict: true,
    });
    const event = events.find(({ args }) => args.root === root);
    if (event !== undefined) return { entry: event.args.index, tx: event.transactionHash };
  }
  return null;
}

function anchoredIn(run: Run, { root }: RunBatch, receipt: TransactionReceipt): Anchored {
  const logs = receipt.logs.filter(({ address }) => address.toLowerCase() === run.ledger);
  const events = parseEventLogs({ abi: ledgerAbi, eventName: 'BatchAnchored', logs });
  const event = events.find(({ args }) => args.root === root);
  if (event === undefined) throw new FlowError({ kind: 'reverted' });
  return { entry: event.args.index, tx: receipt.transactionHash.toLowerCase() as Hex };
}
