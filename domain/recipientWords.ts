/**
 * What recipients sign at a desk (EIP-712), as `DeskProof.sol` has it: `round` is the number of disputes
 * there were, so that no word serves again after a ruling; `index` is 0 but for the shares of a list.
 */
export const DELIVERY_TYPES = {
  Delivery: [
    { name: 'campaign', type: 'bytes32' },
    { name: 'disbursement', type: 'bytes32' },
    { name: 'round', type: 'uint8' },
    { name: 'evidence', type: 'bytes32' },
    { name: 'received', type: 'uint96' },
  ],
} as const;

export const DISPUTE_TYPES = {
  Dispute: [
    { name: 'campaign', type: 'bytes32' },
    { name: 'disbursement', type: 'bytes32' },
    { name: 'round', type: 'uint8' },
    { name: 'index', type: 'uint32' },
    { name: 'reason', type: 'bytes32' },
  ],
} as const;
