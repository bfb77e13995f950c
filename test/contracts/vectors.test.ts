import { expect } from 'chai';
import { EventFragment } from 'ethers';
import type { Desk, Ledger, LibHarness } from '../../typechain-types/index.ts';
import { KINDS, type Kind } from '../../domain/accumulator.ts';
import { ENUMS } from '../../domain/eventShape.ts';
import type { CampaignConfig, Rules, Terms } from '../../domain/ids.ts';
import { readVectors } from '../domain/vectors.ts';
import { ethers, loadFixture } from './support/chain.ts';
import { deploy, deployWorld } from './support/deploy.ts';
import type { ProofArgument } from './support/entries.ts';

type Text<T> = { [K in keyof T]: T[K] extends bigint ? string : T[K] };

interface LineVectors {
  overlap: Record<'aStart' | 'aEnd' | 'bStart' | 'bEnd' | 'start' | 'end', string>[];
  unspent: Record<'start' | 'end' | 'disbursed' | 'unspentStart' | 'unspentEnd', string>[];
  tail: Record<'end' | 'returned' | 'amount' | 'tailStart' | 'tailEnd', string>[];
}

interface AccumulatorVectors {
  entries: {
    kind: Kind;
    index: number;
    payer: string;
    giver: string;
    start: string;
    end: string;
    link: string;
    leaf: string;
  }[];
  roots: { size: number; root: string }[];
  proofs: { index: number; siblings: string[] }[];
}

interface IdVectors {
  chainId: number;
  ledger: string;
  desk: string;
  campaigns: { config: Text<CampaignConfig>; rules: Text<Rules>; ledgerSalt: string; id: string }[];
  disbursements: { terms: Text<Terms>; id: string }[];
}

interface JournalVectors {
  journals: { steps: { event: string; signature: string; topic: string }[] }[];
}

/** Puts a deployed contract's code at the address that the vectors speak of. */
async function moveTo<T>(name: string, contract: { getAddress(): Promise<string> }, to: string) {
  const code = await ethers.provider.getCode(await contract.getAddress());
  await ethers.provider.send('hardhat_setCode', [to, code]);
  return (await ethers.getContractAt(name, to)) as unknown as T;
}

async function deployHarness(): Promise<LibHarness> {
  return deploy<LibHarness>('LibHarness');
}

describe('Vectors', () => {
  it('given ranges when Solidity works on them it finds what was worked by hand', async () => {
    const harness = await loadFixture(deployHarness);
    const vectors = readVectors<LineVectors>('line');
    for (const { aStart, aEnd, bStart, bEnd, start, end } of vectors.overlap) {
      const found = await harness.overlap(aStart, aEnd, bStart, bEnd);
      expect([...found].map(String)).to.deep.equal([start, end]);
    }
    for (const { start, end, disbursed, unspentStart, unspentEnd } of vectors.unspent) {
      const found = await harness.unspent(start, end, disbursed);
      expect([...found].map(String)).to.deep.equal([unspentStart, unspentEnd]);
    }
    for (const { end, returned, amount, tailStart, tailEnd } of vectors.tail) {
      const found = await harness.tail(end, returned, amount);
      expect([...found].map(String)).to.deep.equal([tailStart, tailEnd]);
    }
  });

  it('given entries when Solidity hashes, appends and climbs it meets every leaf, root and proof', async () => {
    const harness = await loadFixture(deployHarness);
    const { entries, roots, proofs } = readVectors<AccumulatorVectors>('accumulator');
    const expected = new Map(roots.map(({ size, root }) => [size, root]));
    for (const [size, { leaf, kind, ...rest }] of entries.entries()) {
      if (expected.has(size)) expect(await harness.root()).to.equal(expected.get(size));
      expect(await harness.hashEntry({ kind: KINDS.indexOf(kind), ...rest })).to.equal(leaf);
      await harness.append(leaf);
    }
    const last = expected.get(entries.length);
    expect(await harness.root()).to.equal(last);
    for (const { index, siblings } of proofs) {
      const leaf = entries[index]?.leaf ?? '';
      const proof = siblings as unknown as ProofArgument;
      expect(await harness.climb(leaf, index, proof)).to.equal(last);
    }
  });

  it('given configurations and terms when the contracts hash them it is the ids of the vectors', async () => {
    const world = await loadFixture(deployWorld);
    const vectors = readVectors<IdVectors>('ids');
    expect((await ethers.provider.getNetwork()).chainId).to.equal(BigInt(vectors.chainId));
    const ledger = await moveTo<Ledger>('Ledger', world.ledger, vectors.ledger);
    const desk = await moveTo<Desk>('Desk', world.desk, vectors.desk);
    for (const { config, ledgerSalt, id } of vectors.campaigns) {
      const full = { ...config, operators: [...config.operators] };
      expect(await ledger.campaignId(vectors.desk, full, ledgerSalt)).to.equal(id);
    }
    for (const { terms, id } of vectors.disbursements) {
      const category = ENUMS.category.indexOf(terms.category);
      expect(await desk.disbursementId({ ...terms, category })).to.equal(id);
    }
  });

  it('given journals when their topics are read from the contracts they are the same', async () => {
    const { ledger, desk } = await loadFixture(deployWorld);
    for (const { steps } of readVectors<JournalVectors>('journal').journals) {
      for (const { event, signature, topic } of steps) {
        const emitter = ledger.interface.hasEvent(event) ? ledger : desk;
        const found = emitter.interface.fragments.find(
          (fragment) => EventFragment.isFragment(fragment) && fragment.name === event,
        );
        if (!EventFragment.isFragment(found)) throw new Error(`no event ${event}`);
        expect([found.format('sighash'), found.topicHash]).to.deep.equal([signature, topic]);
      }
    }
  });
});
