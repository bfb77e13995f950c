import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import type { Hex } from '../../domain/hex.ts';
import { parseRefundList } from '../../domain/refundList.ts';
import {
  parseRefundStatements,
  REFUND_TYPES,
  refundDomain,
  refundMessage,
} from '../../domain/refundStatement.ts';
import { askRefund } from '../../frontend/lib/refundWord.ts';
import { readRuns, runsFolder } from '../../scripts/batch/journal.ts';
import { upload } from '../gateway/support.ts';
import { mined } from '../../scripts/deployment/mined.ts';
import { runScript, type Outcome } from './support/command.ts';
import { openGiftScene, type GiftScene } from './support/giftScene.ts';

const SILENCE = 181 * 86_400;
/** Column of the private file. */
const CODE = 5;

describe('batch: refunds of a cancelled campaign', function () {
  this.timeout(240_000);
  let scene: GiftScene;
  let campaign: Hex;
  let folder: string;
  let today: string;
  let codes: ReadonlyMap<string, string>;

  before(async () => {
    scene = await openGiftScene();
    [campaign] = scene.campaigns;
    const gifts = 'order,amount\nA-1,1.40\n"A,2",2.00\nA-3,7.00\n';
    await scene.batch(await scene.file('a.csv', gifts), '--campaign', campaign);
    const [run] = await readRuns(runsFolder(scene.runs, scene.chain.deployment));
    folder = run?.folder ?? '';
    const rows = parse(await readFile(join(folder, 'private-0.csv')));
    codes = new Map(rows.map((row) => [row[1] ?? '', row[CODE] ?? '']));
  });
  after(() => scene.stop());

  const refunds = (...args: readonly string[]): Promise<Outcome> =>
    scene.batch('refunds', '--campaign', campaign, '--entry', '0', ...args);
  const trace = (order: string): Promise<Outcome> => scene.trace(codes.get(order) ?? '');
  async function published() {
    const answer = await fetch(`${scene.gateway.url}/refunds`);
    return parseRefundStatements(await answer.json());
  }
  async function cancel(): Promise<void> {
    const { node, chain } = scene;
    await node.node.request('evm_increaseTime', [SILENCE]);
    await node.node.request('evm_mine');
    const [stranger] = node.connection.signers;
    await mined(await chain.ledger(stranger).cancel(campaign));
  }

  it('given a batch that did not come back when its refunds are wanted it says so', async () => {
    await cancel();
    const { code, err } = await refunds();
    expect(code).to.equal(1);
    expect(err).to.match(/^batch: entry 0 of campaign 0x\w+ was not refunded: settle it first/);
    expect((await trace('A-1')).out).not.to.contain('came back');
  });

  it('given a batch that came back when nothing was said yet the giver’s trace says that', async () => {
    const file = join(scene.folder, 'leaves.txt');
    const args = ['leaves', '--campaign', campaign, '--deployment', scene.record, '--out', file];
    await runScript('export.ts', args, scene.env);
    const proof = await runScript('export.ts', ['proof', '--leaves', file, '--entry', '0']);
    const { to, data } = JSON.parse(proof.out) as { to: string; data: string };
    const [stranger] = scene.node.connection.signers;
    const receipt = await mined(await stranger!.sendTransaction({ to, data }));
    const block = await scene.chain.connection.provider.getBlock(receipt.blockNumber);
    today = new Date((block?.timestamp ?? 0) * 1000).toISOString().slice(0, 10);
    const { code, out } = await trace('A-1');
    expect(code).to.equal(0);
    expect(out).to.match(
      /1\.40 RMB came back to .* \(the chain\); whether it was paid back to you/,
    );
  });

  it('given no file of what was paid when refunds are asked for the operator learns what to pay, and nobody else', async () => {
    const { code, out } = await refunds();
    expect(code).to.equal(0);
    expect(out).to.contain(`came back on ${today}: 10.40 RMB of 3 gifts`);
    const path = join(folder, 'payouts-0.csv');
    const text = await readFile(path, 'utf8');
    expect(text.trimEnd().split('\n').sort()).to.deep.equal([
      '"A,2",2.00',
      'A-1,1.40',
      'A-3,7.00',
      'order,amount',
    ]);
    expect((await stat(path)).mode & 0o077).to.equal(0);
    expect(await published()).to.deep.equal([]);
  });

  it('R6 given what was paid when it is published each giver sees the own day, and no order is in the list', async () => {
    const paid = await scene.file('paid.csv', `order,day\nA-1,${today}\n"A,2",${today}\n`);
    const { code, out, err } = await refunds('--paid', paid);
    expect(err).to.equal('');
    expect(code).to.equal(0);
    expect(out).to.contain('2 of 3 gifts paid back, 3.40 RMB; 7.00 RMB still to pay');
    const [statement] = await published();
    const kept = await fetch(`${scene.gateway.url}/documents/${statement?.document}`);
    const text = await kept.text();
    expect(text).not.to.contain('A-');
    const list = parseRefundList(new TextEncoder().encode(text));
    expect(list.lines.map(({ amount }) => amount).sort()).to.have.members([140n, 200n, 700n]);
    expect((await trace('A-1')).out).to.match(
      new RegExp(`paid back to you on ${today} \\(the word of `),
    );
    expect((await trace('A-3')).out).to.contain('not paid back to you yet, as of');
  });

  it('given a list that moves units from one gift to another when it is signed the trace says that it does not hold', async () => {
    const { gateway, chain, operator } = scene;
    const [before] = await published();
    const old = await (await fetch(`${gateway.url}/documents/${before?.document}`)).text();
    const wrong = old.replace(',140,', ',240,').replace(',700,', ',600,');
    const stored = await upload(gateway.url, { name: 'list.txt', content: wrong });
    const { documents } = (await stored.json()) as { documents: [{ cid: string; sha256: Hex }] };
    const said = {
      campaign,
      entry: 0,
      account: operator,
      document: documents[0].cid,
      sha256: documents[0].sha256,
      at: Math.floor(Date.now() / 1000) + 10,
    };
    const signer = await chain.signerOf(operator);
    const domain = refundDomain(chain.deployment.chainId, chain.ledgerAddress);
    const types = { Refunds: [...REFUND_TYPES.Refunds] };
    const signature = await signer.signTypedData(domain, types, refundMessage(said));
    const send = (statement: object) =>
      fetch(`${gateway.url}/refunds`, { method: 'POST', body: JSON.stringify(statement) });
    // Not under another's name, nor for another batch, nor without its list.
    expect((await send({ ...said, signature, entry: 1 })).status).to.equal(422);
    expect((await send({ ...said, signature, at: said.at + 1 })).status).to.equal(422);
    const absent = { ...said, document: `${before?.document.slice(0, -4)}aaaa` };
    expect((await send({ ...absent, signature })).status).to.equal(422);
    expect((await send({ ...said, sha256: before?.sha256, signature })).status).to.equal(422);
    expect((await send({ ...said, signature })).status).to.equal(201);
    expect((await trace('A-1')).out).to.contain('does not hold: list: gives 240 to gift');
    // The gift whose own line is right hears of it as well: the list is held against the batch's file.
    expect((await trace('A,2')).out).to.match(/does not hold: line \d: must give/);
  });

  it('given either list when a page asks for the word on a gift it hears what the trace hears', async () => {
    const { gateway, chain, operator } = scene;
    const { chainId } = chain.deployment;
    const batch = (await chain.ledger().queryFilter(chain.ledger().filters.BatchAnchored()))[0];
    const [wrong] = await published();
    const root = batch?.args.root.toLowerCase() as Hex;
    const place = { chainId, ledger: chain.ledgerAddress, campaign, operator, entry: 0, root };
    const head = { ...place, start: 0n, end: 1040n };
    const { signal } = new AbortController();
    const list = await (await fetch(`${gateway.url}/documents/${wrong?.document}`)).text();
    const { lines } = parseRefundList(new TextEncoder().encode(list));
    const [untouched] = lines.filter(({ amount }) => amount === 200n);
    const ask = (index: number, amount: bigint, changed: object = {}) =>
      askRefund(gateway.url, { ...head, ...changed }, index, amount, signal);
    expect(await ask(untouched!.index, 200n)).to.deep.equal({ state: 'paid', day: today });
    expect(await ask(untouched!.index, 201n)).to.deep.equal({ state: 'wrong' });
    expect(await ask(untouched!.index, 200n, { chainId: 1 })).to.deep.equal({ state: 'wrong' });
    expect(await ask(untouched!.index, 200n, { entry: 1 })).to.deep.equal({ state: 'silent' });
    const owed = lines.find(({ paid }) => paid === null)!;
    expect(await ask(owed.index, owed.amount)).to.deep.equal({ state: 'owed', at: wrong?.at });
  });

  for (const [what, rows, complaint] of [
    ['an order that is none of the batch’s', 'B-1,TODAY', 'order B-1 has nothing to get back'],
    ['a day that is none', 'A-1,2027-02-30', 'order A-1: 2027-02-30 is no day'],
    ['a day before the money came back', 'A-1,2020-01-01', 'is before the money came back'],
    ['an order twice', 'A-1,TODAY\nA-1,TODAY', 'order A-1 is there twice'],
    ['other columns', '', 'line 2: day: Required'],
  ] as const) {
    it(`given ${what} when refunds are to be published it says what is wrong`, async () => {
      const text =
        rows === '' ? 'order,date\nA-1,x\n' : `order,day\n${rows.replaceAll('TODAY', today)}\n`;
      const { code, err } = await refunds('--paid', await scene.file('wrong.csv', text));
      expect(code).to.equal(1);
      expect(err).to.contain(complaint);
    });
  }
});
