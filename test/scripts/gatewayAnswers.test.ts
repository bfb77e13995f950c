import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { sha256Hex } from '../../domain/cid.ts';
import type { Hex } from '../../domain/hex.ts';
import { readPublished, type BatchEntry } from '../../scripts/trace/publishedFiles.ts';

/** A gateway that knows nothing, in a thread of its own, and soon closes what was kept open. */
const GATEWAY = `
  const { createServer } = require('node:http');
  const { parentPort } = require('node:worker_threads');
  const server = createServer((request, response) => {
    response.writeHead(404, { 'keep-alive': 'timeout=5' }).end();
    setTimeout(() => request.socket.destroy(), 100);
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

const word = (digit: string): Hex => `0x${digit.repeat(64)}`;
const account: Hex = `0x${'1'.repeat(40)}`;
const SCOPE = { chainId: 1, ledger: account, campaign: word('2'), operator: account };
const ENTRY = {
  index: 0,
  start: 0n,
  end: 1n,
  batch: { root: word('3'), count: 1, dataDigest: word('4') },
} as BatchEntry;

describe('what the commands ask gateways', () => {
  let gateway: Worker;
  let url: string;

  before(async () => {
    gateway = new Worker(GATEWAY, { eval: true });
    const [port] = (await once(gateway, 'message')) as [number];
    url = `http://127.0.0.1:${port}`;
  });
  after(() => gateway.terminate());

  it('given a tree that takes longer to build than a gateway waits, when it is asked for the next file, it answers', async () => {
    for (let i = 0; i < 3; i++) {
      expect(await readPublished([url], SCOPE, ENTRY)).to.deep.equal({ entry: ENTRY, file: null });
      // As a large file does: its digest lets the connection go back to those that are kept, and while
      // its tree is built nothing else happens in this thread.
      await sha256Hex(new Uint8Array(1_000_000));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
    }
  });
});
