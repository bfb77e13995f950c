/** What an operator says it passed on to a small giver, of a batch that came back to it. */
import { verifyTypedData } from 'ethers';
import { sha256Hex } from '../../domain/cid.ts';
import type { FoundGift } from '../../domain/giftAnswer.ts';
import { overlap, type Range } from '../../domain/line.ts';
import {
  checkRefundList,
  parseRefundList,
  refundLineOf,
  type RefundHead,
  type RefundLine,
} from '../../domain/refundList.ts';
import {
  parseRefundStatements,
  REFUND_TYPES,
  refundDomain,
  refundMessage,
  type SignedRefundStatement,
} from '../../domain/refundStatement.ts';
import { ShapeError } from '../../domain/shape.ts';
import { formatMoment } from '../../domain/times.ts';
import { type NameOf } from './facts.ts';
import { bytesAt } from './gatewayAnswer.ts';
import { readPublished, type BatchEntry } from './publishedFiles.ts';
import { TraceError } from './question.ts';
import type { Source } from './source.ts';

/**
 * Words about the part of a gift that the ledger gave back to the operator; empty where it gave back
 * none of it. That the operator passed it on is the operator's word: the list must be signed by it,
 * be about these very units, and give each gift of the batch its own.
 * @param range the gift's place on the campaign's line
 */
export async function tellRefund(
  source: Source,
  gateway: string,
  { scope, root, proof }: FoundGift,
  entry: BatchEntry,
  range: Range,
  nameOf: NameOf,
): Promise<string> {
  const { settlement } = entry;
  if (settlement === null || settlement.giver === null) return '';
  const own = overlap(range.start, range.end, settlement.start, settlement.end);
  if (own.end === own.start) return '';
  const { start, end } = settlement;
  const head: RefundHead = { ...scope, entry: entry.index, root, start, end };
  const amount = own.end - own.start;
  const money = await source.moneyOf(scope.campaign, amount);
  const operator = nameOf(scope.operator);
  const what = `${money} came back to ${operator} (the chain)`;
  try {
    const said = await statementOf(gateway, head);
    if (said === null)
      return `${what}; whether it was paid back to you ${operator} has not said yet\n`;
    const list = await listOf(gateway, said);
    const line = refundLineOf(list, head, proof.index, amount);
    const { file } = await readPublished([gateway], scope, entry);
    if (file !== null) checkRefundList(list, file.gifts, entry.start);
    return `${what}; ${wordsOf(line, said.at)} (the word of ${operator})\n`;
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    return `${what}; what ${gateway} has of ${operator} about it does not hold: ${error.message}\n`;
  }
}

function wordsOf({ paid }: RefundLine, at: number): string {
  return paid === null
    ? `not paid back to you yet, as of ${formatMoment(at)}`
    : `paid back to you on ${paid}`;
}

/** The operator's latest word on that batch; null where it has none. */
async function statementOf(
  gateway: string,
  { chainId, ledger, campaign, entry, operator }: RefundHead,
): Promise<SignedRefundStatement | null> {
  const answer = await get(gateway, '/refunds');
  // A gateway that keeps no such lists has nobody's word.
  if (answer === null) return null;
  const said = parseRefundStatements(parseJson(answer))
    .filter((one) => one.campaign === campaign && one.entry === entry && one.account === operator)
    .sort((a, b) => b.at - a.at)[0];
  if (said === undefined) return null;
  const types = { Refunds: [...REFUND_TYPES.Refunds] };
  const domain = refundDomain(chainId, ledger);
  if (signerOf(domain, types, said) !== operator) {
    throw new ShapeError('signature', `is not that of ${operator}’s key`);
  }
  return said;
}

function signerOf(
  domain: ReturnType<typeof refundDomain>,
  types: Parameters<typeof verifyTypedData>[1],
  said: SignedRefundStatement,
): string | null {
  try {
    return verifyTypedData(domain, types, refundMessage(said), said.signature).toLowerCase();
  } catch {
    return null;
  }
}

async function listOf(gateway: string, { document, sha256 }: SignedRefundStatement) {
  const bytes = await get(gateway, `/documents/${document}`);
  if (bytes === null) throw new ShapeError('list', 'is not there');
  if ((await sha256Hex(bytes)) !== sha256)
    throw new ShapeError('list', 'is not the one signed for');
  return parseRefundList(bytes);
}

function get(gateway: string, path: string): Promise<Uint8Array | null> {
  return bytesAt(gateway, path).catch(() => {
    throw new TraceError(`no gateway answers at ${gateway}: use --gateway`);
  });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new ShapeError('answer', 'is not JSON');
  }
}
