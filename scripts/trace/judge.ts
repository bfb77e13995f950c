/** Judges one signed receipt: was the promise kept, is there still time, or is it proven broken? */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { LawBroken } from '../../domain/findings.ts';
import { ShapeError } from '../../domain/shape.ts';
import {
  judgeReceipt,
  parseSignedReceipt,
  type AnchoredBatch,
  type SignedReceipt,
} from '../../domain/signedReceipt.ts';
import { ReceiptError } from '../../domain/receipt.ts';
import { cleanLine } from '../../domain/text.ts';
import { RpcError } from '../chain/rpc.ts';
import { oneLine } from '../deployment/errors.ts';
import { namesOn } from './names.ts';
import { readPublished, type BatchEntry, type PublishedBatch } from './publishedFiles.ts';
import { QuestionError, TraceError } from './question.ts';
import { recovered } from './signer.ts';
import { localGatewayUrl, localRpcUrl, readSource, type Source } from './source.ts';
import { tellPromise, tellVerdict } from './tellVerdict.ts';

const USAGE =
  'usage: npm run receipt -- FILE.json [--rpc URL] [--deployment FILE] [--gateway URL …] (the signed promise, as the page copies it)';
/** A receipt is a few hundred bytes. */
const LIMIT = 100_000;

/** What a receipt's file holds. */
interface Promised {
  readonly receipt: SignedReceipt;
  /** As the file has it; nobody signed for it. Null where the receipt comes alone. */
  readonly reference: string | null;
}

/**
 * The command's whole course; returns its exit code: 0 when the promise was kept or there is still
 * time, 1 when it is proven broken, 2 when that cannot be judged.
 */
export async function judge(args: readonly string[]): Promise<number> {
  try {
    const { path, rpcUrl, deployment, gateways } = readArguments(args);
    const { receipt, reference } = await readPromise(path);
    const source = await readSource(rpcUrl, deployment);
    checkSource(source, receipt);
    const nameOf = namesOn(source.chainId);
    const money = await source.moneyOf(receipt.campaign, receipt.amount);
    process.stdout.write(tellPromise(receipt, reference, money, nameOf));
    const batches = await readBatches(source, receipt, gateways ?? [await localGatewayUrl()]);
    const verdict = judgeReceipt(
      receipt,
      batches.map((batch) => anchored(receipt, batch)),
      source.time,
      (operator, digest, signature) => recovered(digest, signature) === operator,
    );
    const story = { source, receipt, reference, batches, nameOf };
    process.stdout.write(await tellVerdict(verdict, story));
    if (verdict.state === 'broken') return 1;
    return verdict.state === 'undecided' ? 2 : 0;
  } catch (error) {
    // Whatever it is: 1 would say that the promise is broken.
    const why = isForPeople(error)
      ? error.message
      : `the receipt cannot be judged: ${oneLine(error)}`;
    process.stderr.write(`${why}\n`);
    return 2;
  }
}

function readArguments(args: readonly string[]) {
  const options = {
    rpc: { type: 'string' },
    deployment: { type: 'string' },
    gateway: { type: 'string', multiple: true },
  } as const;
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    throw new QuestionError(USAGE);
  }
  const { values, positionals } = parsed;
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new QuestionError(USAGE);
  for (const url of [
    ...(values.gateway ?? []),
    ...(values.rpc === undefined ? [] : [values.rpc]),
  ]) {
    if (!URL.canParse(url)) throw new QuestionError(`${url} is no address of a server`);
  }
  return {
    path,
    rpcUrl: values.rpc ?? localRpcUrl(),
    deployment: values.deployment,
    gateways: values.gateway,
  };
}

/** A file holds `{ reference, receipt }`, as the page copies it, or a receipt alone. */
async function readPromise(path: string): Promise<Promised> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw new TraceError(`${path} cannot be read`);
  try {
    const value: unknown = text.length > LIMIT ? null : JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('receipt' in value)) {
      return { receipt: parseSignedReceipt(value), reference: null };
    }
    const { receipt, reference } = value as { receipt: unknown; reference?: unknown };
    return {
      receipt: parseSignedReceipt(receipt),
      reference: typeof reference === 'string' ? cleanLine(reference).slice(0, 64) : null,
    };
  } catch (error) {
    if (error instanceof ShapeError) throw new TraceError(`${path}: ${error.message}`);
    if (error instanceof SyntaxError) throw new TraceError(`${path} is no JSON`);
    throw error;
  }
}

/** Insists that the node tells everything about the promise's campaign. Throws {@link TraceError}. */
function checkSource({ chainId, ledger, findings, state }: Source, receipt: SignedReceipt): void {
  if (receipt.chainId !== chainId || receipt.ledger !== ledger) {
    throw new TraceError(
      `the receipt is for the ledger ${receipt.ledger} on chain ${receipt.chainId}, not for ${ledger} on chain ${chainId}`,
    );
  }
  const [finding] = findings;
  // A node that leaves a batch out must accuse nobody.
  if (finding !== undefined) {
    throw new TraceError(
      `the events that this node gives are not what the contracts recorded (${finding}): judge it with another --rpc`,
    );
  }
  // Roots are compared campaign by campaign, so one that was hidden whole differs in nothing.
  if (!state.campaigns.has(receipt.campaign)) {
    throw new TraceError(
      `this node knows no campaign ${receipt.campaign}: judge it with another --rpc`,
    );
  }
}

/** Everything that operators anchored in the promise's campaign, with the files. */
async function readBatches(
  { state }: Source,
  { chainId, ledger, campaign }: SignedReceipt,
  gateways: readonly string[],
): Promise<PublishedBatch[]> {
  const entries = state.campaigns.get(campaign)?.entries ?? [];
  const batches: PublishedBatch[] = [];
  for (const entry of entries) {
    if (!isBatch(entry)) continue;
    const scope = { chainId, ledger, campaign, operator: entry.giver };
    batches.push(await readPublished(gateways, scope, entry));
  }
  return batches;
}

function isBatch(entry: BatchEntry | { readonly batch: null }): entry is BatchEntry {
  return entry.batch !== null;
}

function anchored({ campaign }: SignedReceipt, { entry, file }: PublishedBatch): AnchoredBatch {
  const amounts = file && new Map(file.gifts.map((gift) => [gift.commitment, gift.amount]));
  return {
    campaign,
    operator: entry.giver,
    entry: entry.index,
    time: entry.at.timestamp,
    amountOf: amounts && ((commitment) => amounts.get(commitment)),
  };
}

function isForPeople(error: unknown): error is Error {
  return (
    error instanceof TraceError ||
    error instanceof RpcError ||
    error instanceof LawBroken ||
    error instanceof ReceiptError
  );
}
