import { expect } from 'chai';
import {
  AbiCoder,
  computeAddress,
  id,
  keccak256,
  TypedDataEncoder,
  verifyMessage,
  Wallet,
} from 'ethers';

import type { Hex } from '../../domain/hex.ts';
import {
  giftCommitment,
  paymentReference,
  receiptDigest,
  receiptDomain,
  ReceiptError,
  receiptPrivateKey,
  RECEIPT_TYPES,
} from '../../domain/receipt.ts';
import { newReceiptSecret } from '../../domain/receiptCode.ts';
import { LEDGER, ref } from './world.ts';

describe('receipt', () => {
  const secret = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

  it('given a code, when its key is derived, it is the hash of the code in its own domain', async () => {
    const key = receiptPrivateKey(secret);
    expect(key).to.equal(keccak256(id('Sunline receipt key 1') + secret.toString('hex')));
    const wallet = new Wallet(key);
    expect(verifyMessage('mine', await wallet.signMessage('mine'))).to.equal(computeAddress(key));
    expect(receiptPrivateKey(newReceiptSecret())).not.to.equal(key);
  });

  it('R4b given one code for two payments, when they are committed to, the commitments differ', () => {
    const address = computeAddress(receiptPrivateKey(secret)).toLowerCase() as Hex;
    const first = giftCommitment(address, 'order 1');
    expect(first).not.to.equal(giftCommitment(address, 'order 2'));
    expect(first).to.equal(
      keccak256(
        AbiCoder.defaultAbiCoder().encode(
          ['bytes32', 'address', 'bytes32'],
          [id('Sunline gift commitment 1'), address, id('order 1')],
        ),
      ),
    );
  });

  it('R6 given two codes for the same order number, when they are committed to, nothing is the same', () => {
    const [one, two] = [newReceiptSecret(), newReceiptSecret()].map(
      (bits) => computeAddress(receiptPrivateKey(bits)).toLowerCase() as Hex,
    );
    expect(giftCommitment(one!, '20260101-1')).not.to.equal(giftCommitment(two!, '20260101-1'));
  });

  it('given a payment reference, when it is cleaned, hidden characters are gone and nothing is cut', () => {
    expect(paymentReference('2026-0001')).to.equal('2026-0001');
    expect(paymentReference(' 订单\u200b 42\t')).to.equal('订单 42');
    expect(() => paymentReference(' \u202e')).to.throw(ReceiptError, /empty/);
    expect(paymentReference('订'.repeat(64))).to.have.length(64);
    expect(() => paymentReference('订'.repeat(65))).to.throw(ReceiptError, /64/);
  });

  it('given a promise, when it is hashed, it is EIP-712, bound to chain and ledger', () => {
    const promise = {
      campaign: ref('campaign'),
      commitment: ref('gift'),
      amount: 140n,
      anchorBy: 1_800_000_000,
    };
    const digest = receiptDigest(31337, LEDGER, promise);
    const types = { Receipt: [...RECEIPT_TYPES.Receipt] };
    expect(digest).to.equal(
      TypedDataEncoder.hash({ ...receiptDomain(31337, LEDGER) }, types, promise),
    );
    expect(receiptDigest(1, LEDGER, promise)).not.to.equal(digest);
    expect(receiptDigest(31337, `0x${'2f'.repeat(20)}`, promise)).not.to.equal(digest);
  });
});
