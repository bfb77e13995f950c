/** Follows a receipt code: the gateway says where the gift stands, and the chain whether that is so. */
import { computeAddress } from 'ethers';
import { checkFoundGift, checkWaitingGift, parseGiftAnswer } from '../../domain/giftAnswer.ts';
import type { FoundGift, GiftAnswer, WaitingGift } from '../../domain/giftAnswer.ts';
import type { Hex } from '../../domain/hex.ts';
import { giftCommitment, ReceiptError, receiptPrivateKey } from '../../domain/receipt.ts';
import { ShapeError } from '../../domain/shape.ts';
import { SumTreeError } from '../../domain/sumTree.ts';
import { traceRange } from '../../domain/traceState.ts';
import { formatMoment } from '../../domain/times.ts';
import { TraceError } from './question.ts';
import type { Source } from './source.ts';
import { short, type NameOf } from './facts.ts';
import { askForPath } from './gatewayAnswer.ts';
import type { BatchEntry } from './publishedFiles.ts';
import { tellRefund } from './refunds.ts';
import { signerOf } from './signer.ts';
import { Teller } from './tell.ts';

const FILE_TROUBLE = {
  kept: '',
  missing: 'The published file of this batch is missing at the gateway.\n',
  altered: 'The published file of this batch was altered at the gateway.\n',
} as const;

/**
 * Everything that became of the gifts of a code, each proven against its entry on the chain.
 * @param reference of the payment: with it the gateway is asked by the gift's commitment, which
 * every gateway that has the published file can answer; null to ask by the address of the code's key
 * @param gateway learns the one or the other, never the code
 * @throws TraceError when the gateway does not know the gift, or says something that does not hold
 */
export async function tellCode(
  source: Source,
  { secret, reference }: { readonly secret: Uint8Array; readonly reference: string | null },
  gateway: string,
  nameOf: NameOf,
): Promise<string> {
  const address = computeAddress(receiptPrivateKey(secret)).toLowerCase() as Hex;
  const key = reference === null ? address : giftCommitment(address, reference);
  const { gifts: found, waiting, unavailable } = await askGateway(gateway, key);
  const gifts = found.map((gift) => ({ ...gift, reference: gift.reference ?? reference }));
  const parts: string[] = [];
  const count = gifts.length + waiting.length;
  if (count > 1) {
    parts.push(`This code stands for ${count} payments. Compare their numbers with yours.\n`);
  }
  for (const gift of gifts) parts.push(await tellFound(source, gateway, gift, address, nameOf));
  for (const gift of waiting) parts.push(await tellWaiting(source, gift, address, nameOf));
  for (const root of unavailable) {
    parts.push(
      `A gift of this code is in the batch with the root ${root}, whose published file is missing or altered at ${gateway}: nobody can prove it from there.\n`,
    );
  }
  return parts.join('\n');
}

async function tellFound(
  source: Source,
  gateway: string,
  gift: FoundGift,
  address: Hex,
  nameOf: NameOf,
): Promise<string> {
  const { state } = source;
  const { scope, root, proof, reference, file } = gift;
  const campaign = state.campaigns.get(scope.campaign);
  const entry = campaign?.entries.find(
    (one): one is BatchEntry => one.batch?.root === root && one.giver === scope.operator,
  );
  if (campaign === undefined || entry === undefined) {
    const amount = campaign === undefined ? '' : `, ${gift.amount} smallest units`;
    return `A gift of this code (payment ${reference}${amount}) is in a batch that is not on this chain yet.\n`;
  }
  if (scope.chainId !== source.chainId || scope.ledger !== source.ledger) {
    throw new TraceError('the gateway speaks of another chain or ledger');
  }
  const inBatch = checked(() =>
    checkFoundGift(gift, address, { root, amount: entry.end - entry.start }),
  );
  const range = { start: entry.start + inBatch.start, end: entry.start + inBatch.end };
  const slices = traceRange(state, campaign.id, range.start, range.end);
  const token = await source.tokenOf(campaign.config.token);
  const teller = new Teller(state, token, nameOf);
  const place = { number: proof.index, reference };
  const told = teller.tellGift(campaign, entry, place, range, slices);
  const refund = await tellRefund(source, gateway, gift, entry, range, nameOf);
  return told + refund + FILE_TROUBLE[file];
}

async function tellWaiting(
  source: Source,
  gift: WaitingGift,
  address: Hex,
  nameOf: NameOf,
): Promise<string> {
  const { reference, receipt } = gift;
  checked(() => checkWaitingGift(gift, address, source, signerOf(receipt)));
  const { campaign, amount, anchorBy, operator } = receipt;
  const money = await source.moneyOf(campaign, amount);
  const what = `A small gift of ${money}, payment ${reference}`;
  const promise = `${nameOf(operator)} promised that by ${formatMoment(anchorBy)}`;
  if (source.time <= anchorBy) {
    return `${what}\nwaiting to be anchored in campaign ${short(campaign)}; ${promise}\n`;
  }
  return `${what}\nnot anchored in campaign ${short(campaign)}, though ${promise}; judge the signed receipt with npm run receipt\n`;
}

/** What a gateway says of an address or a commitment. Throws {@link TraceError}. */
export async function askGateway(gateway: string, key: Hex): Promise<GiftAnswer> {
  let response: Response;
  try {
    response = await askForPath(gateway, `/gifts/${key}`);
  } catch {
    throw new TraceError(`no gateway answers at ${gateway}: use --gateway`);
  }
  if (response.status === 404) {
    throw new TraceError(`no gift with this code is known at ${gateway}`);
  }
  if (!response.ok) throw new TraceError(`the gateway answers ${response.status}`);
  const body: unknown = await response.json().catch(() => null);
  return checked(() => parseGiftAnswer(body));
}

/** What a gateway says may be anything: whatever does not hold ends the trace. */
function checked<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    const isRefusal =
      error instanceof ShapeError ||
      error instanceof SumTreeError ||
      error instanceof ReceiptError ||
      error instanceof TypeError;
    if (!isRefusal) throw error;
    throw new TraceError(`what the gateway says of this gift is not so: ${error.message}`);
  }
}
