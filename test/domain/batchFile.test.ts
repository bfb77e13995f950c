import { expect } from 'chai';

import {
  batchFileBytes,
  batchManifest,
  checkBatchFile,
  looksLikeBatchFile,
  parseBatchFile,
} from '../../domain/batchFile.ts';
import { cidOfBytes, sha256Hex } from '../../domain/cid.ts';
import { manifestDigest } from '../../domain/manifest.ts';
import { ShapeError } from '../../domain/shape.ts';
import { buildSumTree } from '../../domain/sumTree.ts';
import { account, LEDGER, ref } from './world.ts';

const scope = {
  chainId: 31337,
  ledger: LEDGER,
  campaign: ref('campaign'),
  operator: account('operator'),
};
const gifts = [70n, 105n, 1n].map((amount, i) => ({ commitment: ref(`gift ${i}`), amount }));
const bytes = batchFileBytes(scope, gifts);
const text = new TextDecoder().decode(bytes);

function read(changed: string) {
  return parseBatchFile(new TextEncoder().encode(changed));
}

describe('batch file', () => {
  it('R6 given a batch, when its file is written, it holds commitments and amounts and nothing else', () => {
    const [head = '', ...lines] = text.split('\n');
    expect(JSON.parse(head)).to.deep.equal({
      format: 'sunline-batch',
      version: 1,
      ...scope,
      count: 3,
      sum: '176',
    });
    expect(lines).to.deep.equal([
      ...gifts.map(({ commitment, amount }) => `${commitment.slice(2)},${amount}`),
      '',
    ]);
    expect(looksLikeBatchFile(bytes)).to.equal(true);
  });

  it('given a file, when it is read, its gifts give the same tree', () => {
    const file = parseBatchFile(bytes);
    expect(file).to.deep.equal({ scope, gifts, sum: 176n });
    expect(buildSumTree(file.scope, file.gifts).root).to.equal(buildSumTree(scope, gifts).root);
  });

  it('R2 given a commitment twice, when a file is written or read, it is refused', () => {
    const doubled = [gifts[0]!, gifts[0]!];
    expect(() => batchFileBytes(scope, doubled)).to.throw(ShapeError, /twice/);
    const other = gifts[1]!.commitment.slice(2);
    expect(() => read(text.replace(other, gifts[0]!.commitment.slice(2)))).to.throw(/twice/);
    expect(() => batchFileBytes(scope, [])).to.throw(ShapeError, /no gifts/);
  });

  it('R4 given a count or sum that its gifts do not have, when a file is read, it is refused', () => {
    expect(() => read(text.replace('"sum":"176"', '"sum":"177"'))).to.throw(/adds up to 176/);
    expect(() => read(text.replace('"count":3', '"count":4'))).to.throw(/3 gifts, not 4/);
  });

  it('R5 given a file in any other form, when it is read, it names the line', () => {
    const [head = '', first = '', ...rest] = text.split('\n');
    const wrong: [string, RegExp][] = [
      [text.slice(0, -1), /^line 4/],
      [[head, first.replace('67', 'AB'), ...rest].join('\n'), /^line 2/],
      [[head, first.replace(',70', ',070'), ...rest].join('\n'), /^line 2/],
      [[head, first.replace(',70', ',0'), ...rest].join('\n'), /^line 2/],
      [[head, `${first} `, ...rest].join('\n'), /^line 2/],
      [[head, '', first, ...rest].join('\n'), /^line 2/],
      [text.replace('{"campaign"', '{ "campaign"'), /^line 1: is not in canonical form/],
      [text.replace('"version":1', '"version":2'), /^version/],
      [text.replace('sunline-batch', 'another'), /^line 1/],
      ['', /^line 1/],
      ['{}\n', /^line 1/],
    ];
    for (const [changed, message] of wrong) {
      expect(() => read(changed), changed.slice(0, 40)).to.throw(ShapeError, message);
    }
  });

  it('R5 given manifest and file, when either is not what was anchored, it is said', async () => {
    const stored = {
      size: bytes.length,
      cid: await cidOfBytes(bytes),
      sha256: await sha256Hex(bytes),
    };
    const manifest = batchManifest(stored);
    const digest = await manifestDigest(manifest);
    await checkBatchFile(digest, manifest, bytes);
    const altered = bytes.with(bytes.length - 2, 50);
    const refusals = [
      () => checkBatchFile(ref('other'), manifest, bytes),
      () => checkBatchFile(digest, batchManifest(stored), bytes),
      () => checkBatchFile(digest, manifest, altered),
      () => checkBatchFile(digest, manifest, bytes.subarray(1)),
    ];
    for (const refusal of refusals) {
      const error: unknown = await refusal().catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(ShapeError);
    }
  });
});
