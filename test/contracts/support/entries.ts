import { buildTree, hashLeaf, KINDS, type Leaf } from '../../../domain/accumulator.ts';
import { toHex, type Hex } from '../../../domain/hex.ts';
import type { ILedger } from '../../../typechain-types/index.ts';
import { ethers, ZERO } from './chain.ts';
import type { World } from './deploy.ts';

/** As numbered in ILedger. */
export const Kind = { Gift: 0, Batch: 1, Transfer: 2, Return: 3 } as const;

/** One entry as `settle` wants it: the leaf, and where linked money came from. */
export interface LinkedEntry {
  entry: {
    kind: number;
    index: number;
    payer: string;
    giver: string;
    start: bigint;
    end: bigint;
    link: string;
  };
  source: { campaign: string; start: bigint };
}

const coder = ethers.AbiCoder.defaultAbiCoder();
const NO_SOURCE = { campaign: ZERO, start: 0n };

/** What a Transfer's or Return's leaf says of its source. */
export function linkOf(source: { campaign: string; start: bigint }): string {
  return ethers.keccak256(coder.encode(['bytes32', 'uint96'], [source.campaign, source.start]));
}

/** All entries of a campaign in order, rebuilt from the ledger's events alone. */
export async function readEntries(world: World, campaign: string): Promise<LinkedEntry[]> {
  const { ledger } = world;
  const gifts = await ledger.queryFilter(ledger.filters.Donated(campaign));
  const batches = await ledger.queryFilter(ledger.filters.BatchAnchored(campaign));
  const transfers = await ledger.queryFilter(ledger.filters.TransferReceived(campaign));
  const returns = await ledger.queryFilter(ledger.filters.ReturnReceived(campaign));
  const range = (args: { index: bigint; start: bigint; end: bigint }) => ({
    index: Number(args.index),
    start: args.start,
    end: args.end,
  });
  const linked = (kind: number, args: (typeof transfers)[number]['args']): LinkedEntry => {
    const source = { campaign: args.source, start: args.sourceStart };
    const { payer } = args;
    return { entry: { kind, payer, giver: payer, link: linkOf(source), ...range(args) }, source };
  };
  const entries: LinkedEntry[] = [
    ...gifts.map(({ args }) => ({
      entry: {
        kind: Kind.Gift,
        payer: args.payer,
        giver: args.giver,
        link: ZERO,
        ...range(args),
      },
      source: NO_SOURCE,
    })),
    ...batches.map(({ args }) => ({
      entry: {
        kind: Kind.Batch,
        payer: args.operator,
        giver: args.operator,
        link: ethers.keccak256(
          coder.encode(['bytes32', 'uint32', 'bytes32'], [args.root, args.count, args.dataDigest]),
        ),
        ...range(args),
      },
      source: NO_SOURCE,
    })),
    ...transfers.map(({ args }) => linked(Kind.Transfer, args)),
    ...returns.map(({ args }) => linked(Kind.Return, args)),
  ];
  return entries.sort((a, b) => a.entry.index - b.entry.index);
}

function leafOf({ entry }: LinkedEntry): Leaf {
  return {
    kind: KINDS[entry.kind] ?? 'gift',
    index: entry.index,
    payer: entry.payer as Hex,
    giver: entry.giver as Hex,
    start: entry.start,
    end: entry.end,
    link: entry.link as Hex,
  };
}

export interface Proofs {
  root: string;
  /** The 32 siblings of entry `index`. */
  of(index: number): string[];
}

/** The tree over a campaign's entries. */
export function proveEntries(entries: readonly LinkedEntry[]): Proofs {
  const tree = buildTree(entries.map((entry) => hashLeaf(leafOf(entry))));
  return { root: tree.root, of: (index) => tree.proof(index).map((node) => toHex(node)) };
}

/** The proof as the generated types want it: a tuple of 32. */
export type ProofArgument = Parameters<ILedger['settle']>[3];

/** Everything that settles entry `index`, proof included. */
export async function settlementOf(
  world: World,
  campaign: string,
  index: number,
): Promise<[string, LinkedEntry['entry'], LinkedEntry['source'], ProofArgument]> {
  const entries = await readEntries(world, campaign);
  const linked = entries[index];
  if (linked === undefined) throw new Error(`campaign ${campaign} has no entry ${index}`);
  const proof = proveEntries(entries).of(index) as unknown as ProofArgument;
  return [campaign, linked.entry, linked.source, proof];
}
