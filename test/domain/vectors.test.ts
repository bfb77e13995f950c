import { expect } from 'chai';

import {
  append,
  buildTree,
  climb,
  createAccumulator,
  hashLeaf,
  rootHex,
  verify,
  type Kind,
} from '../../domain/accumulator.ts';
import {
  isEventName,
  isJournaled,
  journalStep,
  parseEvent,
  signatureOf,
  topicOf,
} from '../../domain/events.ts';
import { ENUMS } from '../../domain/eventShape.ts';
import { toBytes, toHex, type Hex } from '../../domain/hex.ts';
import {
  batchLink,
  campaignId,
  configHash,
  disbursementId,
  ledgerSalt,
  rulesHash,
  sourceLink,
  type CampaignConfig,
  type Rules,
  type Terms,
} from '../../domain/ids.ts';
import { find, overlap, tail, unspent } from '../../domain/line.ts';
import { buildSumTree, hashGift, verifyGift } from '../../domain/sumTree.ts';
import { readVectors } from './vectors.ts';

type Text<T> = { [K in keyof T]: T[K] extends bigint ? string : T[K] };

interface LineVectors {
  overlap: Record<'aStart' | 'aEnd' | 'bStart' | 'bEnd' | 'start' | 'end', string>[];
  unspent: Record<'start' | 'end' | 'disbursed' | 'unspentStart' | 'unspentEnd', string>[];
  tail: Record<'end' | 'returned' | 'amount' | 'tailStart' | 'tailEnd', string>[];
  find: { ends: string[]; position: string; index: number }[];
}

interface AccumulatorVectors {
  links: {
    kind: Kind;
    link: Hex;
    root: Hex;
    count: number;
    dataDigest: Hex;
    campaign: Hex;
    start: string;
  }[];
  entries: {
    kind: Kind;
    index: number;
    payer: Hex;
    giver: Hex;
    start: string;
    end: string;
    link: Hex;
    leaf: Hex;
  }[];
  roots: { size: number; root: Hex }[];
  proofs: { index: number; siblings: Hex[] }[];
}

interface IdVectors {
  chainId: number;
  ledger: Hex;
  desk: Hex;
  salt: Hex;
  campaigns: {
    config: Text<CampaignConfig>;
    configHash: Hex;
    rules: Text<Rules>;
    rulesHash: Hex;
    ledgerSalt: Hex;
    id: Hex;
  }[];
  disbursements: { terms: Text<Terms>; id: Hex }[];
}

interface JournalVectors {
  campaign: Hex;
  journals: {
    of: string;
    steps: {
      event: string;
      signature: string;
      topic: Hex;
      args: Record<string, string | number | boolean>;
      journal: Hex;
    }[];
  }[];
}

interface SumTreeVectors {
  scope: { chainId: number; ledger: Hex; campaign: Hex; operator: Hex };
  gifts: { commitment: Hex; amount: string; leaf: Hex; start: string; end: string }[];
  trees: {
    count: number;
    root: Hex;
    sum: string;
    proofs: { index: number; siblings: { hash: Hex; sum: string }[] }[];
  }[];
}

describe('vectors', () => {
  describe('given line.json', () => {
    const vectors = readVectors<LineVectors>('line');

    it('when ranges overlap, it finds what they share', () => {
      for (const { aStart, aEnd, bStart, bEnd, start, end } of vectors.overlap) {
        const shared = overlap(BigInt(aStart), BigInt(aEnd), BigInt(bStart), BigInt(bEnd));
        expect(shared).to.deep.equal({ start: BigInt(start), end: BigInt(end) });
      }
    });

    it('when part of an entry was disbursed, it finds the rest', () => {
      for (const { start, end, disbursed, unspentStart, unspentEnd } of vectors.unspent) {
        const rest = unspent(BigInt(start), BigInt(end), BigInt(disbursed));
        expect(rest).to.deep.equal({ start: BigInt(unspentStart), end: BigInt(unspentEnd) });
      }
    });

    it('when funds are returned, it takes the tail', () => {
      for (const { end, returned, amount, tailStart, tailEnd } of vectors.tail) {
        const range = tail(BigInt(end), BigInt(returned), BigInt(amount));
        expect(range).to.deep.equal({ start: BigInt(tailStart), end: BigInt(tailEnd) });
      }
    });

    it('when a position is looked for, it finds the range that covers it', () => {
      for (const { ends, position, index } of vectors.find) {
        expect(find(ends.map(BigInt), BigInt(position))).to.equal(index);
      }
    });
  });

  describe('given accumulator.json', () => {
    const { links, entries, roots, proofs } = readVectors<AccumulatorVectors>('accumulator');
    const leaves = entries.map((entry) =>
      hashLeaf({ ...entry, start: BigInt(entry.start), end: BigInt(entry.end) }),
    );

    it('when an entry is hashed, it gives its leaf and link', () => {
      expect(leaves.map(toHex)).to.deep.equal(entries.map(({ leaf }) => leaf));
      for (const { kind, link, root, count, dataDigest, campaign, start } of links) {
        if (kind === 'batch') expect(batchLink(root, count, dataDigest)).to.equal(link);
        else if (kind !== 'gift') expect(sourceLink(campaign, BigInt(start))).to.equal(link);
      }
    });

    it('when entries are appended or a tree is built, it gives the same root', () => {
      for (const { size, root } of roots) {
        const tree = createAccumulator();
        for (const leaf of leaves.slice(0, size)) append(tree, leaf);
        expect(rootHex(tree)).to.equal(root);
        expect(buildTree(leaves.slice(0, size)).root).to.equal(root);
      }
    });

    it('when an entry is proven, it gives the siblings, and only they lead to the root', () => {
      const tree = buildTree(leaves);
      for (const { index, siblings } of proofs) {
        expect(tree.proof(index).map(toHex)).to.deep.equal(siblings);
        const bytes = siblings.map(toBytes);
        expect(verify(leaves[index]!, index, bytes, tree.root)).to.equal(true);
        expect(verify(leaves[index]!, index ^ 1, bytes, tree.root)).to.equal(false);
        expect(toHex(climb(leaves[index]!, index, bytes))).to.equal(tree.root);
      }
    });
  });

  describe('given ids.json', () => {
    const { chainId, ledger, desk, salt, campaigns, disbursements } = readVectors<IdVectors>('ids');

    it('when a campaign is opened, it gets its id from configuration and rules', () => {
      for (const vector of campaigns) {
        const config = { ...vector.config, minimum: BigInt(vector.config.minimum) };
        const goal = BigInt(vector.rules.goal);
        const exposureCap = BigInt(vector.rules.exposureCap);
        const rules = { ...vector.rules, goal, exposureCap };
        expect(configHash(config)).to.equal(vector.configHash);
        expect(rulesHash(rules)).to.equal(vector.rulesHash);
        expect(ledgerSalt(vector.rulesHash, salt)).to.equal(vector.ledgerSalt);
        expect(campaignId(chainId, ledger, desk, config, vector.ledgerSalt)).to.equal(vector.id);
      }
    });

    it('when a disbursement is requested, it gets its id from its terms', () => {
      for (const { terms, id } of disbursements) {
        const exact = { ...terms, amount: BigInt(terms.amount) };
        expect(disbursementId(chainId, desk, exact)).to.equal(id);
      }
    });
  });

  describe('given journal.json', () => {
    const { campaign, journals } = readVectors<JournalVectors>('journal');

    for (const { of, steps } of journals) {
      it(`when events are folded in (${of}), each step gives the journal`, () => {
        let journal = campaign;
        for (const { event: name, signature, topic, args, journal: expected } of steps) {
          if (!isEventName(name)) throw new Error(name);
          expect(signatureOf(name)).to.equal(signature);
          expect(topicOf(name)).to.equal(topic);
          expect(isJournaled(name)).to.equal(true);
          const event = parseEvent({
            address: `0x${'11'.repeat(20)}`,
            eventName: name,
            args: decoded(args),
            blockNumber: 1n,
            logIndex: 0,
            transactionHash: `0x${'22'.repeat(32)}`,
            timestamp: 1n,
          });
          journal = journalStep(journal, event);
          expect(journal, name).to.equal(expected);
        }
      });
    }
  });

  describe('given sumTree.json', () => {
    const { scope, gifts, trees } = readVectors<SumTreeVectors>('sumTree');
    const exact = gifts.map(({ commitment, amount }) => ({ commitment, amount: BigInt(amount) }));

    it('when a gift is hashed, it gives its leaf', () => {
      gifts.forEach(({ leaf }, i) => expect(toHex(hashGift(scope, i, exact[i]!))).to.equal(leaf));
    });

    it('when a batch is built, it gives root, sum and proofs', () => {
      for (const { count, root, sum, proofs } of trees) {
        const tree = buildSumTree(scope, exact.slice(0, count));
        expect(tree).to.include({ root, count, sum: BigInt(sum) });
        for (const { index, siblings } of proofs) {
          const expected = siblings.map(({ hash, sum }) => ({ hash, sum: BigInt(sum) }));
          expect(tree.proof(index)).to.deep.equal({ index, count, siblings: expected });
        }
      }
    });

    it('when a proof is verified, it gives the exact range inside the batch', () => {
      for (const { count, root, sum, proofs } of trees) {
        for (const { index, siblings } of proofs) {
          const nodes = siblings.map(({ hash, sum }) => ({ hash, sum: BigInt(sum) }));
          const proof = { index, count, siblings: nodes };
          const { start, end } = gifts[index]!;
          expect(verifyGift(root, BigInt(sum), scope, exact[index]!, proof)).to.deep.equal({
            start: BigInt(start),
            end: BigInt(end),
          });
        }
      }
    });
  });
});

/** The vectors' words and decimal strings as a decoder of logs would hand them out. */
function decoded(args: Record<string, string | number | boolean>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([field, value]) => {
      if (field === 'category')
        return [field, (ENUMS.category as readonly unknown[]).indexOf(value)];
      if (field === 'motion') return [field, (ENUMS.motion as readonly unknown[]).indexOf(value)];
      return [field, typeof value === 'string' && !value.startsWith('0x') ? BigInt(value) : value];
    }),
  );
}
