import { hashTypedData } from 'viem';
import { appConfig } from '../app/config.ts';
import type { Hex } from '../../domain/hex.ts';
import { disbursementId } from '../../domain/ids.ts';
import type { DisbursementView } from '../../domain/views.ts';
import { signWithPasskey } from '../lib/passkey.ts';
import { formOf, speakerOf } from '../lib/recipient.ts';
import type { Subject } from './desk.ts';
import { FlowError } from './errors.ts';
import type { Tools } from './tools.ts';

const TYPES = {
  Delivery: [
    { name: 'campaign', type: 'bytes32' },
    { name: 'disbursement', type: 'bytes32' },
    { name: 'round', type: 'uint8' },
    { name: 'evidence', type: 'bytes32' },
    { name: 'received', type: 'uint96' },
  ],
  Dispute: [
    { name: 'campaign', type: 'bytes32' },
    { name: 'disbursement', type: 'bytes32' },
    { name: 'round', type: 'uint8' },
    { name: 'index', type: 'uint32' },
    { name: 'reason', type: 'bytes32' },
  ],
} as const;

/** What a single recipient can say of a payment. */
export type RecipientWord =
  | { readonly kind: 'Delivery'; readonly evidence: Hex; readonly received: bigint }
  | { readonly kind: 'Dispute'; readonly reason: Hex };

/**
 * The recipient's signature under its word: by the wallet that is connected, or by the device's
 * passkey, whoever then hands it in.
 */
export async function signWord(
  { campaign, disbursement }: Subject,
  word: RecipientWord,
  { at, signTypedData }: Pick<Tools, 'at' | 'signTypedData'>,
): Promise<Hex> {
  checkTerms(campaign.desk, disbursement);
  // The round keeps a word from serving again after the auditors ruled.
  const round = disbursement.disputes.length;
  const about = { campaign: campaign.id, disbursement: disbursement.id, round };
  const domain = {
    name: 'Sunline Desk',
    version: '1',
    chainId: appConfig().chainId,
    verifyingContract: campaign.desk,
  };
  const { kind, ...said } = word;
  const data =
    kind === 'Delivery'
      ? { domain, types: TYPES, primaryType: kind, message: { ...about, ...said } }
      : { domain, types: TYPES, primaryType: kind, message: { ...about, index: 0, ...said } };
  const speaker = speakerOf(disbursement);
  if (formOf(speaker) !== 'passkey') return signTypedData(data);
  at('touch');
  // The two forms differ in their message only, which is what the types are for.
  return signWithPasskey(speaker, hashTypedData(data as Parameters<typeof hashTypedData>[0]));
}

/** What is signed names the terms by their hash: an index that lies could show others. */
function checkTerms(desk: Hex, { id, terms }: DisbursementView): void {
  const agreed = { ...terms, amount: BigInt(terms.amount) };
  if (disbursementId(appConfig().chainId, desk, agreed) === id) return;
  throw new FlowError({ kind: 'other', message: 'the terms shown are not those of this payment' });
}
