import { expect } from 'chai';
import { encodeRlp } from 'ethers';
import { hashOf, ProofError, provenValue, type ReadNodes } from '../../scripts/chain/trie.ts';

const KEY = `0x${'ab'.repeat(32)}`;
/** A trie with one leaf, which is for the key. */
const LEAF = encodeRlp([`0x20${hashOf(KEY).slice(2)}`, '0x07']);
const ROOT = hashOf(LEAF);

describe('proofs of a trie', () => {
  /** The class of what a proof is refused with. */
  function refusal(root: string, proof: readonly string[], read: ReadNodes): unknown {
    try {
      return provenValue(root, KEY, proof, read);
    } catch (error) {
      return error instanceof ProofError ? ProofError : error;
    }
  }

  it('given a proof, when it is read once and again, it proves the same', () => {
    const read: ReadNodes = new Map();
    expect(provenValue(ROOT, KEY, [LEAF], read)).to.equal('0x07');
    expect(provenValue(ROOT, KEY, [LEAF], read)).to.equal('0x07');
    expect(read.size).to.equal(1);
  });

  it('I4 given bytes that are no node at all, when they stand in a proof, the proof fails and they are not kept', () => {
    const read: ReadNodes = new Map();
    expect(refusal(ROOT, ['0xff'], read)).to.equal(ProofError);
    expect(read.size).to.equal(0);
  });

  it('I4 given a node that was proven elsewhere, when it stands under another root, the proof fails', () => {
    const read: ReadNodes = new Map();
    provenValue(ROOT, KEY, [LEAF], read);
    expect(refusal(hashOf('0x01'), [LEAF], read)).to.equal(ProofError);
  });
});
