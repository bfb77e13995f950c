import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import type { Hex } from '../../domain/hex.ts';
import { readRuns, runsFolder } from '../../scripts/batch/journal.ts';
import { rpcOfUrl } from '../../scripts/chain/rpc.ts';
import { readToken } from '../../scripts/trace/source.ts';
import { runScript, runWarm, type Outcome } from './support/command.ts';
import { lines, openGiftScene, type GiftScene } from './support/giftScene.ts';

/** Column of the private file. */
const CODE = 5;

describe('export: the command', function () {
  this.timeout(120_000);
  let scene: GiftScene;
  let campaign: Hex;
  let giver: string;
  let code: string;

  before(async () => {
    scene = await openGiftScene();
    [campaign] = scene.campaigns;
    await scene.batch(
      await scene.file('a.csv', 'order,amount\nA-1,1.40\nA-2,2.00\nA-3,7.00\n'),
      '--campaign',
      campaign,
    );
    const [run] = await readRuns(runsFolder(scene.runs, scene.chain.deployment));
    const rows = await lines(join(run?.folder ?? '', run?.journal.batches[0]?.privateFile ?? ''));
    code = rows.find(([, order]) => order === 'A-1')?.[CODE] ?? '';
    giver = scene.operator;
  });
  after(() => scene.stop());

  const exported = (...args: readonly string[]): Promise<Outcome> =>
    runWarm('export.ts', [...args, '--deployment', scene.record], scene.env);
  const at = (name: string) => join(scene.folder, name);

  it('given a chain with campaigns when IATI is wanted a file of activities is written', async () => {
    const out = at('iati.xml');
    const charity = ['--country', 'CN', '--sector', '72010'];
    const { code: exit, out: said } = await exported('iati', '--out', out, ...charity);
    expect(exit).to.equal(0);
    expect(said).to.contain(out);
    const file = await readFile(out, 'utf8');
    expect(file.match(/<iati-activity /g)).to.have.length(3);
    expect(file).to.contain('3 small gifts, anchored together on this day');
    expect(file).to.match(/>10\.40</);
  });

  it('given a chain with campaigns when tables are wanted a spreadsheet can read them', async () => {
    const { code: exit } = await exported('csv', '--out', at('books'), '--campaign', campaign);
    expect(exit).to.equal(0);
    const table = async (name: string) =>
      parse<Record<string, string>>(await readFile(join(at('books'), name)), {
        bom: true,
        columns: true,
      });
    expect(await table('entries.csv')).to.have.length(1);
    expect((await table('entries.csv'))[0]).to.include({
      kind: 'batch',
      amount: '10.40',
      gifts: '3',
      giver,
    });
    expect(await table('payments.csv')).to.deep.equal([]);
    expect((await table('books.csv'))[0]).to.include({
      batches: '10.40',
      escrow: '10.40',
      balanced: 'yes',
    });
  });

  it('given a receipt code when its records are wanted they can be checked without a network', async () => {
    const out = at('mine.json');
    expect((await exported('donor', code, '--out', out)).code).to.equal(0);
    const away = { LOCAL_RPC_URL: 'http://127.0.0.1:9', LOCAL_GATEWAY_URL: 'http://127.0.0.1:9' };
    const { code: exit, out: said } = await runScript('export.ts', ['check', out], away);
    expect(exit).to.equal(0);
    expect(said).to.contain('A small gift of 140 smallest units');
    expect(said).to.contain('in escrow');
    const text = await readFile(out, 'utf8');
    expect(text).not.to.contain(code);
    const compared = await runWarm('export.ts', [
      'check',
      out,
      '--rpc',
      scene.env['LOCAL_RPC_URL'] ?? '',
      ...['--deployment', scene.record],
    ]);
    expect(compared.out).to.contain('The chain holds the same.');
    expect(compared.out).to.contain('1.40');
  });

  it('given records that were altered when they are checked it says what does not hold', async () => {
    const bundle = JSON.parse(await readFile(at('mine.json'), 'utf8')) as {
      gifts: { amount: string }[];
      seals: { root: string }[];
    };
    bundle.gifts[0]!.amount = '141';
    await writeFile(at('altered.json'), JSON.stringify(bundle));
    const gift = await runWarm('export.ts', ['check', at('altered.json')]);
    expect(gift.code).to.equal(1);
    expect(gift.err).to.contain('proof does not hold');
    bundle.gifts[0]!.amount = '140';
    bundle.seals[0]!.root = `0x${'1'.repeat(64)}`;
    await writeFile(at('altered.json'), JSON.stringify(bundle));
    const seal = await runWarm('export.ts', ['check', at('altered.json')]);
    expect(seal.code).to.equal(1);
    expect(seal.err).to.contain('root is 0x');
  });

  it('given a gift that stands twice in the records when they are checked it says so, and adds up nothing', async () => {
    const bundle = JSON.parse(await readFile(at('mine.json'), 'utf8')) as { gifts: object[] };
    bundle.gifts.push({ ...bundle.gifts[0] });
    await writeFile(at('doubled.json'), JSON.stringify(bundle));
    const { code: exit, out, err } = await runWarm('export.ts', ['check', at('doubled.json')]);
    expect(exit).to.equal(1);
    expect(err).to.match(/the gift at \d+ of 0x[0-9a-f]{64} is in the file twice/);
    expect(out).not.to.contain('smallest units');
  });

  it('given another ledger’s records, sound in themselves, when they are compared they are refused', async () => {
    const record = JSON.parse(await readFile(scene.record, 'utf8')) as {
      contracts: Record<string, { address: string }>;
    };
    const url = scene.env['LOCAL_RPC_URL'] ?? '';
    for (const name of ['Ledger', 'Registry']) {
      const other = structuredClone(record);
      other.contracts[name]!.address = `0x${'9'.repeat(40)}`;
      await writeFile(at('other-place.json'), JSON.stringify(other));
      const args = ['check', at('mine.json'), '--rpc', url, '--deployment', at('other-place.json')];
      const { code: exit, err } = await runWarm('export.ts', args);
      expect(err).to.contain(`the file is about the ${name} 0x`);
      expect(exit).to.equal(1);
    }
  });

  it('given records with another time of their block when they are compared they are refused', async () => {
    const bundle = JSON.parse(await readFile(at('mine.json'), 'utf8')) as {
      place: { time: number };
    };
    bundle.place.time += 60;
    await writeFile(at('timed.json'), JSON.stringify(bundle));
    const url = scene.env['LOCAL_RPC_URL'] ?? '';
    const args = ['check', at('timed.json'), '--rpc', url, '--deployment', scene.record];
    const { code: exit, err } = await runWarm('export.ts', args);
    expect(err).to.match(/block \d+ is of \d+, not of \d+/);
    expect(exit).to.equal(1);
  });

  it('given a chain that went another way when records are compared with it they are refused', async () => {
    const { node } = scene.node;
    const snapshot = await node.request('evm_snapshot');
    await node.request('evm_mine');
    expect((await exported('donor', code, '--out', at('later.json'))).code).to.equal(0);
    await node.request('evm_revert', [snapshot]);
    await node.request('evm_increaseTime', [500]);
    await node.request('evm_mine');
    const url = scene.env['LOCAL_RPC_URL'] ?? '';
    const checked = await runWarm('export.ts', [
      ...['check', at('later.json'), '--rpc', url, '--deployment', scene.record],
    ]);
    expect(checked.code).to.equal(1);
    expect(checked.err).to.contain('has another hash on this chain');
  });

  it('given tokens that do not say their name when they are named their address stands for it', async () => {
    const rpc = rpcOfUrl(scene.env['LOCAL_RPC_URL'] ?? '');
    // The ledger refuses to be asked, and nobody is at the other address.
    for (const nameless of [scene.chain.ledgerAddress, `0x${'9'.repeat(40)}`] as Hex[]) {
      expect(await readToken(rpc, nameless)).to.deep.equal({
        symbol: `${nameless.slice(0, 6)}…${nameless.slice(-4)}`,
        decimals: 0,
      });
    }
  });

  for (const [what, args, complaint] of [
    ['nothing', [], 'usage'],
    ['an unknown campaign', ['csv', '--campaign', '0xffff'], 'there is no campaign 0xffff'],
    ['a bad country', ['iati', '--country', 'China'], '--country'],
    ['an account that gave nothing', ['donor', `0x${'9'.repeat(40)}`], 'there is no gift'],
    ['a file that is not there', ['check', '/nowhere.json'], '/nowhere.json cannot be read'],
  ] as const) {
    it(`given ${what} when something is exported it says what is wrong, exit 2`, async () => {
      const { code: exit, err } = await exported(...args);
      expect(exit).to.equal(2);
      expect(err).to.contain(complaint);
      expect(err.trim().split('\n').length).to.be.lessThan(12);
    });
  }
});
