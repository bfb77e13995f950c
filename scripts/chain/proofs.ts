import { decodeRlp } from 'ethers';
import { z } from 'zod';
import { ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import type { Header } from './header.ts';
import type { Rpc } from './rpc.ts';
import { EMPTY_ROOT, ProofError, provenValue, provenWord, type ReadNodes } from './trie.ts';

/** An account as the block's state root has it. */
export interface Account {
  readonly balance: bigint;
  readonly storageHash: Hex;
  readonly codeHash: Hex;
}

/** What `eth_getProof` answered, with every proof checked against the block's state root. */
export interface ProvenAccount extends Account {
  /** The words of the slots asked for. */
  readonly words: ReadonlyMap<Hex, Hex>;
  /** The nodes of the storage's trie that came along. */
  readonly nodes: readonly string[];
}

/** Slots asked for at once. */
const CHUNK = 100;
const EMPTY_CODE = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';

const hex = z.custom<Hex>(
  (value) => typeof value === 'string' && /^0x([0-9a-f]{2})*$/i.test(value),
);
const quantity = z.custom<Hex>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{1,64}$/i.test(value),
);
const answerSchema = z.object({
  accountProof: z.array(hex),
  storageProof: z.array(z.object({ value: quantity, proof: z.array(hex) })),
});

/**
 * Reads an account and words of its storage at a block, and proves each of them under the block's
 * state root.
 * @throws ProofError when the node's proof does not hold; what the node throws
 */
export async function readProven(
  rpc: Rpc,
  { number, stateRoot }: Pick<Header, 'number' | 'stateRoot'>,
  address: Hex,
  slots: readonly Hex[] = [],
): Promise<ProvenAccount> {
  const tag = `0x${number.toString(16)}`;
  const chunks: Hex[][] = [];
  for (let i = 0; i < Math.max(1, slots.length); i += CHUNK) chunks.push(slots.slice(i, i + CHUNK));
  const answers = await rpc.batch(
    chunks.map((chunk) => ({ method: 'eth_getProof', params: [address, chunk, tag] })),
  );
  const words = new Map<Hex, Hex>();
  const nodes: string[] = [];
  const read: ReadNodes = new Map();
  let account: Account | undefined;
  for (const [i, raw] of answers.entries()) {
    const answer = answerSchema.safeParse(raw);
    if (!answer.success) throw new ProofError('eth_getProof: no proof came');
    const { accountProof, storageProof } = answer.data;
    account = readAccount(provenValue(stateRoot, address, accountProof, read));
    const chunk = chunks[i] ?? [];
    if (storageProof.length !== chunk.length) throw new ProofError('a slot was left out');
    for (const [k, slot] of chunk.entries()) {
      const { proof = [], value = '0x0' } = storageProof[k] ?? {};
      const word = provenWord(account.storageHash, slot, proof, read);
      if (BigInt(value) !== BigInt(word)) {
        throw new ProofError(`slot ${slot}: ${value} is said, ${word} is proven`);
      }
      words.set(slot, word);
      nodes.push(...proof);
    }
  }
  if (account === undefined) throw new ProofError('no account was proven');
  return { ...account, words, nodes };
}

function readAccount(encoded: string | null): Account {
  if (encoded === null) return { balance: 0n, storageHash: EMPTY_ROOT, codeHash: EMPTY_CODE };
  const fields = decodeRlp(encoded);
  if (!Array.isArray(fields) || fields.length !== 4) throw new ProofError('no account is proven');
  const [, balance, storageHash, codeHash] = fields as string[];
  return {
    balance: balance === '0x' ? 0n : BigInt(balance ?? 0),
    storageHash: (storageHash ?? ZERO_BYTES32) as Hex,
    codeHash: (codeHash ?? ZERO_BYTES32) as Hex,
  };
}
