import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { WaitingPayments, type WaitingPayment } from '../../gateway/gifts/waiting.ts';
import type { Hex } from '../../domain/hex.ts';

const bytes = (size: number, pair: string): Hex => `0x${pair.repeat(size)}`;
const payment: WaitingPayment = {
  address: bytes(20, 'a1'),
  reference: 'order 1',
  receipt: {
    chainId: 31337,
    ledger: bytes(20, 'b2'),
    operator: bytes(20, 'c3'),
    campaign: bytes(32, 'd4'),
    commitment: bytes(32, 'e5'),
    amount: 140n,
    anchorBy: 1_800_000_000,
    signature: bytes(65, 'f6'),
  },
};

describe('gateway: payments that wait', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sunline-waiting-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('I2 given a payment, when the file is opened again, it waits there', async () => {
    const file = join(folder, 'waiting.json');
    await (await WaitingPayments.open(file)).add(payment);
    expect((await WaitingPayments.open(file)).all).to.deep.equal([payment]);
  });

  it('given a file that cannot be read, or holds something else, when it is opened, no promise is forgotten', async () => {
    for (const spoil of [
      (file: string) => mkdir(file),
      (file: string) => writeFile(file, '[{"address":'),
      (file: string) => writeFile(file, '{}'),
    ]) {
      const file = join(folder, 'waiting.json');
      await spoil(file);
      const error: unknown = await WaitingPayments.open(file).catch((why: unknown) => why);
      expect(error).to.be.instanceOf(Error);
      await rm(file, { recursive: true });
    }
  });

  it('given a disk that takes no more, when a payment comes in, it is refused and does not wait', async () => {
    const waiting = await WaitingPayments.open(join(folder, 'waiting.json'));
    await mkdir(join(folder, `waiting.json.${process.pid}.tmp`));
    const error: unknown = await waiting.add(payment).catch((why: unknown) => why);
    expect(error).to.be.instanceOf(Error);
    expect(waiting.all).to.deep.equal([]);
    await rm(join(folder, `waiting.json.${process.pid}.tmp`), { recursive: true });
    await waiting.add(payment);
    expect(waiting.all).to.deep.equal([payment]);
  });
});
