import { rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { HDNodeWallet, id, SigningKey } from 'ethers';
import type { Hex } from '../../domain/hex.ts';
import { receiptDigest, type GiftPromise } from '../../domain/receipt.ts';
import { signedReceiptJson } from '../../domain/signedReceipt.ts';
import { readRuns, runsFolder } from '../../scripts/batch/journal.ts';
import { startForgetfulNode } from '../e2e/support/forgetfulNode.ts';
import { doctoredNode } from './audit/support/doctoredNode.ts';
import { runScript, runWarm, type Outcome } from './support/command.ts';
import { lines, openGiftScene, type GiftScene } from './support/giftScene.ts';

/** A local node's accounts come from a phrase that everybody knows; the sixth is the operator. */
const PHRASE = 'test test test test test test test test test test test junk';
const walletOf = (number: number) =>
  HDNodeWallet.fromPhrase(PHRASE, undefined, `m/44'/60'/0'/0/${number}`);
const KEY = new SigningKey(walletOf(5).privateKey);

describe('receipt: the command', function () {
  this.timeout(60_000);
  let scene: GiftScene;
  let campaign: Hex;
  /** A gift of 1.40 in the one batch, and when that was anchored. */
  let gift: Hex;
  let reference: string;
  let anchoredAt: number;
  let cid: string;

  before(async () => {
    scene = await openGiftScene();
    [campaign] = scene.campaigns;
    const path = await scene.file('a.csv', 'order,amount\nA-1,1.40\nA-2,2.00\nA-3,7.00\n');
    await scene.batch(path, '--campaign', campaign);
    const [run] = await readRuns(runsFolder(scene.runs, scene.chain.deployment));
    const [batch] = run?.journal.batches ?? [];
    if (run === undefined || batch === undefined) throw new Error('no batch');
    cid = batch.cid;
    const rows = await lines(join(run.folder, batch.privateFile));
    const row = rows.find(([, order]) => order === 'A-1') ?? [];
    reference = row[2] ?? '';
    gift = row[7] as Hex;
    const { provider } = scene.node.connection;
    const block = await provider.getBlock(batch.anchored?.block ?? 0);
    anchoredAt = block?.timestamp ?? 0;
    // Time goes on: promises about the batch's moment can be over.
    await scene.node.node.request('evm_increaseTime', [100]);
    await scene.node.node.request('evm_mine');
  });
  after(() => scene.stop());

  async function latestBlock() {
    const block = await scene.node.connection.provider.getBlock('latest');
    if (block === null) throw new Error('no block');
    return block;
  }

  function signed(change: Partial<GiftPromise> = {}) {
    const { chainId, ledgerAddress: ledger } = {
      chainId: scene.chain.deployment.chainId,
      ledgerAddress: scene.chain.ledgerAddress,
    };
    const usual = { campaign, commitment: gift, amount: 140n, anchorBy: anchoredAt };
    const promise = { ...usual, ...change };
    const signature = KEY.sign(receiptDigest(chainId, ledger, promise)).serialized as Hex;
    return { ...promise, chainId, ledger, operator: scene.operator, signature };
  }

  async function judge(value: unknown, ...args: readonly string[]): Promise<Outcome> {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const path = await scene.file('receipt.json', text);
    const gateway = args.includes('--gateway') ? [] : ['--gateway', scene.gateway.url];
    const options = ['--deployment', scene.record, ...gateway, ...args];
    return runWarm('receipt.ts', [path, ...options], scene.env);
  }

  it('R4c given a gift anchored in time, it says kept, where its cents are, and exits with 0', async () => {
    const receipt = signedReceiptJson(signed());
    const { code, out, err } = await judge({ reference, receipt });
    expect(err).to.equal('');
    expect(code).to.equal(0);
    expect(out).to.match(/^A promise of .*: 1\.40 RMB, payment A-1, anchored by /);
    expect(out).to.include('KEPT: in entry 0, in time and with this amount.\n');
    expect(out).to.match(/gift \d of 3 in the batch that is entry 0/);
    expect(out).to.include('1.40 RMB\n  = in escrow of campaign');
    expect(out).to.match(/Checked at block \d+, .* rebuild every root and journal/);
    expect((await judge(receipt)).code).to.equal(0);
  });

  it('R4c given a receipt of a key that was replaced since, it is judged by what the new one anchored', async () => {
    const former = walletOf(7);
    const operator = former.address.toLowerCase() as Hex;
    const resigned = (promise: ReturnType<typeof signed>) => {
      const digest = receiptDigest(promise.chainId, promise.ledger, promise);
      const signature = new SigningKey(former.privateKey).sign(digest).serialized;
      return signedReceiptJson({ ...promise, operator, signature: signature as Hex });
    };
    const kept = await judge(resigned(signed()));
    expect(kept.err).to.equal('');
    expect(kept.out).to.match(
      /KEPT: in entry 0, in time and with this amount, anchored by .*9965507d.*\.\n/i,
    );
    expect(kept.out).to.include('1.40 RMB\n  = in escrow of campaign');
    const other = { commitment: id('other') as Hex, anchorBy: anchoredAt + 50 };
    const broken = await judge(resigned(signed(other)));
    expect(broken.code).to.equal(1);
    expect(broken.out).to.match(/ {3}entry 0, .*, by 0x9965507d[0-9a-f]{32}: 3 gifts; the/);
  });

  it('R4c given a gift in no batch and time left, it waits and exits with 0', async () => {
    const receipt = signed({ commitment: id('other') as Hex, anchorBy: anchoredAt + 5_000 });
    const { code, out } = await judge(signedReceiptJson(receipt));
    expect(code).to.equal(0);
    expect(out).to.match(/\nWAITING until .*: in none of the 1 batches anchored so far/);
  });

  it('R4c given a gift left out, it prints the proof and exits with 1', async () => {
    const receipt = signed({ commitment: id('other') as Hex, anchorBy: anchoredAt + 50 });
    const { code, out } = await judge(signedReceiptJson(receipt));
    expect(code).to.equal(1);
    expect(out).to.match(/\nBROKEN: the time was over at .*, and the gift is in no batch\.\n/);
    const digest = receiptDigest(receipt.chainId, receipt.ledger, receipt);
    expect(out).to.include(`${scene.operator} signed (EIP-712, digest ${digest})`);
    expect(out).to.include(`signature ${receipt.signature}`);
    expect(out).to.match(/ {3}entry 0, .*: 3 gifts; the commitment is not in it\n/);
    expect(out).to.include('the 1 entries of the campaign rebuild the root');
    const { number, hash } = await latestBlock();
    const root: unknown = await scene.chain.ledger().getFunction('rootOf')(campaign);
    expect(out).to.include(`(rootOf) at block ${number}, ${hash}: ${String(root)}\n`);
  });

  it('R4c given a gift anchored late or with another amount, it says so and exits with 1', async () => {
    const late = await judge(signedReceiptJson(signed({ anchorBy: anchoredAt - 1 })));
    expect(late.code).to.equal(1);
    expect(late.out).to.match(/BROKEN: the time was over at .*, and the gift was anchored at /);
    const other = await judge(signedReceiptJson(signed({ amount: 150n })));
    expect(other.code).to.equal(1);
    expect(other.out).to.include('BROKEN: the gift is in entry 0 with 1.40 RMB, another amount');
  });

  it('given words that nobody signed, another ledger, or no receipt, it accuses nobody and exits with 2', async () => {
    const changed = await judge(signedReceiptJson({ ...signed(), amount: 150n }));
    expect(changed.code).to.equal(2);
    expect(changed.err).to.match(/^the receipt is not signed by the operator 0x[0-9a-f]{40}\n$/);
    const elsewhere = await judge(signedReceiptJson({ ...signed(), chainId: 1 }));
    expect(elsewhere.code).to.equal(2);
    expect(elsewhere.err).to.match(/^the receipt is for the ledger .* on chain 1, not for /);
    for (const [text, why] of [
      ['{', 'is no JSON'],
      ['{}', 'receipt.chainId'],
      ['{"receipt":3}', 'receipt'],
      [JSON.stringify(signedReceiptJson(signed({ anchorBy: 2 ** 53 - 1 }))), 'receipt.anchorBy'],
    ] as const) {
      const { code, err } = await judge(text);
      expect(code, text).to.equal(2);
      expect(err)
        .to.match(/^[^\n]+\n$/)
        .and.to.include(why);
    }
    const none = await runScript('receipt.ts', []);
    expect([none.code, none.err]).to.satisfy(
      ([code, err]: [number, string]) => code === 2 && err.startsWith('usage: '),
    );
  });

  it('R4c given a node that leaves the batch out, it accuses nobody and exits with 2', async () => {
    const [batch] = await scene.chain.ledger().queryFilter('BatchAnchored' as never);
    const topic = batch?.topics[0];
    const node = await startForgetfulNode(scene.node.url, ({ topics }) => topics[0] === topic);
    try {
      const { code, err } = await judge(signedReceiptJson(signed()), '--rpc', node.url);
      expect(code).to.equal(2);
      expect(err).to.match(/^the events that this node gives are not what the contracts recorded/);
    } finally {
      await node.close();
    }
  });

  it('R4c given a node that hides the whole campaign, or a campaign that is on no chain, when it is judged, nothing is proven', async () => {
    const digits = campaign.slice(2);
    const node = await startForgetfulNode(scene.node.url, ({ topics, data }) =>
      [...topics, data].some((word) => word.includes(digits)),
    );
    const over = { commitment: id('other') as Hex, anchorBy: anchoredAt + 50 };
    try {
      for (const promise of [over, { ...over, anchorBy: anchoredAt + 5_000 }]) {
        const hidden = await judge(signedReceiptJson(signed(promise)), '--rpc', node.url);
        expect(hidden).to.deep.equal({
          code: 2,
          out: '',
          err: `this node knows no campaign ${campaign}: judge it with another --rpc\n`,
        });
      }
    } finally {
      await node.close();
    }
    const nowhere = id('nowhere') as Hex;
    const none = await judge(signedReceiptJson(signed({ ...over, campaign: nowhere })));
    expect([none.code, none.out]).to.deep.equal([2, '']);
    expect(none.err).to.match(new RegExp(`^this node knows no campaign ${nowhere}: [^\\n]+\\n$`));
  });

  it('R4c given a node that leaves the batch out and says that the ledger has no such campaign, when it is judged, it accuses nobody', async () => {
    const [batch] = await scene.chain.ledger().queryFilter('BatchAnchored' as never);
    const node = await startForgetfulNode(
      scene.node.url,
      ({ topics }) => topics[0] === batch?.topics[0],
      // What the ledger says of a campaign that was never opened: nothing but zeros.
      ({ method }, result) =>
        method === 'eth_call' ? `0x${String(result).slice(2).replaceAll(/./g, '0')}` : result,
    );
    try {
      const over = { commitment: id('other') as Hex, anchorBy: anchoredAt + 50 };
      const { code, out, err } = await judge(signedReceiptJson(signed(over)), '--rpc', node.url);
      expect([code, out]).to.deep.equal([2, '']);
      expect(err).to.match(/^the events that this node gives are not what the contracts recorded/);
    } finally {
      await node.close();
    }
  });

  it('R4c given a time to anchor that is far away, when it is judged, it is told whole', async () => {
    const { code, out } = await judge(signedReceiptJson(signed({ anchorBy: 8.64e12 })));
    expect(code).to.equal(0);
    expect(out).to.match(/^A promise of .*, anchored by \+275760-09-13 00:00 UTC\n/);
  });

  it('given an answer that nobody reckons with, when a receipt is judged, it accuses nobody, in one line', async () => {
    const node = await doctoredNode(scene.node.url, { trouble: () => 'cut' });
    try {
      const { code, out, err } = await judge(signedReceiptJson(signed()), '--rpc', node.url);
      expect([code, out]).to.deep.equal([2, '']);
      expect(err).to.match(/^the receipt cannot be judged: [^\n]+\n$/);
    } finally {
      node.close();
    }
  });

  it('R5 given a published file altered, or no gateway, it is undecided and exits with 2', async () => {
    const receipt = signedReceiptJson(signed({ commitment: id('other') as Hex }));
    const nobody = await judge(receipt, '--gateway', 'http://127.0.0.1:9');
    expect([nobody.code, nobody.err]).to.deep.equal([
      2,
      'no gateway answers at http://127.0.0.1:9: use --gateway\n',
    ]);
    await truncate(join(scene.store, cid), 50);
    const altered = await judge(receipt);
    expect(altered.code).to.equal(2);
    expect(altered.out).to.include('UNDECIDED: the gift may be in entry 0');
    await rm(join(scene.store, cid));
    const missing = await judge(
      receipt,
      '--gateway',
      'http://127.0.0.1:9',
      '--gateway',
      scene.gateway.url,
    );
    expect([missing.code, missing.err]).to.deep.equal([2, '']);
  });
});
