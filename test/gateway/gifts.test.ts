import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { computeAddress, id, Wallet } from 'ethers';
import { z } from 'zod';
import { batchFileBytes } from '../../domain/batchFile.ts';
import { sha256Hex } from '../../domain/cid.ts';
import { checkFoundGift, parseGiftAnswer, type GiftAnswer } from '../../domain/giftAnswer.ts';
import { toBytes, type Hex } from '../../domain/hex.ts';
import { giftCommitment, ReceiptError } from '../../domain/receipt.ts';
import { buildSumTree, SumTreeError, type BatchScope } from '../../domain/sumTree.ts';
import { readConfig } from '../../gateway/config.ts';
import { receiptIndexBytes } from '../../gateway/gifts/receiptIndex.ts';
import { startGateway } from '../../gateway/server.ts';
import { UPLOAD_HEADER, UPLOAD_TYPES, uploadDomain } from '../../domain/batchUpload.ts';
import { openGateway, refusalOf, type TestGateway } from './support.ts';

const OPERATOR = new Wallet(id('operator'));
const operator = OPERATOR.address.toLowerCase() as Hex;
const scope: BatchScope = {
  chainId: 31337,
  ledger: `0x${'1e'.repeat(20)}`,
  campaign: id('campaign') as Hex,
  operator,
};
/** Seven gifts; the first two were made under one code. */
const payments = [0, 0, 1, 2, 3, 4, 5].map((code, i) => ({
  address: computeAddress(id(`key ${code}`)).toLowerCase() as Hex,
  reference: `order ${i}`,
  amount: BigInt(10 * (i + 1)),
}));
const leaves = payments.map(({ address, reference, amount }) => ({
  commitment: giftCommitment(address, reference),
  amount,
}));
const tree = buildSumTree(scope, leaves);
const file = batchFileBytes(scope, leaves);
const entry = { root: tree.root, amount: tree.sum };

async function sign(bytes: Uint8Array, wallet = OPERATOR): Promise<string> {
  const types = { StoreBatch: [...UPLOAD_TYPES.StoreBatch] };
  const message = { sha256: await sha256Hex(bytes) };
  return wallet.signTypedData(uploadDomain(scope.chainId, scope.ledger), types, message);
}

describe('gateway: gifts', () => {
  let gateway: TestGateway;
  let receipts: string;

  beforeEach(async () => {
    receipts = await mkdtemp(join(tmpdir(), 'sunline-runs-'));
    await mkdir(join(receipts, 'run-1'));
    gateway = await openGateway({ OPERATORS: OPERATOR.address, RECEIPTS_DIR: receipts });
  });
  afterEach(async () => {
    await gateway.remove();
    await rm(receipts, { recursive: true });
  });

  async function store(
    body: Uint8Array<ArrayBuffer> = file,
    signature?: string,
  ): Promise<Response> {
    const header = signature ?? (await sign(body));
    return fetch(`${gateway.url}/batches`, {
      method: 'POST',
      headers: { [UPLOAD_HEADER]: header },
      body,
    });
  }

  async function stored(): Promise<string> {
    const response = await store();
    expect(response.status).to.equal(201);
    return z.object({ cid: z.string() }).parse(await response.json()).cid;
  }

  async function ask(key: string): Promise<GiftAnswer> {
    const response = await fetch(`${gateway.url}/gifts/${key}`);
    expect(response.status).to.equal(200);
    expect(response.headers.get('cache-control')).to.equal('no-store');
    return parseGiftAnswer(await response.json());
  }

  async function writeIndex(): Promise<void> {
    const addresses = Buffer.concat(payments.map(({ address }) => toBytes(address)));
    const references = payments.map(({ reference }) => reference);
    const bytes = receiptIndexBytes(tree.root, addresses, references);
    await writeFile(join(receipts, 'run-1', 'receipts-0.idx'), bytes);
  }

  it('given a stored batch, when any gift is asked for by its commitment, its proof holds', async () => {
    await stored();
    let position = 0n;
    for (const { commitment, amount } of leaves) {
      const { gifts, unavailable } = await ask(commitment);
      const [gift] = gifts;
      if (gift === undefined || gifts.length > 1) throw new Error('not one gift');
      expect(gift).to.deep.include({ scope, commitment, amount, reference: null, file: 'kept' });
      expect(unavailable).to.deep.equal([]);
      expect(checkFoundGift(gift, null, entry)).to.deep.equal({
        start: position,
        end: position + amount,
      });
      position += amount;
    }
  });

  it('given the operator’s index, when a receipt’s address is asked for, its gifts come with their references', async () => {
    await stored();
    await writeIndex();
    const { address, reference } = payments[3]!;
    const { gifts } = await ask(address);
    expect(gifts.map((gift) => gift.reference)).to.deep.equal([reference]);
    expect(checkFoundGift(gifts[0]!, address, entry)).to.deep.equal({ start: 60n, end: 100n });
    expect(() => checkFoundGift(gifts[0]!, payments[4]!.address, entry)).to.throw(ReceiptError);
    expect(() => checkFoundGift({ ...gifts[0]!, amount: 41n }, address, entry)).to.throw(
      SumTreeError,
    );
  });

  it('I2 given a tree that a crash left unfinished, when a gift is asked for, it is made anew', async () => {
    const cid = await stored();
    const [{ commitment } = { commitment: '0x' }] = leaves;
    await ask(commitment);
    const trees = join(gateway.storeDir, 'trees');
    await truncate(join(trees, `${cid}.tree`), 600);
    await writeFile(join(trees, `${cid}.tree.1.unfinished`), 'SLT1');
    const env = { OPERATORS: OPERATOR.address, STORE_DIR: gateway.storeDir, PORT: '0' };
    const again = await startGateway(readConfig(env));
    try {
      const response = await fetch(`${again.url}/gifts/${commitment}`);
      const { gifts } = parseGiftAnswer(await response.json());
      expect(checkFoundGift(gifts[0]!, null, entry)).to.deep.equal({ start: 0n, end: 10n });
      expect((await readdir(trees)).sort()).to.deep.equal([`${cid}.batch`, `${cid}.tree`]);
    } finally {
      await again.close();
    }
  });

  it('R4b given one receipt for two payments, when its address is asked for, both come', async () => {
    await stored();
    await writeIndex();
    const { gifts } = await ask(payments[0]!.address);
    expect(gifts.map(({ reference }) => reference).sort()).to.deep.equal(['order 0', 'order 1']);
    for (const gift of gifts) checkFoundGift(gift, payments[0]!.address, entry);
  });

  it('R5 given a published file that is altered, or gone, when a gift is asked for, the answer says so', async () => {
    const path = join(gateway.storeDir, await stored());
    const [{ commitment }] = leaves as [(typeof leaves)[0]];
    expect((await ask(commitment)).gifts[0]?.file).to.equal('kept');
    await truncate(path, 50);
    expect((await ask(commitment)).gifts[0]?.file).to.equal('altered');
    await rm(path);
    expect((await ask(commitment)).gifts[0]?.file).to.equal('missing');
    expect((await store()).status).to.equal(201);
    expect((await ask(commitment)).gifts[0]?.file).to.equal('kept');
  });

  it('R5 given an index whose batch was never published, when an address is asked for, its root is named', async () => {
    await writeIndex();
    const { gifts, unavailable } = await ask(payments[2]!.address);
    expect([gifts, unavailable]).to.deep.equal([[], [tree.root]]);
  });

  it('R6 given a receipt code, when somebody asks by it, the gateway does not take it', async () => {
    const asked = await fetch(`${gateway.url}/gifts/3E4G-5S48-K313-T5G9-44RP-5REK-HTX`);
    expect(await refusalOf(asked)).to.equal('400 BadRequest');
    const unknown = await fetch(`${gateway.url}/gifts/${id('nobody')}`);
    expect(await refusalOf(unknown)).to.equal('404 NotFound');
  });

  it('G1 given a file that its operator has not signed, when it is sent, it is not stored', async () => {
    const stranger = new Wallet(id('stranger'));
    expect(await refusalOf(await store(file, 'none'))).to.equal('403 NotAnOperator');
    expect(await refusalOf(await store(file, await sign(file, stranger)))).to.equal(
      '403 NotAnOperator',
    );
    const foreign = batchFileBytes(
      { ...scope, operator: stranger.address.toLowerCase() as Hex },
      leaves,
    );
    expect(await refusalOf(await store(foreign, await sign(foreign, stranger)))).to.equal(
      '403 NotAnOperator',
    );
    const other = file.with(file.length - 2, 49);
    expect(await refusalOf(await store(other))).to.equal('422 InvalidBatch');
  });

  it('given a tree deleted while the gateway runs, when a gift is asked for, it is found, or said to be unavailable', async () => {
    const cid = await stored();
    await writeIndex();
    const [{ commitment }] = leaves as [(typeof leaves)[0]];
    await ask(commitment);
    const tree = join(gateway.storeDir, 'trees', `${cid}.tree`);
    await rm(tree);
    expect((await ask(commitment)).gifts).to.have.length(1);
    await rm(tree);
    await rm(join(gateway.storeDir, cid));
    const { gifts, unavailable } = await ask(payments[2]!.address);
    expect([gifts, unavailable]).to.deep.equal([[], [entry.root]]);
  });

  it('given a restart and trees deleted, when a gift is asked for, it is found again', async () => {
    const cid = await stored();
    const [{ commitment }] = leaves as [(typeof leaves)[0]];
    await ask(commitment);
    await gateway.close();
    await rm(join(gateway.storeDir, 'trees', `${cid}.tree`));
    const { storeDir } = gateway;
    const again = await openGateway({ STORE_DIR: storeDir });
    const response = await fetch(`${again.url}/gifts/${commitment}`);
    expect(response.status).to.equal(200);
    await again.close();
    await rm(again.storeDir, { recursive: true, force: true });
    gateway = {
      ...gateway,
      close: () => Promise.resolve(),
      remove: () => rm(storeDir, { recursive: true, force: true }),
    };
  });
});
