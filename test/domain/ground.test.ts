import { expect } from 'chai';
import fc from 'fast-check';

import {
  AccumulatorError,
  append,
  buildTree,
  climb,
  createAccumulator,
  rootHex,
  verify,
} from '../../domain/accumulator.ts';
import { LawBroken } from '../../domain/findings.ts';
import { keccak256, keccakText } from '../../domain/hash.ts';
import {
  concat,
  createWords,
  encodeWords,
  HexError,
  isHex,
  isZero,
  toBytes,
  toHex,
  writeWord,
  ZERO_ADDRESS,
  ZERO_BYTES32,
} from '../../domain/hex.ts';
import { find } from '../../domain/line.ts';
import { mergeSlices } from '../../domain/slices.ts';
import {
  follow,
  runAsync,
  runSync,
  type Outflow,
  type Slice,
  type TraceAnswer,
  type TraceQuestion,
} from '../../domain/trace.ts';
import { account, ref } from './world.ts';

describe('hex', () => {
  it('given any bytes, when they are written and read, they are the same', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect([...toBytes(toHex(bytes))]).to.deep.equal([...bytes]);
        expect([...toBytes(`0x${toHex(bytes).slice(2).toUpperCase()}`)]).to.deep.equal([...bytes]);
      }),
    );
  });

  it('given any number, when it is written as a word, it is right-aligned and nothing is left of the word before', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }), (value) => {
        const words = createWords(96);
        words.bytes.fill(0xff);
        writeWord(words, 32, value);
        expect(toHex(words.bytes)).to.equal(
          `0x${'ff'.repeat(32)}${value.toString(16).padStart(64, '0')}${'ff'.repeat(32)}`,
        );
      }),
    );
  });

  it('given numbers, truth values and addresses, when they are encoded, each takes one word', () => {
    const words = [
      [2 ** 32, `${'0'.repeat(55)}100000000`],
      [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER.toString(16).padStart(64, '0')],
      [true, '1'.padStart(64, '0')],
      [false, '0'.repeat(64)],
      [`0x${'aB'.repeat(20)}`, 'ab'.repeat(20).padStart(64, '0')],
      [ZERO_BYTES32, '0'.repeat(64)],
    ] as const;
    for (const [value, expected] of words)
      expect(toHex(encodeWords([value]))).to.equal(`0x${expected}`);
    expect(encodeWords([1, 2, 3])).to.have.length(96);
  });

  it('given what is no word or no hex, when it is used, it is refused', () => {
    for (const value of [-1n, 1n << 256n, -1, 1.5, Number.NaN, 2 ** 53]) {
      expect(() => encodeWords([value])).to.throw(HexError);
    }
    for (const text of ['', '0', '0xa', '0xzz', 'ab', '0x 1'])
      expect(() => toBytes(text)).to.throw(HexError);
    expect(isHex('0xab', 1)).to.equal(true);
    expect(isHex('0xab', 2)).to.equal(false);
    expect([ZERO_ADDRESS, ZERO_BYTES32, account('a')].map(isZero)).to.deep.equal([
      true,
      true,
      false,
    ]);
    expect([...concat(Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2, 3))]).to.deep.equal([
      1, 2, 3,
    ]);
  });

  it('given the well-known hash of nothing, when nothing is hashed, it is that', () => {
    const empty = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';
    expect(keccak256(new Uint8Array())).to.equal(empty);
    expect(keccakText('')).to.equal(empty);
  });
});

describe('line', () => {
  it('given any ranges, when a position is looked for, it finds the one that a walk finds', () => {
    const ends = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 30 });
    fc.assert(
      fc.property(ends, fc.nat(160), (lengths, position) => {
        let sum = 0;
        const list = lengths.map((length) => BigInt((sum += length)));
        const walked = list.findIndex((end) => BigInt(position) < end);
        expect(find(list, BigInt(position))).to.equal(walked === -1 ? list.length : walked);
      }),
    );
  });
});

describe('accumulator', () => {
  it('given any number of leaves, when they are appended, root and proofs agree with the whole tree', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70 }), (size) => {
        const leaves = Array.from({ length: size }, (_, i) => toBytes(ref(`leaf ${i}`)));
        const streamed = createAccumulator();
        for (const leaf of leaves) append(streamed, leaf);
        const tree = buildTree(leaves);
        expect(rootHex(streamed)).to.equal(tree.root);
        leaves.forEach((leaf, i) =>
          expect(verify(leaf, i, tree.proof(i), tree.root)).to.equal(true),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('given a proof of another length or an entry that is none, when used, it is refused', () => {
    const leaf = toBytes(ref('leaf'));
    expect(() => climb(leaf, 0, [])).to.throw(AccumulatorError);
    for (const index of [-1, 1, 0.5])
      expect(() => buildTree([leaf]).proof(index)).to.throw(AccumulatorError);
  });
});

describe('trace core', () => {
  const campaign = ref('campaign');
  const target = ref('target');
  const answers = new Map<string, TraceAnswer>([
    [
      campaign,
      {
        disbursed: 6n,
        outflows: [
          {
            kind: 'transfer',
            start: 2n,
            end: 6n,
            index: 0,
            ref: ref('t1'),
            target,
            targetStart: 100n,
            into: 'transfer',
          },
        ],
      },
    ],
    [target, { disbursed: 90n, outflows: [] }],
  ]);

  it('given answers from a database, when they come later, the slices are the same', async () => {
    const answer = ({ campaign: id }: { campaign: string }): TraceAnswer => answers.get(id)!;
    const now = runSync(follow(campaign, 3n, 8n), answer);
    expect(
      await runAsync(follow(campaign, 3n, 8n), async (question) => answer(question)),
    ).to.deep.equal(now);
    expect(now.map(({ from, to, end }) => ({ from, to, end }))).to.deep.equal([
      { from: 0n, to: 3n, end: { kind: 'escrow', campaign: target, ahead: 11n } },
      { from: 3n, to: 5n, end: { kind: 'escrow', campaign, ahead: 0n } },
    ]);
    expect(now[0]?.path).to.deep.equal([
      {
        kind: 'transfer',
        campaign,
        disbursement: ref('t1'),
        index: 0,
        start: 3n,
        end: 6n,
        target,
        into: 'transfer',
      },
    ]);
  });

  it('I6 given a horizon of a few lines, when money went on further, the largest parts are followed and the rest is counted', () => {
    const onward = (start: bigint, end: bigint): Outflow => ({
      ...{ kind: 'transfer', start, end, index: 0, ref: ref('t'), target, targetStart: start },
      into: 'transfer',
    });
    // One unit, three units and two go on apart; whatever went on goes on for ever.
    const parts = [onward(0n, 1n), onward(1n, 4n), onward(4n, 6n)];
    const answer = ({ campaign: id, start, end }: TraceQuestion): TraceAnswer =>
      id === campaign
        ? { disbursed: 6n, outflows: parts }
        : {
            disbursed: start === 1n ? 0n : 99n,
            outflows: start === 1n ? [] : [onward(start, end)],
          };
    const followed = (lines: number): { ends: bigint[][]; beyond: bigint } => {
      let beyond = 0n;
      const horizon = { lines, beyond: (units: bigint) => void (beyond += units) };
      const slices = runSync(follow(campaign, 0n, 6n, horizon), answer);
      return { ends: slices.map(({ from, to }) => [from, to]), beyond };
    };
    expect(followed(1)).to.deep.equal({ ends: [], beyond: 6n });
    expect(followed(2)).to.deep.equal({ ends: [[1n, 4n]], beyond: 3n });
    expect(followed(500)).to.deep.equal({ ends: [[1n, 4n]], beyond: 3n });
  });

  it('given answers that leave spent units out, when they are swept, it breaks law 5', () => {
    expect(() => runSync(follow(campaign, 0n, 3n), () => answers.get(campaign)!))
      .to.throw(LawBroken)
      .with.property('law', 5);
  });

  it('given answers that overlap, when they are swept, it breaks law 5', () => {
    const twice = {
      disbursed: 6n,
      outflows: [1, 2].flatMap(() => answers.get(campaign)!.outflows),
    };
    expect(() => runSync(follow(campaign, 2n, 6n), () => twice)).to.throw(LawBroken);
  });

  it('given slices, when only neighbours of the same way, end and proof are merged, the rest stay', () => {
    const escrow = (from: bigint, to: bigint, ahead: bigint): Slice => ({
      from,
      to,
      path: [],
      end: { kind: 'escrow', campaign, ahead },
    });
    expect(mergeSlices([escrow(0n, 2n, 7n), escrow(2n, 5n, 3n), escrow(6n, 7n, 0n)])).to.deep.equal(
      [escrow(0n, 5n, 3n), escrow(6n, 7n, 0n)],
    );
    const paid = (from: bigint, to: bigint, proof: 'paid' | 'attested'): Slice => ({
      from,
      to,
      path: [],
      end: { kind: 'payee', payee: account('x'), disbursement: ref('p'), proof },
    });
    expect(mergeSlices([paid(0n, 1n, 'paid'), paid(1n, 2n, 'attested')])).to.have.length(2);
    expect(mergeSlices([paid(0n, 1n, 'paid'), escrow(1n, 2n, 0n)])).to.have.length(2);
  });
});
