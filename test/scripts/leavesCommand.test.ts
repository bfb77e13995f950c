import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseCid } from '../../domain/cid.ts';
import type { Hex } from '../../domain/hex.ts';
import { cidOf, cidOfStream } from '../../gateway/unixfs.ts';
import { mined } from '../../scripts/deployment/mined.ts';
import { doctoredNode } from './audit/support/doctoredNode.ts';
import { runWarm, type Outcome } from './support/command.ts';
import { openGiftScene, type GiftScene } from './support/giftScene.ts';

const DAY = 86_400;
/** Nobody answers there. */
const NOWHERE = 'http://127.0.0.1:9';

/** What `proof` prints, as far as it is sent. */
interface Proof {
  readonly to: string;
  readonly root: string;
  readonly entry: { readonly start: string; readonly end: string };
  readonly proof: readonly string[];
  readonly data: string;
}

describe('export: leaves and proofs from them', function () {
  this.timeout(240_000);
  let scene: GiftScene;
  let campaign: Hex;
  let file: string;

  before(async () => {
    scene = await openGiftScene();
    [campaign] = scene.campaigns;
    for (const [name, row] of [
      ['a.csv', 'A-1,1.40\nA-2,2.00'],
      ['b.csv', 'B-1,7.00'],
    ] as const) {
      const path = await scene.file(name, `order,amount\n${row}\n`);
      await scene.batch(path, '--campaign', campaign);
    }
    const { node, chain } = scene;
    // Nobody looks after the campaign: after its silence period anybody gives it up.
    await node.node.request('evm_increaseTime', [181 * DAY]);
    await node.node.request('evm_mine');
    const [stranger] = node.connection.signers;
    await mined(await chain.ledger(stranger).cancel(campaign));
    file = join(scene.folder, 'leaves.txt');
    await leaves('--deployment', scene.record, '--out', file);
  });
  after(() => scene.stop());

  const exported = (...args: readonly string[]): Promise<Outcome> =>
    runWarm('export.ts', args, scene.env);
  /** Neither node nor gateway is there to be asked. */
  const alone = (...args: readonly string[]): Promise<Outcome> =>
    runWarm('export.ts', ['proof', ...args], {
      LOCAL_RPC_URL: NOWHERE,
      LOCAL_GATEWAY_URL: NOWHERE,
    });
  const leaves = (...args: readonly string[]): Promise<Outcome> =>
    exported('leaves', '--campaign', campaign, ...args);

  it('given only a node and the ledger’s address when leaves are wanted they are stored under the CID that is told', async () => {
    const { gateway, env, chain, folder } = scene;
    const named = join(folder, 'named.txt');
    const node = ['--rpc', env['LOCAL_RPC_URL'] ?? '', '--ledger', chain.ledgerAddress];
    const { code, out, err } = await leaves(...node, '--out', named, '--gateway', gateway.url);
    expect(err).to.equal('');
    expect(code).to.equal(0);
    const [path, cid = ''] = out.split('\n');
    expect(path).to.equal(named);
    const bytes = new Uint8Array(await readFile(named));
    expect(cid).to.equal(await cidOf(bytes));
    const kept = await fetch(`${gateway.url}/documents/${cid}`);
    expect(kept.headers.get('content-type')).to.equal('text/plain; charset=utf-8');
    expect(new Uint8Array(await kept.arrayBuffer())).to.deep.equal(bytes);
    expect(parseCid(cid).codec).to.equal('raw');
    const root = await chain.ledger().rootOf(campaign);
    expect(out).to.contain(`2 entries under the root ${root}`);
  });

  it('given a file of several blocks when its CID is wanted it is the same, whole or in pieces', async () => {
    const bytes = new Uint8Array(700_001).map((_, i) => i % 251);
    async function* pieces() {
      for (let from = 0; from < bytes.length; from += 65_537) {
        yield await Promise.resolve(bytes.slice(from, from + 65_537));
      }
    }
    expect(await cidOfStream(pieces())).to.equal(await cidOf(bytes));
  });

  it('given another way to name the ledger when leaves are wanted the file is the same', async () => {
    const again = join(scene.folder, 'again.txt');
    const node = ['--rpc', scene.env['LOCAL_RPC_URL'] ?? '', '--ledger', scene.chain.ledgerAddress];
    expect((await leaves(...node, '--out', again)).code).to.equal(0);
    expect(await readFile(again, 'utf8')).to.equal(await readFile(file, 'utf8'));
  });

  it('I4 given a node that changes who gave when leaves are wanted none are written, exit 1', async () => {
    const { node, chain, operator, folder } = scene;
    const payer = operator.slice(2);
    const liar = await doctoredNode(node.url, {
      alter: ({ method }, result) =>
        method === 'eth_getLogs'
          ? (JSON.parse(JSON.stringify(result).replaceAll(payer, '9'.repeat(40))) as unknown)
          : result,
    });
    const out = join(folder, 'lie.txt');
    const place = ['--rpc', liar.url, '--ledger', chain.ledgerAddress, '--out', out];
    const { code, err } = await leaves(...place);
    liar.close();
    expect(err).to.contain('root');
    expect(code).to.equal(1);
    expect(existsSync(out)).to.equal(false);
  });

  it('given the file alone when an entry’s proof is wanted the ledger settles the entry by it', async () => {
    const { chain, node, operator } = scene;
    const { code, out } = await alone('--leaves', file, '--entry', '1');
    expect(code).to.equal(0);
    const told = JSON.parse(out) as Proof;
    expect(told.proof).to.have.length(32);
    expect(told.to).to.equal(chain.ledgerAddress);
    const [stranger] = node.connection.signers;
    const token = chain.token((await chain.tokenOf([campaign])).address);
    const before = await token.balanceOf(operator);
    await mined(await stranger!.sendTransaction({ to: told.to, data: told.data }));
    expect((await token.balanceOf(operator)) - before).to.equal(700n);
    expect(await chain.ledger().isSettled(campaign, 1)).to.equal(true);
    expect(await chain.ledger().isSettled(campaign, 0)).to.equal(false);
  });

  it('given a file in which a payee was put for the giver when a proof is wanted none is given', async () => {
    const text = await readFile(file, 'utf8');
    const changed = join(scene.folder, 'changed.txt');
    await writeFile(changed, text.replaceAll(scene.operator, `0x${'9'.repeat(40)}`));
    const { code, out, err } = await alone('--leaves', changed, '--entry', '1');
    expect(out).to.equal('');
    expect(err).to.match(/^leaves: has the root 0x.*, not 0x.* as it says\n$/);
    expect(code).to.equal(2);
  });

  for (const [what, args, complaint] of [
    ['no campaign', ['leaves'], 'name it with --campaign'],
    ['an unknown campaign', ['leaves', '--campaign', '0xffff'], 'there is no campaign 0xffff'],
    ['no ledger', ['leaves', '--campaign', '0xffff', '--ledger', '0x1'], '--ledger 0x1: 0x and'],
    ['no file', ['proof', '--entry', '0'], 'usage'],
    ['no number', ['proof', '--leaves', 'x', '--entry', 'one'], '--entry one: the number'],
    ['a file that is not there', ['proof', '--leaves', '/nowhere', '--entry', '0'], '/nowhere can'],
  ] as const) {
    it(`given ${what} when leaves or a proof are wanted it says what is wrong, exit 2`, async () => {
      const record = args[0] === 'leaves' ? ['--deployment', scene.record] : [];
      const { code, err } = await exported(...args, ...record);
      expect(code).to.equal(2);
      expect(err).to.contain(complaint);
    });
  }

  it('given a number that no entry has when a proof is wanted it says how many there are', async () => {
    const { code, err } = await alone('--leaves', file, '--entry', '2');
    expect([code, err]).to.deep.equal([2, 'no entry 2 among 2\n']);
  });
});
