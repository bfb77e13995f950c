/** A receipt's verdict in words; where the promise is broken, with what anybody needs to check it. */
import { rootHex } from '../../domain/accumulator.ts';
import { receiptDigest } from '../../domain/receipt.ts';
import type { ReceiptVerdict, SignedReceipt } from '../../domain/signedReceipt.ts';
import { traceRange } from '../../domain/traceState.ts';
import { formatMoment } from '../../domain/times.ts';
import { type NameOf } from './facts.ts';
import type { PublishedBatch } from './publishedFiles.ts';
import type { Source } from './source.ts';
import { Teller } from './tell.ts';

/** What a verdict rests on. */
export interface Judged {
  readonly source: Source;
  readonly receipt: SignedReceipt;
  readonly reference: string | null;
  /** All batches in the promise's campaign. */
  readonly batches: readonly PublishedBatch[];
  readonly nameOf: NameOf;
}

/** What was promised, before anything of it is checked. */
export function tellPromise(
  { operator, campaign, anchorBy }: SignedReceipt,
  reference: string | null,
  money: string,
  nameOf: NameOf,
): string {
  const paid = reference === null ? '' : `, payment ${reference}`;
  return `A promise of ${nameOf(operator)}: ${money}${paid}, anchored by ${formatMoment(anchorBy)}\nin campaign ${campaign}\n\n`;
}

export async function tellVerdict(verdict: ReceiptVerdict, judged: Judged): Promise<string> {
  const { receipt, batches, source } = judged;
  const at = `Checked at block ${source.block}, ${formatMoment(source.time)}: ${source.state.events} events rebuild every root and journal of the contracts.\n`;
  switch (verdict.state) {
    case 'kept':
      return `KEPT: in entry ${verdict.entry}, in time and with this amount${keyOf(verdict.entry, judged)}.\n\n${await slices(verdict.entry, judged)}\n${at}`;
    case 'waiting':
      return `WAITING until ${formatMoment(verdict.until)}: in none of the ${batches.length} batches anchored so far, and there is still time.\n${at}`;
    case 'undecided':
      return `UNDECIDED: the gift may be in entry ${verdict.unread.join(' or ')}, whose published file is missing or altered at the gateway. Ask another one with --gateway.\n${at}`;
    case 'broken':
      return `BROKEN: ${await reasonOf(verdict, judged)}.\n\n${proof(receipt, judged)}\n${at}A gift that was refunded before it was anchored is in no batch, or with less: then the refund is the operator's answer.\n`;
  }
}

/** Says so where another key of the campaign's operators anchored it: the first may have been replaced. */
function keyOf(index: number, { receipt, batches, nameOf }: Judged): string {
  const giver = batches.find(({ entry }) => entry.index === index)?.entry.giver;
  return giver === undefined || giver === receipt.operator ? '' : `, anchored by ${nameOf(giver)}`;
}

async function reasonOf(
  verdict: ReceiptVerdict & { readonly state: 'broken' },
  { receipt, source, batches }: Judged,
): Promise<string> {
  const over = `the time was over at ${formatMoment(receipt.anchorBy)}`;
  if (verdict.reason === 'missing') return `${over}, and the gift is in no batch`;
  const at = batches.find(({ entry }) => entry.index === verdict.entry)?.entry.at.timestamp ?? 0;
  if (verdict.reason === 'late') {
    return `${over}, and the gift was anchored at ${formatMoment(at)}, in entry ${verdict.entry}`;
  }
  const found = await source.moneyOf(receipt.campaign, verdict.found);
  return `the gift is in entry ${verdict.entry} with ${found}, another amount than was promised`;
}

/** Everything that somebody who believes nobody needs: the signed words, and every batch there is. */
function proof(receipt: SignedReceipt, { source, batches }: Judged): string {
  const { chainId, ledger, campaign, commitment, amount, anchorBy, operator, signature } = receipt;
  const known = source.state.campaigns.get(campaign);
  const tree = known?.accumulator ?? null;
  const root = tree === null ? 'not kept' : rootHex(tree);
  const lines = [
    'The proof, for anybody with a node:',
    `1. ${operator} signed (EIP-712, digest ${receiptDigest(chainId, ledger, receipt)})`,
    `   campaign ${campaign}, commitment ${commitment}, amount ${amount}, anchorBy ${anchorBy}`,
    `   for the ledger ${ledger} on chain ${chainId}; signature ${signature}`,
    `2. These are all the batches in that campaign; each file has the digest and the root on the chain:`,
    ...batches.flatMap(({ entry, file }) => batchLines(entry, file, receipt)),
    ...(batches.length === 0 ? ['   none'] : []),
    `3. None is left out: the ${known?.entries.length ?? 0} entries of the campaign rebuild the root that the ledger holds`,
    `   (rootOf) at block ${source.block}, ${source.blockHash}: ${root}`,
  ];
  return `${lines.join('\n')}\n`;
}

function batchLines(
  { index, at, batch, giver }: PublishedBatch['entry'],
  file: PublishedBatch['file'],
  { commitment, anchorBy, operator }: SignedReceipt,
): string[] {
  const found = file?.gifts.find((gift) => gift.commitment === commitment);
  const what =
    file === null
      ? 'its file cannot be read, but it came too late anyhow'
      : found === undefined
        ? 'the commitment is not in it'
        : `the commitment is in it, with ${found.amount}`;
  const late = at.timestamp > anchorBy ? ', after the time was over' : '';
  const by = giver === operator ? '' : `, by ${giver}`;
  return [
    `   entry ${index}, ${formatMoment(at.timestamp)}${late}${by}: ${batch.count} gifts; ${what}`,
    `     root ${batch.root}, manifest ${batch.dataDigest}, transaction ${at.tx}`,
  ];
}

/** Where the gift's cents are, as a trace of its code would say. */
async function slices(
  index: number,
  { source, receipt, reference, batches, nameOf }: Judged,
): Promise<string> {
  const { state } = source;
  const campaign = state.campaigns.get(receipt.campaign);
  const batch = batches.find(({ entry }) => entry.index === index);
  const gifts = batch?.file?.gifts;
  if (campaign === undefined || batch === undefined || gifts === undefined) return '';
  const number = gifts.findIndex(({ commitment }) => commitment === receipt.commitment);
  const before = gifts.slice(0, number).reduce((sum, { amount }) => sum + amount, 0n);
  const start = batch.entry.start + before;
  const range = { start, end: start + receipt.amount };
  const teller = new Teller(state, await source.tokenOf(campaign.config.token), nameOf);
  const traced = traceRange(state, campaign.id, range.start, range.end);
  return teller.tellGift(campaign, batch.entry, { number, reference }, range, traced);
}
