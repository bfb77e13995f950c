import { expect } from 'chai';
import { recoverAddress, SigningKey, Wallet } from 'ethers';

import { checkWaitingGift } from '../../domain/giftAnswer.ts';
import type { Hex } from '../../domain/hex.ts';
import { giftCommitment, receiptDigest, ReceiptError } from '../../domain/receipt.ts';
import { ShapeError } from '../../domain/shape.ts';
import {
  judgeReceipt,
  parseSignedReceipt,
  signedReceiptJson,
  type AnchoredBatch,
} from '../../domain/signedReceipt.ts';
import { CHAIN, LEDGER, ref, START } from './world.ts';

const OPERATOR = new Wallet(`0x${'0a'.repeat(32)}`);
const operator = OPERATOR.address.toLowerCase() as Hex;
const promise = {
  campaign: ref('campaign'),
  commitment: ref('gift'),
  amount: 140n,
  anchorBy: START + 100,
};
const digest = receiptDigest(CHAIN, LEDGER, promise);
const signature = new SigningKey(OPERATOR.privateKey).sign(digest).serialized as Hex;
const receipt = { ...promise, chainId: CHAIN, ledger: LEDGER, operator, signature };

const isSignedBy = (signer: Hex, hash: Hex, by: Hex): boolean =>
  recoverAddress(hash, by).toLowerCase() === signer;

/** A batch whose file names one gift. */
function batch(change: Partial<AnchoredBatch> & { gift?: Hex; amount?: bigint } = {}) {
  const { gift = promise.commitment, amount = promise.amount, ...rest } = change;
  return {
    campaign: promise.campaign,
    operator,
    entry: 3,
    time: START + 50,
    amountOf: (commitment: Hex) => (commitment === gift ? amount : undefined),
    ...rest,
  };
}

function judge(batches: readonly AnchoredBatch[], now = START + 1000) {
  return judgeReceipt(receipt, batches, now, isSignedBy);
}

describe('signed receipt', () => {
  it('R4c given the gift in a batch in time, when it is judged, it is kept', () => {
    expect(judge([batch()])).to.deep.equal({ state: 'kept', entry: 3 });
    expect(judge([batch({ time: promise.anchorBy })], START)).to.include({ state: 'kept' });
  });

  it('R4c given a key that was replaced, when the gift is anchored by another of the campaign’s operators, it is kept', () => {
    expect(judge([batch({ operator: LEDGER })])).to.deep.equal({ state: 'kept', entry: 3 });
    const late = judge([batch({ operator: LEDGER, time: promise.anchorBy + 1 })]);
    expect(late).to.deep.equal({ state: 'broken', reason: 'late', entry: 3 });
    // Its file cannot be read, so the gift may be in it: nobody is accused.
    const unread = judge([batch({ operator: LEDGER, amountOf: null })]);
    expect(unread).to.deep.equal({ state: 'undecided', unread: [3] });
  });

  it('R4c given no such batch yet, when there is time left, it waits', () => {
    expect(judge([], promise.anchorBy)).to.deep.equal({
      state: 'waiting',
      until: promise.anchorBy,
    });
  });

  it('R4c given a gift left out, when its time is over, it is proven broken', () => {
    const missing = { state: 'broken', reason: 'missing' };
    expect(judge([], promise.anchorBy + 1)).to.deep.equal(missing);
    expect(judge([batch({ gift: ref('other') })])).to.deep.equal(missing);
    expect(judge([batch({ campaign: ref('other') })])).to.deep.equal(missing);
  });

  it('R4c given a gift anchored too late or with another amount, when it is judged, it says so', () => {
    expect(judge([batch({ time: promise.anchorBy + 1 })])).to.deep.equal({
      state: 'broken',
      reason: 'late',
      entry: 3,
    });
    expect(judge([batch({ amount: 139n })])).to.deep.equal({
      state: 'broken',
      reason: 'amount',
      entry: 3,
      found: 139n,
    });
  });

  it('R5 given a batch whose file cannot be read, when the gift is in no other, nobody is accused', () => {
    const unread = batch({ amountOf: null, entry: 5 });
    expect(judge([unread])).to.deep.equal({ state: 'undecided', unread: [5] });
    expect(judge([unread, batch()])).to.include({ state: 'kept' });
    expect(judge([batch({ amountOf: null, time: promise.anchorBy + 1 })])).to.include({
      state: 'broken',
    });
  });

  it('R4c given a receipt changed after signing, when it is judged, it is no promise', () => {
    const changes = [
      { amount: 141n },
      { anchorBy: promise.anchorBy - 1 },
      { campaign: ref('other') },
      { commitment: ref('other') },
      { chainId: 1 },
      { ledger: operator },
      { operator: LEDGER },
    ];
    for (const change of changes) {
      expect(() => judgeReceipt({ ...receipt, ...change }, [batch()], START, isSignedBy)).to.throw(
        ReceiptError,
        /not signed/,
      );
    }
  });

  it('R4c given a promise shown for a code, when it is another’s, elsewhere or unsigned, it is refused', () => {
    const commitment = giftCommitment(LEDGER, 'order 1');
    const gift = { reference: 'order 1', receipt: { ...receipt, commitment } };
    const place = { chainId: CHAIN, ledger: LEDGER };
    checkWaitingGift(gift, LEDGER, place, operator);
    for (const [address, where, signer, change] of [
      [operator, place, operator, {}],
      [LEDGER, place, operator, { reference: 'order 2' }],
      [LEDGER, { ...place, chainId: 1 }, operator, {}],
      [LEDGER, { ...place, ledger: operator }, operator, {}],
      [LEDGER, place, LEDGER, {}],
      [LEDGER, place, null, {}],
    ] as const) {
      expect(() => checkWaitingGift({ ...gift, ...change }, address, where, signer)).to.throw(
        ReceiptError,
      );
    }
  });

  it('given a receipt as JSON, when it is read, it is the same; anything else is refused', () => {
    const json: unknown = JSON.parse(JSON.stringify(signedReceiptJson(receipt)));
    expect(parseSignedReceipt(json)).to.deep.equal(receipt);
    const last = { ...(json as object), anchorBy: 8.64e12 };
    expect(new Date(parseSignedReceipt(last).anchorBy * 1000).getUTCFullYear()).to.equal(275_760);
    for (const [field, value] of [
      ['amount', '0'],
      ['amount', '01'],
      ['amount', (1n << 96n).toString()],
      ['anchorBy', -1],
      ['anchorBy', 8.64e12 + 1],
      ['campaign', '0x12'],
      ['signature', 'none'],
    ] as const) {
      const wrong = { ...(json as object), [field]: value };
      expect(() => parseSignedReceipt(wrong), field).to.throw(ShapeError, `receipt.${field}`);
    }
  });
});
