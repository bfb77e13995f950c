import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { computeAddress, JsonRpcProvider } from 'ethers';
import { expect } from 'chai';
import { cidFromDigest } from '../../domain/cid.ts';
import { parseDeployment } from '../../domain/deployment.ts';
import type { Deployment } from '../../domain/deployment.ts';
import { factsOfState } from '../../domain/flags/factsOfState.ts';
import { flagsOf } from '../../domain/flags/flags.ts';
import { bundlesOf } from '../../domain/flags/reused.ts';
import { isZero } from '../../domain/hex.ts';
import type { Hex } from '../../domain/hex.ts';
import { parseManifest } from '../../domain/manifest.ts';
import { parseMetadata } from '../../domain/metadata.ts';
import { parseReceiptCode } from '../../domain/receiptCode.ts';
import type { ReplayState } from '../../domain/state.ts';
import { readConfig } from '../../gateway/config.ts';
import { startGateway } from '../../gateway/server.ts';
import type { RunningGateway } from '../../gateway/server.ts';
import { playStory, StoryError } from '../../scripts/demo/play.ts';
import type { DemoStory } from '../../scripts/demo/play.ts';
import { readOffices } from '../../scripts/deployment/officesCheck.ts';
import { readRecord, recordPath } from '../../scripts/deployment/record.ts';
import { anvilArguments, anvilPath, LocalNode } from '../../scripts/start/node.ts';
import { actorKey } from '../../scripts/scenario/actors.ts';
import { giftAnswerOf } from '../../scripts/screenshots/giftAnswers.ts';
import { tellCode } from '../../scripts/trace/code.ts';
import { TraceError } from '../../scripts/trace/question.ts';
import { readSource } from '../../scripts/trace/source.ts';
import type { Source } from '../../scripts/trace/source.ts';
import { CustodyToken__factory } from '../../typechain-types/factories/contracts/CustodyToken__factory.ts';
import { freePort } from '../indexer/support/anvil.ts';
import { deployLocally } from './support/localNode.ts';

const DAY = 86_400;

describe('the demo story on a local node', function () {
  this.timeout(120_000);
  let folder: string;
  let anvil: ChildProcess;
  let gateway: RunningGateway;
  let rpcUrl: string;
  let deployment: Deployment;
  let story: DemoStory;
  let state: ReplayState;
  let findings: readonly string[];
  let source: Source;
  let batchesFolder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sunline-story-'));
    const port = await freePort();
    rpcUrl = `http://127.0.0.1:${port}`;
    const genesis = Math.floor(Date.now() / 1000) - 190 * DAY;
    anvil = spawn(anvilPath(), anvilArguments(port, { genesis }), { stdio: 'ignore' });
    const node = new LocalNode(rpcUrl, join(folder, 'chain.json'));
    await node.isUp(() => anvil.exitCode !== null);
    batchesFolder = join(folder, 'batches');
    const store = {
      PORT: '0',
      STORE_DIR: join(folder, 'documents'),
      RECEIPTS_DIR: batchesFolder,
      OPERATORS: computeAddress(actorKey('platform')),
      WRITES_PER_MINUTE: '6000',
    };
    gateway = await startGateway(readConfig(store));
    deployment = parseDeployment(await deployLocally(rpcUrl, folder));
    const recordFolders = [folder];
    const telling = { rpcUrl, deployment, gatewayUrl: gateway.url, batchesFolder, recordFolders };
    story = await playStory(telling);
    source = await readSource(rpcUrl, recordPath(folder, deployment.chainId));
    ({ state, findings } = source);
  });

  after(async () => {
    await gateway.close();
    anvil.kill();
    if (anvil.exitCode === null) await once(anvil, 'exit');
    await rm(folder, { recursive: true });
  });

  it('given its events, they rebuild what the contracts say of themselves', () => {
    expect(findings).to.deep.equal([]);
    const raised = [...state.campaigns.values()].map((campaign) => campaign.raised);
    expect(raised).to.deep.equal([
      0n,
      12_000n,
      0n,
      506_000_00n,
      80_000_00n,
      12_000_00n,
      2_000_00n,
      120_000_00n,
      1_000_00n,
    ]);
  });

  it('given the people it appoints, the record names them all and nobody else holds an office', async () => {
    const record = await readRecord(folder, 31337);
    if (record === undefined) throw new Error('no record');
    const provider = new JsonRpcProvider(rpcUrl);
    const { offices, deviations } = await readOffices(provider, record);
    provider.destroy();
    expect(deviations).to.deep.equal([]);
    const counts = offices.map(({ office, holders }) => [office.name, holders.length]);
    expect(counts).to.deep.equal([
      ...[
        ['registrar', 2],
        ['guardian', 2],
        ['custodian of MASK', 2],
        ['admin', 1],
      ],
    ]);
  });

  it('given its days, they have passed and the last block is about now', async () => {
    const head = await new LocalNode(rpcUrl, '').head();
    expect(Math.floor(Date.now() / 1000) - head.timestamp).to.be.within(0, 60);
    const times = [...state.campaigns.values()].map(({ opened }) => opened.timestamp);
    expect(head.timestamp - Math.min(...times)).to.be.within(164 * DAY, 166 * DAY);
  });

  it('given its documents, every digest on chain is kept in the store', async () => {
    for (const { rules } of state.campaigns.values()) {
      const cid = cidFromDigest(rules?.metadata ?? '0x');
      const metadata = parseMetadata(await fetchJson(`${gateway.url}/documents/${cid}`));
      const [image = ''] = metadata.images ?? [];
      expect((await fetch(`${gateway.url}/documents/${image}`)).status).to.equal(200);
    }
    let bundles = 0;
    const digests = [...state.records.values()].flatMap(({ terms, evidence }) => [
      terms.documents,
      ...evidence.map(({ digest }) => digest),
    ]);
    const campaigns = [...state.campaigns.values()];
    digests.push(...campaigns.flatMap(({ reports }) => reports.map(({ digest }) => digest)));
    for (const digest of digests.filter((one) => !isZero(one))) {
      for (const { cid } of (await manifestOf(digest)).files) {
        expect((await fetch(`${gateway.url}/documents/${cid}`)).status).to.equal(200);
      }
      bundles += 1;
    }
    expect(bundles).to.be.greaterThan(30);
    const recipients = campaigns.flatMap(({ enrolled }) => [...enrolled.values()]);
    const documents = {
      auditor: [...(state.roles.get('auditor')?.values() ?? [])],
      recipient: recipients.map(({ document }) => document),
    };
    for (const [role, parties] of Object.entries(documents)) {
      expect(parties, role).to.have.length.greaterThan(2);
      for (const digest of parties) {
        const party = await fetchJson(`${gateway.url}/documents/${cidFromDigest(digest)}`);
        expect(party).to.include({ version: 1, role });
      }
    }
  });

  it('given its documents too, all five defects of the doctored campaign are flagged, and nothing honest is', async () => {
    const facts = factsOfState(state, Math.floor(Date.now() / 1000));
    const files = new Map<Hex, Hex[]>();
    for (const { digest } of facts.campaigns.flatMap(bundlesOf)) {
      files.set(
        digest,
        (await manifestOf(digest)).files.map(({ sha256 }) => sha256),
      );
    }
    const flags = flagsOf(facts, files);
    const link = story.links.find(({ title }) => title.en.startsWith('Rosy Clouds'));
    expect(new Set(flags.map(({ campaign }) => campaign))).to.deep.equal(new Set([link?.campaign]));
    expect(flags.map(({ kind, severity }) => `${severity} ${kind}`)).to.deep.equal([
      'serious evidenceReused',
      'serious circularMoney',
      'serious lateProof',
      'notable payeeConcentration',
      'notable lateReport',
    ]);
    const cloudtop = computeAddress(actorKey('cloudtop')).toLowerCase();
    const [reused, circular, proof, payee, report] = flags.map(({ figures }) => figures);
    expect(reused).to.include({ uses: 2 });
    const sums = { paid: 82_000_00n, given: 9_000_00n };
    expect(circular).to.deep.equal({ account: cloudtop, ...sums, cameBack: true });
    expect(proof).to.include({ amount: 32_000_00n, missing: null });
    const shares = { paid: 82_000_00n, total: 100_000_00n, shareBps: 8_200, payments: 3 };
    expect(payee).to.deep.equal({ payee: cloudtop, ...shares });
    const days = [proof, report].map((late) => {
      return late !== undefined && 'lateBy' in late ? Math.floor(late.lateBy / DAY) : null;
    });
    expect(days).to.deep.equal([23, 6]);
  });

  async function manifestOf(digest: string) {
    return parseManifest(await fetchJson(`${gateway.url}/manifests/${digest}`));
  }

  it('given its links, each leads to a donation or a campaign that is there', () => {
    expect(story.links).to.have.length.greaterThan(3);
    for (const link of story.links) {
      const campaign = state.campaigns.get(link.campaign);
      expect(campaign).not.to.equal(undefined);
      if (link.kind === 'donation') {
        expect(campaign?.entries[link.index]?.at.tx).to.equal(link.tx);
      }
    }
  });

  it('given Xiao He’s receipt code alone, 0.60 are heaters and 0.80 medicine at the clinic', async () => {
    const secret = parseReceiptCode(story.receiptCode);
    const alone = { secret, reference: null };
    const told = await tellCode(source, alone, gateway.url, (address) => address);
    expect(told).to.include('1.40 RMB');
    const [, ...parts] = told.split('\n\n');
    expect(parts.map((part) => part.split('\n')[0])).to.include.members(['0.60 RMB', '0.80 RMB']);
    expect(told).to.match(/0\.60 RMB\n[^]*= at 0x[0-9a-f]{40}, confirmed\n/);
    expect(told).to.match(/0\.80 RMB\n[^]*→ passed on[^]*= at 0x[0-9a-f]{40}, attested\n/);
  });

  it('given the code and the payment’s number, the gift is found by its commitment; by another number it is not', async () => {
    const secret = parseReceiptCode(story.receiptCode);
    const [gift] = (await giftAnswerOf(gateway.url, story.receiptCode)).gifts;
    const question = { secret, reference: gift?.reference ?? '' };
    const told = await tellCode(source, question, gateway.url, (address) => address);
    expect(told).to.include(`1.40 RMB, payment ${question.reference}\n`);
    const other = { secret, reference: 'pay-0' };
    const refused: unknown = await tellCode(source, other, gateway.url, (address) => address).catch(
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(TraceError);
  });

  it('given its people, each has money for gas, and who gives has some to give', async () => {
    const node = new LocalNode(rpcUrl, '');
    const token = deployment.contracts['DemoToken']?.address;
    expect(story.people.length).to.be.greaterThan(15);
    for (const { address, role } of story.people) {
      expect(
        BigInt(String(await node.request('eth_getBalance', [address, 'latest']))),
      ).to.be.greaterThan(0n);
      if (role !== 'donor') continue;
      const data = `0x70a08231${address.slice(2).padStart(64, '0')}`;
      const balance = await node.request('eth_call', [{ to: token, data }, 'latest']);
      expect(BigInt(String(balance)), address).to.be.greaterThan(50_00n);
    }
  });

  it('given the warehouse, its word covers every receipt, and what was handed out is no receipt any more', async () => {
    const masks = [...state.campaigns.values()].find(({ raised }) => raised === 12_000n);
    const token = deployment.contracts['CustodyToken MASK']?.address ?? '';
    expect(masks?.config.token).to.equal(token);
    const provider = new JsonRpcProvider(rpcUrl);
    const custody = CustodyToken__factory.connect(token, provider);
    const { stated, paidSince, document } = await custody.reserve();
    expect([stated, paidSince]).to.deep.equal([12_000n, 9_000n]);
    expect(await custody.totalSupply()).to.equal(3_000n);
    expect(await custody.released()).to.equal(2_000n);
    expect(await custody.balanceOf(state.scope.ledger)).to.equal(1_000n);
    expect((await manifestOf(document)).files[0]?.name).to.equal('stock-list.txt');
    provider.destroy();
  });

  it('given the waiting payment of the books, a gift of 50 sets it free', () => {
    const books = story.links.find(({ title }) => title.en.startsWith('A Book'));
    const campaign = books && state.campaigns.get(books.campaign);
    const waiting = campaign?.requests.find(({ stage }) => stage === 'requested');
    expect(waiting?.terms.amount).to.equal(60_00n);
    expect(waiting?.payableFrom).to.be.within(1, Math.floor(Date.now() / 1000));
    expect(campaign && campaign.raised - campaign.disbursed).to.equal(40_00n);
  });

  it('given a chain on which it was told already, it refuses to be told again', async () => {
    const again = playStory({ rpcUrl, deployment, gatewayUrl: gateway.url, batchesFolder });
    const outcome = await again.then(
      () => null,
      (error: unknown) => error,
    );
    expect(outcome).to.be.instanceOf(StoryError);
  });
});

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  expect(response.status, url).to.equal(200);
  return response.json();
}
