import { recoverTypedDataAddress } from 'viem';
import * as v from 'valibot';
import { sha256Hex } from '../../domain/cid.ts';
import {
  parseRefundList,
  refundLineOf,
  type RefundHead,
  type RefundList,
} from '../../domain/refundList.ts';
import {
  parseRefundStatement,
  REFUND_TYPES,
  refundDomain,
  refundMessage,
  type SignedRefundStatement,
} from '../../domain/refundStatement.ts';
import { ShapeError } from '../../domain/shape.ts';
import { getJson, NotFound, request } from './http.ts';

/** What an operator says of the part of a small gift that came back to it. */
export type RefundWord =
  | { readonly state: 'silent' }
  /** `day` is `YYYY-MM-DD`, UTC. */
  | { readonly state: 'paid'; readonly day: string }
  /** Not as of `at`, in Unix seconds. */
  | { readonly state: 'owed'; readonly at: number }
  /** Not signed by the operator, or about something else than what came back. */
  | { readonly state: 'wrong' };

const answerSchema = v.object({
  refunds: v.array(
    v.pipe(
      v.unknown(),
      v.transform((value): SignedRefundStatement => parseRefundStatement(value)),
    ),
  ),
});

/**
 * Asks a gateway for the operator's latest word, and holds it against what the chain says.
 * @param head which batch it is and which units came back, from the chain
 * @param index the gift's number in the batch
 * @param amount its units among those that came back
 * @throws ServiceError when the gateway does not answer
 */
export async function askRefund(
  gateway: string,
  head: RefundHead,
  index: number,
  amount: bigint,
  signal: AbortSignal,
): Promise<RefundWord> {
  try {
    const said = await statementOf(gateway, head, signal);
    if (said === undefined) return { state: 'silent' };
    if (!(await isSigned(said, head))) return { state: 'wrong' };
    const list = await listOf(gateway, said, signal);
    const { paid } = refundLineOf(list, head, index, amount);
    return paid === null ? { state: 'owed', at: said.at } : { state: 'paid', day: paid };
  } catch (error) {
    if (error instanceof ShapeError) return { state: 'wrong' };
    throw error;
  }
}

async function statementOf(
  gateway: string,
  { campaign, entry, operator }: RefundHead,
  signal: AbortSignal,
): Promise<SignedRefundStatement | undefined> {
  const answer = await getJson(`${gateway}/refunds`, answerSchema, { signal }).catch(
    (error: unknown) => {
      // A gateway that keeps no such lists has nobody's word.
      if (error instanceof NotFound) return { refunds: [] };
      throw error;
    },
  );
  return answer.refunds
    .filter((one) => one.campaign === campaign && one.entry === entry && one.account === operator)
    .sort((a, b) => b.at - a.at)[0];
}

async function isSigned(said: SignedRefundStatement, head: RefundHead): Promise<boolean> {
  const signer = await recoverTypedDataAddress({
    domain: refundDomain(head.chainId, head.ledger),
    types: REFUND_TYPES,
    primaryType: 'Refunds',
    message: refundMessage(said),
    signature: said.signature,
  }).catch(() => null);
  return signer?.toLowerCase() === head.operator;
}

async function listOf(
  gateway: string,
  { document, sha256 }: SignedRefundStatement,
  signal: AbortSignal,
): Promise<RefundList> {
  const response = await request(`${gateway}/documents/${document}`, { signal });
  const bytes = new Uint8Array(await response.arrayBuffer());
  if ((await sha256Hex(bytes)) !== sha256)
    throw new ShapeError('list', 'is not the one signed for');
  return parseRefundList(bytes);
}
