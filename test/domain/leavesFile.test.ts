import { expect } from 'chai';
import {
  AccumulatorError,
  buildTree,
  gatherProof,
  rootHex,
  type Kind,
} from '../../domain/accumulator.ts';
import { settleArguments, type LeafEntry } from '../../domain/entryProof.ts';
import { keccakText } from '../../domain/hash.ts';
import { toBytes, toHex, ZERO_ADDRESS } from '../../domain/hex.ts';
import {
  leavesFile,
  looksLikeLeavesFile,
  proofFromLeaves,
  readLeavesFile,
  type LeavesHead,
} from '../../domain/leavesFile.ts';
import { replay } from '../../domain/replay.ts';
import { ShapeError } from '../../domain/shape.ts';
import type { CampaignState } from '../../domain/state.ts';
import { BruteForce } from './bruteForce.ts';
import { account, ref, SCOPE } from './world.ts';

/** A cancelled campaign with an entry of every kind. */
function cancelled(): CampaignState {
  const story = new BruteForce();
  const fund = story.open('fund');
  const other = story.open('other', fund);
  const campaign = story.open('relief', fund);
  story.give(campaign, account('ann'), 10);
  story.give(other, account('bob'), 6);
  story.transfer(other, campaign, 6, ref('t1'));
  story.anchor(campaign, 2, 9);
  story.pay(campaign, account('mill'), 12, ref('p1'));
  story.giveBack(campaign, 0, 5);
  story.cancel(campaign);
  return replay(SCOPE, story.events).campaigns.get(campaign)!;
}

const state = cancelled();
const head: LeavesHead = {
  chainId: SCOPE.chainId,
  ledger: SCOPE.ledger,
  campaign: state.id,
  block: 12,
  blockHash: ref('block'),
  root: rootHex(state.accumulator!),
  count: state.entries.length,
};
const text = Buffer.concat([...leavesFile(head, state.entries)]).toString();

/** A file that arrives in pieces of some bytes, as files do. */
async function* pieces(whole: string, size = 50): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(whole);
  for (let from = 0; from < bytes.length; from += size) {
    yield await Promise.resolve(bytes.subarray(from, from + size));
  }
}

/** What is said of a file, or nothing. */
async function complaintOf(changed: string, size?: number): Promise<string> {
  try {
    await readLeavesFile(pieces(changed, size));
    return '';
  } catch (error) {
    expect(error).to.be.instanceOf(ShapeError);
    return (error as ShapeError).message;
  }
}

describe('leaves file', () => {
  it('given a campaign with every kind of entry, when its file is written, each line has the seven fields of a leaf', () => {
    const [first = '', ...lines] = text.split('\n');
    expect(JSON.parse(first)).to.deep.equal({ format: 'sunline-leaves', version: 1, ...head });
    const kinds: readonly Kind[] = ['gift', 'transfer', 'batch', 'return'];
    expect(lines.map((line) => line.split(',')[0])).to.deep.equal([...kinds, '']);
    expect(lines[0]).to.equal(`gift,0,${account('ann')},${account('ann')},0,10,0`);
    expect(lines[1]).to.match(/^transfer,1,0x0{40},0x0{40},10,16,0x[0-9a-f]{64}:0$/);
    expect(looksLikeLeavesFile(new TextEncoder().encode(text))).to.equal(true);
  });

  it('given the file, when it is read in pieces of any size, its entries are the campaign’s', async () => {
    for (const size of [1, 7, 100, 100_000]) {
      const entries: LeafEntry[] = [];
      const read = await readLeavesFile(pieces(text, size), (entry) => entries.push(entry));
      expect(read).to.deep.equal(head);
      expect(entries).to.deep.equal(
        state.entries.map(({ at: _at, settlement: _settlement, ...entry }) => entry),
      );
    }
  });

  it('given the file, when an entry’s proof is wanted, it is the one that the events give', async () => {
    for (const { index } of state.entries) {
      const { settle } = await proofFromLeaves(pieces(text), index);
      expect(settle).to.deep.equal(settleArguments(state, index));
    }
    const none = await proofFromLeaves(pieces(text), 4).catch((error: unknown) => error);
    expect(none).to.be.instanceOf(AccumulatorError);
  });

  it('given any single digit or letter changed, when the file is read, it is refused', async () => {
    const [first = ''] = text.split('\n');
    // What the head says of block and place no file can prove.
    for (let at = first.length; at < text.length; at++) {
      const other = text[at] === '1' ? '2' : '1';
      expect(await complaintOf(text.slice(0, at) + other + text.slice(at + 1))).not.to.equal('');
    }
  });

  it('given a file in any other form, when it is read, one line says what is wrong and where', async () => {
    const [first = '', a = '', b = '', c = '', d = ''] = text.split('\n');
    const joined = (...lines: string[]) => `${lines.join('\n')}\n`;
    const otherRoot = first.replace(head.root, ref('other root'));
    const wrong: readonly [string, RegExp][] = [
      ['', /^line 1: breaks off$/],
      ['{}\n', /^line 1: is not the head/],
      ['0x\n', /^line 1: is not the head/],
      [first, /^line 1: breaks off$/],
      [joined(first.replace('{', '{ '), a, b, c, d), /^line 1: is not in canonical form$/],
      [joined(first.replace('"version":1', '"version":2'), a), /^line 1: version: /],
      [joined(otherRoot, a, b, c, d), /^leaves: has the root 0x.*, not 0x.* as it says$/],
      [joined(first, a, b, c), /^leaves: has 3 entries, not 4 as it says$/],
      [joined(first, a, b, c, d, d), /^line 6: is one more than the 4 entries/],
      [text.slice(0, -1), /^line 5: breaks off$/],
      [joined(first, a, c, b, d), /^line 3: is of entry 2, where 1 has its place$/],
      [joined(first, a.replace(',10,0', ',9,0'), b), /^line 3: begins at 10, not at 9/],
      [joined(first, a.replace(',0,10,', ',0,0,')), /^line 2: is not kind,index/],
      [joined(first, a.replace(',10,0', `,${2n ** 96n},0`)), /^line 2: ends at \d+, which no/],
      [joined(first, a.replace('gift', 'batch')), /^line 2: has a reference that no batch has$/],
      [joined(first, a, b.replace('transfer', 'gift')), /^line 3: has a reference that no gift/],
      [joined(first, `${a} `), /^line 2: is not kind,index/],
      [joined(first, `${a}\r`), /^line 2: is not kind,index/],
      [joined(first, a.replace('gift', 'gіft')), /^line 2: is not kind,index/],
      [first + 'x'.repeat(5_000), /^line 1: is not the head/],
      [joined(first, 'x'.repeat(5_000)), /^line 2: is not kind,index/],
    ];
    for (const [changed, words] of wrong) expect(await complaintOf(changed)).to.match(words);
  });

  it('given trees of every size, when a proof is gathered from passing leaves, it is the one of the whole tree', () => {
    const leaves = Array.from({ length: 37 }, (_, i) => toBytes(keccakText(`leaf ${i}`)));
    for (let size = 1; size <= leaves.length; size++) {
      const some = leaves.slice(0, size);
      const tree = buildTree(some);
      for (let index = 0; index < size; index++) {
        const gatherer = gatherProof(index);
        for (const leaf of some) gatherer.append(leaf);
        const { root, proof } = gatherer.finish();
        expect(root).to.equal(tree.root);
        expect(proof.map(toHex)).to.deep.equal(tree.proof(index).map(toHex));
      }
    }
    for (const index of [-1, 0, 0.5]) {
      expect(() => gatherProof(index).finish()).to.throw(AccumulatorError);
    }
  });

  it('given a campaign without entries, when its file is written, it can be read', async () => {
    const none = { ...head, count: 0, root: buildTree([]).root };
    const empty = Buffer.concat([...leavesFile(none, [])]).toString();
    expect(await readLeavesFile(pieces(empty))).to.deep.equal(none);
    expect(empty).not.to.contain(ZERO_ADDRESS);
  });
});
