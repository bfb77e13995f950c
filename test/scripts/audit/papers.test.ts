import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { computeAddress, id } from 'ethers';
import { batchFileBytes, batchManifest, looksLikeBatchFile } from '../../../domain/batchFile.ts';
import { cidFromDigest, sha256Hex } from '../../../domain/cid.ts';
import { topicOf } from '../../../domain/events.ts';
import { manifestBytes, manifestDigest, parseManifestBytes } from '../../../domain/manifest.ts';
import { replay } from '../../../domain/replay.ts';
import { buildSumTree } from '../../../domain/sumTree.ts';
import { readConfig } from '../../../gateway/config.ts';
import { startGateway } from '../../../gateway/server.ts';
import { cidOf } from '../../../gateway/unixfs.ts';
import { latestBlock, readEvents } from '../../../scripts/chain/events.ts';
import { deskInterface } from '../../../scripts/chain/interfaces.ts';
import { rpcOfUrl } from '../../../scripts/chain/rpc.ts';
import { checkDocuments } from '../../../scripts/audit/documents.ts';
import { actorKey } from '../../../scripts/scenario/actors.ts';
import { DemoToken__factory } from '../../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';
import { Ledger__factory } from '../../../typechain-types/factories/contracts/Ledger__factory.ts';
import { AuditError } from '../../../scripts/audit/errors.ts';
import type { Hex } from '../../../domain/hex.ts';
import { mined } from '../../../scripts/deployment/mined.ts';
import { auditOf, auditScene, forget, onFork, type AuditScene } from './support/scene.ts';

describe('audit: documents and published files', function () {
  this.timeout(120_000);
  let scene: AuditScene;
  let copies = 0;

  before(async () => {
    scene = await auditScene();
  });

  /** Audits with a copy of the documents that something was done to. */
  async function auditPapers(change: (folder: string) => Promise<void>) {
    const folder = join(scene.folder, `papers-${copies++}`);
    await cp(scene.documents, folder, { recursive: true });
    await change(folder);
    const { report } = await auditOf(scene, { evidence: folder });
    await forget(folder);
    return report;
  }

  /** The digests that the chain names in events of that name. */
  async function digestsIn(event: 'ReportPublished' | 'EvidenceSubmitted'): Promise<Hex[]> {
    const logs = await scene.provider.getLogs({
      address: scene.desk,
      topics: [topicOf(event)],
      fromBlock: 0,
    });
    return logs.map((log) => {
      const args = deskInterface.parseLog(log)?.args.toObject() ?? {};
      return String(args[event === 'ReportPublished' ? 'report' : 'evidence']) as Hex;
    });
  }

  it('given every document as it was stored, all are intact', async () => {
    const report = await auditPapers(async () => {});
    expect(report.verdict).to.equal('clean');
    expect(report.documents).to.include({ missing: 0, altered: 0 });
    expect(report.documents?.intact).to.be.greaterThan(90);
    expect(report.batches).to.deep.equal({ batches: 2, gifts: 10_400, intact: 2 });
    expect(report.campaigns[3]?.name?.en).to.equal('Warm Winter on Cloud Ridge');
  });

  it('R5 given a document that is missing and one that was altered, it names both', async () => {
    const [gone, changed] = await digestsIn('ReportPublished');
    const report = await auditPapers(async (folder) => {
      await rm(join(folder, cidFromDigest(gone!)));
      await alter(join(folder, cidFromDigest(changed!)));
    });
    expect(
      report.findings.map(({ law, code, expected }) => [law, code, expected]),
    ).to.have.deep.members([
      [null, 'documentMissing', gone],
      [null, 'documentAltered', changed],
    ]);
  });

  it('R5 given a file of a bundle that is missing or altered, it names the file', async () => {
    const [digest] = await digestsIn('EvidenceSubmitted');
    const path = join(scene.documents, cidFromDigest(digest!));
    const [file] = parseManifestBytes(new Uint8Array(await readFile(path))).files;
    for (const [code, change] of [
      ['fileMissing', (folder: string) => rm(join(folder, file!.cid))],
      ['fileAltered', (folder: string) => alter(join(folder, file!.cid))],
    ] as const) {
      const report = await auditPapers(change);
      expect(report.findings.map((finding) => finding.code)).to.deep.equal([code]);
      expect(report.findings[0]?.subject).to.match(new RegExp(`^${file!.name} in the evidence of`));
    }
  });

  it('R5 given a batch’s published file that is missing or altered, it names the batch', async () => {
    const name = await batchFile(scene.documents);
    for (const [code, change] of [
      ['batchMissing', (folder: string) => rm(join(folder, name))],
      ['batchAltered', (folder: string) => alter(join(folder, name))],
    ] as const) {
      const report = await auditPapers(change);
      expect(report.findings.map((finding) => finding.code)).to.deep.equal([code]);
      expect(report.verdict).to.equal('findings');
    }
  });

  it('R4 given a published file, whole in itself, whose gifts are not what was anchored, law 6 is broken', async () => {
    const { chainId, ledger } = { chainId: 31337, ledger: scene.ledger };
    const operator = computeAddress(actorKey('platform')).toLowerCase() as Hex;
    const [anchored] = await scene.provider.getLogs({
      ...{ address: ledger, topics: [topicOf('BatchAnchored')], fromBlock: 0 },
    });
    const campaign = anchored!.topics[1] as Hex;
    const scope = { chainId, ledger, campaign, operator };
    const gifts = [3n, 4n].map((amount, i) => ({ commitment: id(`gift ${i}`) as Hex, amount }));
    const bytes = batchFileBytes(scope, gifts);
    const stored = { size: bytes.length, cid: await cidOf(bytes), sha256: await sha256Hex(bytes) };
    const manifest = batchManifest(stored);
    const { root } = buildSumTree(scope, gifts);
    const lies: readonly [what: string, amount: bigint, count: number, root: Hex][] = [
      ['a larger sum', 9n, 2, root],
      ['more gifts', 7n, 3, root],
      ['another root', 7n, 2, id('root') as Hex],
    ];
    for (const [what, amount, count, lie] of lies) {
      await onFork(scene, async () => {
        const { provider } = scene;
        await provider.send('anvil_impersonateAccount', [operator]);
        const signer = await provider.getSigner(operator);
        const contract = Ledger__factory.connect(ledger, signer);
        const { token } = await contract.campaignOf(campaign);
        const issuer = await provider.getSigner(0);
        await mined(await DemoToken__factory.connect(token, issuer).mint(operator, amount));
        const money = DemoToken__factory.connect(token, signer);
        await mined(await money.approve(ledger, amount));
        const digest = await manifestDigest(manifest);
        await mined(await contract.donateBatch(campaign, amount, count, lie, digest));
        const report = await auditPapers(async (folder) => {
          await writeFile(join(folder, stored.cid), bytes);
          await writeFile(join(folder, cidFromDigest(digest)), manifestBytes(manifest));
        });
        expect(
          report.findings.map(({ law, code }) => [law, code]),
          what,
        ).to.deep.equal([[6, 'batchDiffers']]);
        expect(report.batches).to.deep.equal({ batches: 3, gifts: 10_400, intact: 2 });
      });
    }
  });

  it('R5 given evidence whose digest is somebody’s reason too, it may not be missing for that', async () => {
    const { state, covered } = await replayed();
    const [first, second] = covered
      .flatMap(({ requests }) => requests)
      .filter(({ evidence }) => {
        return evidence.length > 0;
      });
    const { digest } = second!.evidence[0]!;
    // The first payment was vetoed for a reason that is the other one's evidence.
    first!.veto = { by: first!.requested.tx, reason: digest, at: first!.requested };
    const { findings } = await checkDocuments(
      { get: () => Promise.resolve('missing') },
      state,
      covered,
    );
    const named = findings.filter(({ expected }) => expected === digest);
    expect(named.map(({ code }) => code)).to.deep.equal(['documentMissing']);
  });

  /** The scene's events, replayed. */
  async function replayed() {
    const rpc = rpcOfUrl(scene.url);
    const { ledger, desk, registry } = scene;
    const events = await readEvents(rpc, { ledger, desk, registry }, 0, await latestBlock(rpc));
    const state = replay({ chainId: 31337, ledger, registry }, events);
    return { state, covered: [...state.campaigns.values()] };
  }

  it('given a gateway instead of a folder, it fetches the same and finds what it lacks', async () => {
    const folder = join(scene.folder, 'kept');
    await cp(scene.documents, folder, { recursive: true });
    const gateway = await startGateway(
      readConfig({ PORT: '0', STORE_DIR: folder, READS_PER_MINUTE: '60000' }),
    );
    try {
      const whole = await auditOf(scene, { evidence: gateway.url });
      expect(whole.report.verdict).to.equal('clean');
      const [changed] = await digestsIn('ReportPublished');
      await alter(join(folder, cidFromDigest(changed!)));
      const { report } = await auditOf(scene, { evidence: gateway.url, batches: scene.documents });
      expect(report.findings.map(({ code }) => code)).to.deep.equal(['documentAltered']);
    } finally {
      await gateway.close();
      await forget(folder);
    }
  });

  it('given no documents, it says that they were not checked, law 6 with them', async () => {
    const { report } = await auditOf(scene);
    expect(report.documents).to.equal(null);
    expect(report.limits).to.include.members(['documentsNotChecked', 'batchesNotChecked']);
    const six = report.laws.find(({ number }) => number === 6);
    expect(six?.verdict).to.equal('notChecked');
  });

  it('given a folder that is not there, it cannot be carried out', async () => {
    const outcome: unknown = await auditOf(scene, { evidence: '/nowhere' }).catch(
      (error: unknown) => error,
    );
    expect(outcome).to.be.instanceOf(AuditError);
  });
});

/** Changes one byte in the middle of a file. */
async function alter(path: string): Promise<void> {
  const bytes = await readFile(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = bytes[middle]! ^ 1;
  await writeFile(path, bytes);
}

/** The published file among the documents. */
async function batchFile(folder: string): Promise<string> {
  for (const name of await readdir(folder)) {
    const bytes = await readFile(join(folder, name)).catch(() => null);
    if (bytes !== null && looksLikeBatchFile(bytes)) return name;
  }
  throw new Error('no published file');
}
