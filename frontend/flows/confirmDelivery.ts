import { appConfig } from '../app/config.ts';
import type { Hex } from '../../domain/hex.ts';
import { callOf, deskAt } from './call.ts';
import { termsOf, type Subject } from './desk.ts';
import type { Flow } from './tools.ts';

const DELIVERY_TYPES = {
  Delivery: [
    { name: 'campaign', type: 'bytes32' },
    { name: 'disbursement', type: 'bytes32' },
    { name: 'evidence', type: 'bytes32' },
    { name: 'received', type: 'uint96' },
  ],
} as const;

/** The recipient signs that all of it arrived, and submits it. */
export const confirmDelivery =
  ({ campaign, disbursement }: Subject, evidence: Hex): Flow<null> =>
  async ({ send, signTypedData }) => {
    const terms = termsOf(disbursement.terms);
    // What was given back needs no delivery; the desk asks for the rest.
    const received = terms.amount - BigInt(disbursement.returned);
    const signature = await signTypedData({
      domain: {
        name: 'Sunline Desk',
        version: '1',
        chainId: appConfig().chainId,
        verifyingContract: campaign.desk,
      },
      types: DELIVERY_TYPES,
      primaryType: 'Delivery',
      message: { campaign: campaign.id, disbursement: disbursement.id, evidence, received },
    });
    const args = [terms, evidence, received, signature] as const;
    await send(callOf(deskAt(campaign.desk), 'confirmDelivery', args));
    return null;
  };
