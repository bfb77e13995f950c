import { expect } from 'chai';
import { ZeroHash } from 'ethers';
import { Ledger__factory } from '../../../typechain-types/factories/contracts/Ledger__factory.ts';
import { DemoToken__factory } from '../../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';
import { AuditError, UsageError } from '../../../scripts/audit/errors.ts';
import { reportHtml } from '../../../scripts/audit/html.ts';
import { readTask } from '../../../scripts/audit/options.ts';
import { tellReport } from '../../../scripts/audit/tell.ts';
import { runScript } from '../support/command.ts';
import { mined } from '../../../scripts/deployment/mined.ts';
import { auditOf, auditScene, onFork, type AuditScene } from './support/scene.ts';

const DAY = 86_400;

describe('audit: an honest chain', function () {
  this.timeout(120_000);
  let scene: AuditScene;

  before(async () => {
    scene = await auditScene();
  });

  it('given the demo story, it finds every law holding, proves the storage whole and exits with 0', async () => {
    const { code, out, err } = await runScript('audit.ts', [
      ...['--rpc', scene.url, '--deployment', scene.record],
      ...['--evidence', scene.documents],
    ]);
    expect(out).to.include('Clean: the chain, its events and the laws agree.');
    expect(out.match(/law \d+: holds/g)).to.have.length(12);
    expect(out).to.match(/the ledger holds 198,714\.00 RMBD, escrow is 198,714\.00 RMBD, proven/);
    expect(out).to.match(/batches: 2 of 2 files give their root, 10400 gifts/);
    expect(err).to.match(/▸ block \d+ \(0x[0-9a-f]{64}\)\n▸ events of ledger/);
    expect(code).to.equal(0);
  });

  it('given nothing but the ledger’s address, it finds the registry, the desks and the first block', async () => {
    const { ledger, desk, registry } = scene;
    const { report } = await auditOf(scene, { deployment: undefined, ledger });
    expect(report.verdict).to.equal('clean');
    expect(report.subject).to.deep.equal({
      ledger,
      registry,
      desks: [{ address: desk, isRecognised: true }],
      campaign: null,
    });
    expect(report.chain.from).to.equal(scene.deployment.contracts['Ledger']?.block);
    expect(report.proven).to.deep.equal({
      isStateProven: true,
      isLedgerComplete: true,
      isRegistryComplete: true,
      areDesksComplete: true,
    });
    expect(report.code.map(({ name, isOurs }) => [name, isOurs])).to.deep.equal([
      ['Ledger', true],
      ['Registry', true],
      ['Desk', true],
      ['DeskAnnex', true],
      ['passkeys', true],
    ]);
    expect(report.campaigns.map(({ raised }) => raised)).to.deep.equal([
      '0',
      '12000',
      '0',
      '50600000',
      '8000000',
      '1200000',
      '200000',
      '12000000',
      '100000',
    ]);
  });

  it('given a campaign that somebody opened without a recognised desk, it lists it apart', async () => {
    await onFork(scene, async () => {
      const signer = await scene.provider.getSigner(1);
      const ledger = Ledger__factory.connect(scene.ledger, signer);
      const token = await new DemoToken__factory(signer).deploy('Other', 'OTHR', 2);
      await token.waitForDeployment();
      const now = (await scene.provider.getBlock('latest'))?.timestamp ?? 0;
      const config = {
        token: await token.getAddress(),
        opens: now,
        closes: now + DAY,
        minimum: 1n,
        successor: `0x${'00'.repeat(32)}`,
        claimWindow: 0,
        silence: 0,
        hardEnd: 0,
        operators: [],
      };
      await mined(await ledger.open(config, `0x${'01'.repeat(32)}`));
      const { report } = await auditOf(scene);
      expect(report.verdict).to.equal('clean');
      expect(report.campaigns.map(({ apart }) => apart)).to.deep.equal([
        ...Array<null>(9).fill(null),
        'desk',
      ]);
      expect(report.read.campaigns).to.equal(9);
      expect(report.proven.isLedgerComplete).to.equal(true);
      expect(report.tokens.map(({ isRecognised }) => isRecognised)).to.deep.equal([
        true,
        true,
        false,
      ]);
    });
  });

  it('given an outsider’s token with more decimals than an amount can have, it is still told', async () => {
    await onFork(scene, async () => {
      const signer = await scene.provider.getSigner(1);
      const ledger = Ledger__factory.connect(scene.ledger, signer);
      const token = await new DemoToken__factory(signer).deploy('Other', 'OTHR', 77);
      await token.waitForDeployment();
      const now = (await scene.provider.getBlock('latest'))?.timestamp ?? 0;
      const ends = { closes: 4_000_000_000, claimWindow: 0, silence: 0, hardEnd: 0 };
      const config = { token, opens: now + 100, minimum: 1, successor: ZeroHash, operators: [] };
      await mined(await ledger.open({ ...config, ...ends }, ZeroHash));
      const { report } = await auditOf(scene);
      expect(report.verdict).to.equal('clean');
      expect(report.tokens.find(({ symbol }) => symbol === 'OTHR')?.decimals).to.equal(0);
      expect(tellReport(report)).to.include('the ledger holds 0 OTHR');
      expect(reportHtml({ report, signature: null }, 'zh')).to.include('OTHR');
    });
  });

  it('given a block in the past, it audits what was true then', async () => {
    const asOf = 150;
    const { report } = await auditOf(scene, { asOf });
    expect(report.verdict).to.equal('clean');
    expect(report.chain.block).to.equal(asOf);
    const block = await scene.provider.getBlock(asOf);
    expect(report.chain.blockHash).to.equal(block?.hash);
    const raised = report.campaigns.reduce((sum, one) => sum + BigInt(one.raised), 0n);
    expect(raised > 0n && raised < 708_000_00n, String(raised)).to.equal(true);
  });

  it('given one campaign to audit, only that one counts', async () => {
    const { report: all } = await auditOf(scene);
    const campaign = all.campaigns[3]?.id as `0x${string}`;
    const { report } = await auditOf(scene, { campaign });
    expect(report.read.campaigns).to.equal(1);
    expect(report.campaigns.filter(({ apart }) => apart === null)).to.have.length(1);
    const unknown = `0x${'ab'.repeat(32)}` as const;
    const outcome = await auditOf(scene, { campaign: unknown }).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(AuditError);
  });

  it('given nonsense on the command line, it says what is wrong in one line and exits with 2', async () => {
    for (const [args, words] of [
      [['--ledger', '0x12'], /^--ledger must be 0x and 40 hex digits$/],
      [['--as-of', 'now'], /^--as-of must be a whole number$/],
      [['--rpc', 'localhost'], /^--rpc must be an address that begins with http/],
      [['--lang', 'fr'], /^--lang must be zh or en$/],
    ] as const) {
      expect(() => readTask(args), args.join(' ')).to.throw(UsageError, words);
    }
    const unknown = await runScript('audit.ts', ['--nonsense']);
    expect([unknown.code, unknown.out]).to.deep.equal([2, '']);
    expect(unknown.err).to.match(/^audit: Unknown option '--nonsense'\nusage: npm run audit -- /);
    const nobody = ['--rpc', 'http://127.0.0.1:9', '--ledger', scene.ledger];
    const { code, out, err } = await runScript('audit.ts', nobody);
    expect([code, out]).to.deep.equal([2, '']);
    expect(err).to.equal(
      'audit: no node answers at 127.0.0.1:9: is the product running (npm start)?\n',
    );
    const nothing: unknown = await auditOf(scene, {
      deployment: undefined,
      ledger: `0x${'12'.repeat(20)}`,
    }).catch((error: unknown) => error);
    expect(nothing).to.be.instanceOf(AuditError);
    expect(String(nothing)).to.match(/there is no contract at 0x1212/);
  });
});
