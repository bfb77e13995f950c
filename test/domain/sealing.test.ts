import { expect } from 'chai';
import {
  openingKeyOf,
  parseSealed,
  seal,
  SealError,
  SEALED_LIMIT,
  unseal,
} from '../../domain/sealing.ts';
import { ShapeError } from '../../domain/shape.ts';
import type { Hex } from '../../domain/hex.ts';
import { account } from './world.ts';

const signatureOf = (byte: string): Hex => `0x${byte.repeat(65)}`;
const bytes = new TextEncoder().encode('Zhang San, room 4: two blankets');
const ORIGINAL = { name: 'list.txt', type: 'text/plain', bytes };

describe('sealed documents', () => {
  it('given the same signature it is the same key, another account or signature has another', async () => {
    const first = await openingKeyOf(account('ann'), signatureOf('01'));
    expect((await openingKeyOf(account('ann'), signatureOf('01'))).key).to.equal(first.key);
    expect((await openingKeyOf(account('ann'), signatureOf('02'))).key).not.to.equal(first.key);
    expect((await openingKeyOf(account('ben'), signatureOf('01'))).key).not.to.equal(first.key);
    expect(first.key).to.match(/^0x[0-9a-f]{64}$/);
  });

  it('given two auditors each of them opens it, and nobody else', async () => {
    const ann = await openingKeyOf(account('ann'), signatureOf('01'));
    const ben = await openingKeyOf(account('ben'), signatureOf('02'));
    const cid = await openingKeyOf(account('cid'), signatureOf('03'));
    const sealed = parseSealed(JSON.parse(JSON.stringify(await seal(ORIGINAL, [ann, ben]))));
    expect(JSON.stringify(sealed)).not.to.contain('Zhang');
    for (const key of [ann, ben]) {
      const { name, type, bytes: opened } = await unseal(sealed, key);
      expect({ name, type }).to.deep.equal({ name: 'list.txt', type: 'text/plain' });
      expect(new TextDecoder().decode(opened)).to.equal('Zhang San, room 4: two blankets');
    }
    expect(await refusal(unseal(sealed, cid))).to.be.instanceOf(SealError);
    // Somebody who claims to be Ann, with a key of their own.
    expect(
      await refusal(unseal(sealed, { ...cid, account: ann.account, key: ann.key })),
    ).to.be.instanceOf(SealError);
  });

  it('given the same document twice nothing of the two is alike', async () => {
    const ann = await openingKeyOf(account('ann'), signatureOf('01'));
    const [one, two] = [await seal(ORIGINAL, [ann]), await seal(ORIGINAL, [ann])];
    expect(one.data).not.to.equal(two.data);
    expect(one.ephemeral).not.to.equal(two.ephemeral);
    expect(one.keys[0]?.wrapped).not.to.equal(two.keys[0]?.wrapped);
  });

  it('given a changed byte anywhere it does not open', async () => {
    const ann = await openingKeyOf(account('ann'), signatureOf('01'));
    const sealed = await seal(ORIGINAL, [ann]);
    const turned = sealed.data.startsWith('A')
      ? `B${sealed.data.slice(1)}`
      : `A${sealed.data.slice(1)}`;
    expect(await refusal(unseal({ ...sealed, data: turned }, ann))).to.be.instanceOf(SealError);
    const [key] = sealed.keys;
    if (key === undefined) throw new Error('no key');
    const wrapped: Hex = `0x${'00'.repeat(48)}`;
    const other = { ...sealed, keys: [{ ...key, wrapped }] };
    expect(await refusal(unseal(other, ann))).to.be.instanceOf(SealError);
  });

  it('given nobody to seal for, a giant or a foreign shape it says so', async () => {
    const ann = await openingKeyOf(account('ann'), signatureOf('01'));
    expect(await refusal(seal(ORIGINAL, []))).to.be.instanceOf(SealError);
    const giant = { ...ORIGINAL, bytes: new Uint8Array(SEALED_LIMIT + 1) };
    expect(await refusal(seal(giant, [ann]))).to.be.instanceOf(SealError);
    expect(() => parseSealed({ version: 2 })).to.throw(ShapeError);
  });

  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );
});
