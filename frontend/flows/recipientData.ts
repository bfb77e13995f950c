import { appConfig } from '../app/config.ts';
import type { Hex } from '../../domain/hex.ts';
import { disbursementId } from '../../domain/ids.ts';
import { DELIVERY_TYPES, DISPUTE_TYPES } from '../../domain/recipientWords.ts';
import type { DisbursementView } from '../../domain/views.ts';
import type { Subject } from './desk.ts';
import { FlowError } from './errors.ts';

const TYPES = { ...DELIVERY_TYPES, ...DISPUTE_TYPES } as const;

/** What a single recipient can say of a payment. */
export type RecipientWord =
  | { readonly kind: 'Delivery'; readonly evidence: Hex; readonly received: bigint }
  | { readonly kind: 'Dispute'; readonly reason: Hex };

/**
 * The words as the desk wants them signed.
 * @throws FlowError when the terms shown are not those that the payment's id stands for: what is
 * signed names them by their hash, and an index that lies could show others
 */
export function wordData({ campaign, disbursement }: Subject, word: RecipientWord) {
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
  return kind === 'Delivery'
    ? ({ domain, types: TYPES, primaryType: kind, message: { ...about, ...said } } as const)
    : ({
        domain,
        types: TYPES,
        primaryType: kind,
        message: { ...about, index: 0, ...said },
      } as const);
}

function checkTerms(desk: Hex, { id, terms }: DisbursementView): void {
  const agreed = { ...terms, amount: BigInt(terms.amount) };
  if (disbursementId(appConfig().chainId, desk, agreed) === id) return;
  throw new FlowError({ kind: 'other', message: 'the terms shown are not those of this payment' });
}
