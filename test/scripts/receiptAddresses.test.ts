import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { computeAddress, toBeHex } from 'ethers';
import { addressesOf } from '../../scripts/batch/receiptAddresses.ts';

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

async function expectLibraryAgrees(keys: readonly string[]): Promise<void> {
  const addresses = Buffer.from(await addressesOf(Buffer.from(keys.join(''), 'hex')));
  for (const [i, key] of keys.entries()) {
    const found = `0x${addresses.subarray(20 * i, 20 * (i + 1)).toString('hex')}`;
    expect(found, key).to.equal(computeAddress(`0x${key}`).toLowerCase());
  }
}

describe('batch: addresses of many keys', () => {
  it('given hundreds of random keys, it finds the address a library finds', async () => {
    await expectLibraryAgrees(Array.from({ length: 600 }, () => randomBytes(32).toString('hex')));
  });

  it('given keys of one window, of zeros in between and at both ends, it finds the same', async () => {
    const edges = [1n, 2n, 8191n, 8192n, 8193n, ORDER - 1n, ORDER - 8192n, 1n << 255n, 5n << 200n];
    const keys = Array.from({ length: 540 }, (_, i) => edges[i % edges.length]!);
    await expectLibraryAgrees(keys.map((key) => toBeHex(key, 32).slice(2)));
  });

  it('given a few keys, it finds the same', async () => {
    await expectLibraryAgrees([randomBytes(32).toString('hex')]);
    expect(await addressesOf(new Uint8Array(0))).to.have.length(0);
  });
});
