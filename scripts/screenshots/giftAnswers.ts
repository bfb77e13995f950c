import { computeAddress, SigningKey } from 'ethers';
import { giftAnswerJson, parseGiftAnswer, type GiftAnswer } from '../../domain/giftAnswer.ts';
import type { Hex } from '../../domain/hex.ts';
import { giftCommitment, receiptDigest, receiptPrivateKey } from '../../domain/receipt.ts';
import { parseReceiptCode } from '../../domain/receiptCode.ts';
import type { BatchScope } from '../../domain/sumTree.ts';
import { demoPeople } from '../demo/people.ts';
import { ScreenshotError } from './errors.ts';

/** The address of a receipt code's key. */
export function addressOfCode(code: string): Hex {
  return computeAddress(receiptPrivateKey(parseReceiptCode(code))).toLowerCase() as Hex;
}

/**
 * What a gateway says of a code.
 * @throws ScreenshotError when it knows no such gift
 */
export async function giftAnswerOf(gateway: string, code: string): Promise<GiftAnswer> {
  const answer = await fetch(`${gateway}/gifts/${addressOfCode(code)}`);
  if (!answer.ok) throw new ScreenshotError(`${gateway} does not know the story's smallest gift`);
  return parseGiftAnswer(await answer.json());
}

/**
 * What a gateway would answer where the story's operator, whose key is public, had promised a gift of
 * 1.40 to a code.
 * @param scope any batch of that operator
 * @param anchorBy Unix seconds
 */
export function promisedAnswer(
  { chainId, ledger, campaign, operator }: BatchScope,
  code: string,
  anchorBy: number,
) {
  const person = demoPeople().find(({ address }) => address === operator);
  if (person === undefined) throw new ScreenshotError(`${operator} is nobody of the story`);
  const reference = '20270118-004711';
  const commitment = giftCommitment(addressOfCode(code), reference);
  const promise = { campaign, commitment, amount: 140n, anchorBy };
  const digest = receiptDigest(chainId, ledger, promise);
  const signature = new SigningKey(person.key).sign(digest).serialized as Hex;
  const receipt = { ...promise, chainId, ledger, operator, signature };
  return giftAnswerJson({ gifts: [], waiting: [{ reference, receipt }], unavailable: [] });
}
