import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { computeAddress, HDNodeWallet, recoverAddress } from 'ethers';
import { z } from 'zod';
import { contractOf } from '../../domain/deployment.ts';
import { checkFoundGift, parseGiftAnswer, type GiftAnswer } from '../../domain/giftAnswer.ts';
import type { Hex } from '../../domain/hex.ts';
import { giftCommitment, receiptPrivateKey } from '../../domain/receipt.ts';
import { formatReceiptCode, newReceiptSecret } from '../../domain/receiptCode.ts';
import { judgeReceipt, parseSignedReceipt } from '../../domain/signedReceipt.ts';
import { readConfig } from '../../gateway/config.ts';
import type { RunningGateway } from '../../gateway/server.ts';
import { startGateway } from '../../gateway/server.ts';
import { runsFolder } from '../../scripts/batch/journal.ts';
import { anchorPayments } from '../../scripts/batch/payments.ts';
import { Desk__factory } from '../../typechain-types/factories/contracts/Desk__factory.ts';
import { mined } from '../../scripts/deployment/mined.ts';
import type { Outcome } from './support/command.ts';
import { openGiftScene, type GiftScene } from './support/giftScene.ts';

/** A local node's accounts come from a phrase that everybody knows; the sixth is the operator. */
const PHRASE = 'test test test test test test test test test test test junk';
const KEY = HDNodeWallet.fromPhrase(PHRASE, undefined, "m/44'/60'/0'/0/5").privateKey;

const isSignedBy = (operator: Hex, digest: Hex, signature: Hex): boolean =>
  recoverAddress(digest, signature).toLowerCase() === operator;

describe('sandbox: a payment provider to play with', function () {
  this.timeout(60_000);
  let scene: GiftScene;
  let gateway: RunningGateway;
  let folder: string;

  before(async () => {
    scene = await openGiftScene();
    folder = await mkdtemp(join(tmpdir(), 'sunline-sandbox-'));
    gateway = await open();
  });
  after(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
    await scene.stop();
  });

  /** The scene's gateway is a second one; this one has the sandbox. */
  function open(after = '0'): Promise<RunningGateway> {
    const config = readConfig({
      STORE_DIR: join(folder, 'store'),
      RECEIPTS_DIR: scene.runs,
      PORT: '0',
      RPC_URL: scene.node.url,
      DEPLOYMENT: scene.record,
      SANDBOX_OPERATOR_KEY: KEY,
      SANDBOX_FILE: join(folder, 'waiting.json'),
      SANDBOX_ANCHOR_AFTER: after,
    });
    const base = runsFolder(scene.runs, scene.chain.deployment);
    return startGateway(config, (payments) =>
      anchorPayments(scene.chain, base, gateway.url, payments),
    );
  }

  function post(path: string, body: object = {}): Promise<Response> {
    return fetch(`${gateway.url}/sandbox${path}`, { method: 'POST', body: JSON.stringify(body) });
  }

  async function ask(address: Hex): Promise<GiftAnswer> {
    return parseGiftAnswer(await (await fetch(`${gateway.url}/gifts/${address}`)).json());
  }

  async function anchoredBatches(): Promise<number> {
    const ledger = scene.chain.ledger();
    return (await ledger.queryFilter(ledger.filters.BatchAnchored())).length;
  }

  it('given a payment, when it comes in, the operator promises to anchor it, and does, once', async () => {
    const [campaign] = scene.campaigns;
    const secret = newReceiptSecret();
    const address = computeAddress(receiptPrivateKey(secret)).toLowerCase() as Hex;
    const paid = await post('/payments', { campaign, address, amount: '140' });
    expect(paid.status).to.equal(201);
    const { reference, receipt } = z
      .object({ reference: z.string(), receipt: z.unknown() })
      .parse(await paid.json());
    const promise = parseSignedReceipt(receipt);
    expect(promise.commitment).to.equal(giftCommitment(address, reference));
    const { provider } = scene.node.connection;
    const now = (await provider.getBlock('latest'))?.timestamp ?? 0;
    expect(judgeReceipt(promise, [], now, isSignedBy)).to.include({ state: 'waiting' });
    expect((await ask(address)).waiting).to.deep.equal([{ reference, receipt: promise }]);

    // What was promised outlives the gateway.
    await gateway.close();
    gateway = await open();
    expect((await ask(address)).waiting).to.have.length(1);

    const before = await anchoredBatches();
    const both = await Promise.all([post('/anchor'), post('/anchor')]);
    for (const answer of both) expect(await answer.json()).to.deep.equal({ anchored: 1 });
    expect(await (await post('/anchor')).json()).to.deep.equal({ anchored: 0 });
    expect(await anchoredBatches()).to.equal(before + 1);
    const { gifts, waiting } = await ask(address);
    expect(waiting).to.deep.equal([]);
    const [gift] = gifts;
    if (gift === undefined) throw new Error('no gift');
    const range = checkFoundGift(gift, address, { root: gift.root, amount: 140n });
    expect(range).to.deep.equal({ start: 0n, end: 140n });

    const traced = await scene.trace(formatReceiptCode(secret), '--gateway', gateway.url);
    expect(traced.err).to.equal('');
    expect(traced.out).to.include(`A small gift of 1.40 RMB, payment ${reference}\n`);
  });

  it('R4c given a payment that nobody asks to anchor, when it has waited long enough, it is anchored once, across a restart', async () => {
    const [campaign] = scene.campaigns;
    const address = computeAddress(receiptPrivateKey(newReceiptSecret())).toLowerCase() as Hex;
    const before = await anchoredBatches();
    await gateway.close();
    gateway = await open('600');
    await post('/payments', { campaign, address, amount: '140' });
    await scene.node.node.request('evm_increaseTime', [500]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect((await ask(address)).waiting).to.have.length(1);

    await gateway.close();
    await scene.node.node.request('evm_increaseTime', [101]);
    gateway = await open('600');
    for (let i = 0; (await ask(address)).waiting.length > 0; i++) {
      if (i === 100) throw new Error('it still waits');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await anchoredBatches()).to.equal(before + 1);
    expect((await ask(address)).gifts).to.have.length(1);
    // Long after, and asked again, nothing comes twice.
    expect(await (await post('/anchor')).json()).to.deep.equal({ anchored: 0 });
    expect(await anchoredBatches()).to.equal(before + 1);
  });

  it('given a campaign that the operator may not serve, or nonsense, when it is paid, it refuses', async () => {
    const [campaign] = scene.campaigns;
    const address = `0x${'11'.repeat(20)}`;
    const wrong = [
      { campaign: `0x${'22'.repeat(32)}`, address, amount: '140' },
      { campaign, address: 'me', amount: '140' },
      { campaign, address, amount: '1.40' },
      { campaign, address, amount: '0' },
      { campaign, address, amount: '100000001' },
      { campaign, address, amount: `${2n ** 96n - 1n}` },
    ];
    for (const body of wrong) {
      expect((await post('/payments', body)).status, JSON.stringify(body)).to.equal(400);
    }
  });

  it('given a campaign that cannot take gifts any more, when all are anchored, it holds up no other', async () => {
    const [ended, open] = scene.campaigns;
    const secret = newReceiptSecret();
    const [lost, kept] = [secret, newReceiptSecret()].map(
      (secret) => computeAddress(receiptPrivateKey(secret)).toLowerCase() as Hex,
    );
    await post('/payments', { campaign: ended, address: lost, amount: '140' });
    await post('/payments', { campaign: open, address: kept, amount: '150' });
    const [charity] = scene.node.connection.signers;
    const desk = contractOf(scene.chain.deployment, 'Desk').address;
    await mined(await Desk__factory.connect(desk, charity).cancel(ended));
    const answer = await post('/anchor');
    expect(answer.status).to.equal(200);
    expect(await answer.json()).to.deep.equal({ anchored: 1, left: 1 });
    const others = await post('/anchor', { campaign: open });
    expect([others.status, await others.json()]).to.deep.equal([200, { anchored: 0 }]);
    const again = await post('/anchor');
    expect(again.status).to.equal(503);
    const told = await again.text();
    expect(told).to.include('"NotAnchored"').and.not.to.include(scene.folder);
    expect((await ask(kept ?? '0x')).gifts).to.have.length(1);
    expect((await ask(lost ?? '0x')).waiting).to.have.length(1);
    expect((await ask(kept ?? '0x')).waiting).to.have.length(0);

    const traced = (): Promise<Outcome> =>
      scene.trace(formatReceiptCode(secret), '--gateway', gateway.url);
    expect((await traced()).out).to.match(
      /\nwaiting to be anchored in campaign .* promised that by /,
    );
    await scene.node.node.request('evm_increaseTime', [3_601]);
    await scene.node.node.request('evm_mine');
    expect((await traced()).out).to.match(
      /\nnot anchored in campaign .*, though .* promised that by /,
    );
  });
});
