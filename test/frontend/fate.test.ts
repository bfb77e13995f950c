import { expect } from 'chai';

import type { Hex } from '../../domain/hex.ts';
import { loadConfig } from '../../frontend/app/config.ts';
import { fateOf, type Sent } from '../../frontend/lib/fate.ts';
import { Unreachable } from '../../frontend/lib/http.ts';

const word = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;
const address = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`;
const quantity = (n: number): string => `0x${n.toString(16)}`;

const FROM = address(0xa);
const LEDGER = address(0xb);

interface Transaction {
  readonly hash: Hex;
  readonly from: Hex;
  readonly nonce: number;
  readonly to: Hex;
  readonly input: Hex;
}

/** A node with blocks of transactions, and others on their way; block 0 is empty. */
class FakeNode {
  blocks: Transaction[][] = [[]];
  pending: Transaction[] = [];
  failed = new Set<Hex>();
  isAway = false;
  /** Questions about blocks before this one are refused, as without an archive. */
  remembersFrom = 0;

  answer(method: string, [first, second]: unknown[]): unknown {
    const latest = this.blocks.length - 1;
    switch (method) {
      case 'eth_blockNumber':
        return quantity(latest);
      case 'eth_getTransactionCount': {
        const at = second === 'latest' ? latest : Number(second);
        if (at < this.remembersFrom) throw new Error('missing trie node');
        const made = this.blocks.slice(0, at + 1).flat();
        return quantity(made.filter(({ from }) => from === first).length);
      }
      case 'eth_getTransactionReceipt': {
        const block = this.blocks.findIndex((all) => all.some(({ hash }) => hash === first));
        if (block < 0) return null;
        const status = quantity(this.failed.has(first as Hex) ? 0 : 1);
        return { status, blockNumber: quantity(block) };
      }
      case 'eth_getTransactionByHash':
        return this.#write(
          [...this.pending, ...this.blocks.flat()].find(({ hash }) => hash === first),
        );
      case 'eth_getBlockByNumber':
        return { transactions: this.blocks[Number(first)]?.map((one) => this.#write(one)) };
      default:
        throw new Error(`the page should not ask ${method}`);
    }
  }

  #write(one: Transaction | undefined): unknown {
    return one === undefined ? null : { ...one, nonce: quantity(one.nonce) };
  }
}

describe('The fate of a transaction', () => {
  const real = globalThis.fetch;
  let node: FakeNode;

  before(async () => {
    globalThis.fetch = async (url, init) => {
      if (url === '/config.json') return Response.json(CONFIG);
      if (node.isAway) throw new TypeError('nobody there');
      const { method, params } = JSON.parse(init?.body as string) as {
        method: string;
        params: unknown[];
      };
      await Promise.resolve();
      try {
        return Response.json({ jsonrpc: '2.0', id: 1, result: node.answer(method, params) });
      } catch (error) {
        const message = error instanceof Error ? error.message : '';
        return Response.json({ jsonrpc: '2.0', id: 1, error: { code: -32_000, message } });
      }
    };
    await loadConfig();
  });
  beforeEach(() => {
    node = new FakeNode();
  });
  after(() => {
    globalThis.fetch = real;
  });

  const gift = (hash: number, nonce: number, input: Hex = '0x1234'): Transaction => ({
    hash: word(hash),
    from: FROM,
    nonce,
    to: LEDGER,
    input,
  });
  const sent = (hash: Hex | null, nonce = 0): Sent => ({
    ...gift(1, nonce),
    hash,
    block: 0,
  });

  it('given one on its way, when it is asked for, it waits under the number the node shows', async () => {
    node.pending = [gift(1, 5)];
    expect(await fateOf(sent(word(1)))).to.deep.equal({ kind: 'waiting', nonce: 5 });
  });

  it('given one in a block, when it is asked for, it is mined there, or failed', async () => {
    node.blocks.push([gift(1, 0)]);
    expect(await fateOf(sent(word(1)))).to.deep.equal({ kind: 'mined', hash: word(1), block: 1 });
    node.failed.add(word(1));
    expect(await fateOf(sent(word(1)))).to.include({ kind: 'failed' });
  });

  it('given one that its wallet sped up, when it is asked for, the faster one is found', async () => {
    node.blocks.push([], [gift(7, 0)], [], [gift(8, 1)]);
    expect(await fateOf(sent(word(1)))).to.deep.equal({ kind: 'mined', hash: word(7), block: 2 });
  });

  it('given one that its wallet replaced, when it is asked for, it names the other', async () => {
    node.blocks.push([{ ...gift(7, 0), to: FROM, input: '0x' }]);
    expect(await fateOf(sent(word(1)))).to.deep.equal({ kind: 'replaced', hash: word(7) });
  });

  it('given a node without old blocks, when one was replaced, it says so without the other', async () => {
    node.blocks.push([gift(7, 0)], [], []);
    node.remembersFrom = 3;
    expect(await fateOf(sent(word(1)))).to.deep.equal({ kind: 'replaced', hash: null });
  });

  it('given one that no wallet named, when it was sent, it is found by its number', async () => {
    expect(await fateOf(sent(null))).to.deep.equal({ kind: 'waiting', nonce: 0 });
    node.blocks.push([gift(7, 0)]);
    expect(await fateOf(sent(null))).to.deep.equal({ kind: 'mined', hash: word(7), block: 1 });
  });

  it('I3 given a node that is away, when one is asked for, it throws and decides nothing', async () => {
    node.isAway = true;
    const error = await fateOf(sent(word(1))).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Unreachable);
  });
});

const CONFIG = {
  chainId: 31_337,
  rpcUrl: 'http://127.0.0.1:8545',
  indexerUrl: 'http://127.0.0.1:42069',
  gatewayUrl: 'http://127.0.0.1:4800',
  deployment: { chainId: 31_337, block: 0, blockHash: word(1), contracts: {} },
};
