import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { computeAddress, Wallet } from 'ethers';
import { expect } from 'chai';
import { shortId } from '../../../domain/shortHex.ts';
import { AuditError, UsageError } from '../../../scripts/audit/errors.ts';
import { reportHtml } from '../../../scripts/audit/html.ts';
import { reportJsonSchema, reportSchema, type AuditReport } from '../../../scripts/audit/report.ts';
import { readKey, signReport, verifyReport } from '../../../scripts/audit/sign.ts';
import { tellReport } from '../../../scripts/audit/tell.ts';
import { runScript } from '../support/command.ts';
import { auditOf, auditScene, type AuditScene } from './support/scene.ts';

const KEY = `0x${'11'.repeat(32)}`;
const SCHEMA = new URL('../../../docs/audit-report.schema.json', import.meta.url);

describe('audit: the report', function () {
  this.timeout(120_000);
  let scene: AuditScene;
  let report: AuditReport;

  before(async () => {
    scene = await auditScene();
    ({ report } = await auditOf(scene, { evidence: scene.documents }));
  });

  it('given the doctored campaign, it raises its flags, and the verdict stays clean', () => {
    expect(report.verdict).to.equal('clean');
    const rosy = report.campaigns.find(({ name }) => name?.en === 'Rosy Clouds for Schools');
    const kinds = report.flags
      .filter(({ campaign }) => campaign === rosy?.id)
      .map(({ kind }) => kind);
    expect(kinds).to.include.members([
      'evidenceReused',
      'payeeConcentration',
      'circularMoney',
      'lateProof',
      'lateReport',
    ]);
    const text = tellReport(report);
    expect(text).to.match(/82% of what was paid went to one payee/);
    expect(text).to.match(/was paid 82,000\.00 RMBD and gave 9,000\.00 RMBD, some of it after/);
    expect(text).to.match(/A delivery of 32,000\.00 RMBD was shown 23 days late/);
    expect(text).to.match(/A report was published 6 days late/);
    expect(text).to.match(/Clean: [^\n]+ \d risks to look at: no rule is broken/);
  });

  it('given the published schema, it is the one that reports have', async () => {
    expect(reportSchema.safeParse(report).error).to.equal(undefined);
    const published: unknown = JSON.parse(await readFile(SCHEMA, 'utf8'));
    // npm run --silent audit -- --schema > docs/audit-report.schema.json, then npm run format
    expect(published).to.deep.equal(JSON.parse(JSON.stringify(reportJsonSchema())));
  });

  it('given a key, the command writes a signed report in both forms, and verifies it', async () => {
    const [json, html, key] = ['report.json', 'report.html', 'key'].map((name) =>
      join(scene.folder, name),
    ) as [string, string, string];
    await writeFile(key, `${KEY}\n`);
    const args = ['--rpc', scene.url, '--deployment', scene.record, '--lang', 'zh'];
    const { code, out } = await runScript('audit.ts', [
      ...args,
      ...['--json', json, '--html', html, '--sign', key],
    ]);
    expect(out).to.include(`Signed by ${computeAddress(KEY).toLowerCase()}.\nWritten: ${json}\n`);
    expect(code).to.equal(0);
    const verified = await runScript('audit.ts', ['--verify', json]);
    expect(verified.out).to.match(/report\.json: clean, at block \d+ .* signed by 0x19e7e376/);
    expect(verified.code).to.equal(0);
    expect(await readFile(html, 'utf8')).to.include('<h1>审计报告</h1>');
  });

  it('given a report that was changed after it was signed, it says so', async () => {
    const signed = await signReport(report, new Wallet(KEY));
    const path = join(scene.folder, 'changed.json');
    const verify = async (value: unknown) => {
      await writeFile(path, JSON.stringify(value));
      return (await verifyReport(path)).state;
    };
    expect(await verify(signed)).to.equal('signed');
    expect(await verify({ ...signed, signature: null })).to.equal('unsigned');
    const [first, ...more] = report.tokens;
    const richer = { ...report, tokens: [{ ...first, held: '1' }, ...more] };
    expect(await verify({ ...signed, report: richer })).to.equal('altered');
    const other = await signReport({ ...report, verdict: 'findings' }, new Wallet(KEY));
    expect(await verify({ ...signed, signature: other.signature })).to.equal('altered');
    const somebody = { ...signed.signature, signer: `0x${'22'.repeat(20)}` };
    expect(await verify({ ...signed, signature: somebody })).to.equal('altered');
    for (const value of [{}, { ...signed, report: { ...report, more: 1 } }]) {
      const outcome: unknown = await verify(value).catch((error: unknown) => error);
      expect(outcome).to.be.instanceOf(AuditError);
    }
  });

  it('given a keystore, its password opens it; given anything else, it says so', async () => {
    const path = join(scene.folder, 'keystore.json');
    const options = { scrypt: { N: 2, r: 1, p: 1 } };
    const { encryptKeystoreJson } = await import('ethers');
    const account = { address: computeAddress(KEY), privateKey: KEY };
    await writeFile(path, await encryptKeystoreJson(account, 'open', options));
    process.env['AUDIT_PASSWORD'] = 'open';
    expect((await readKey(path)).address).to.equal(computeAddress(KEY));
    process.env['AUDIT_PASSWORD'] = 'shut';
    for (const file of [path, scene.record, '/nowhere']) {
      const outcome: unknown = await readKey(file).catch((error: unknown) => error);
      expect(outcome, file).to.be.instanceOf(UsageError);
    }
    delete process.env['AUDIT_PASSWORD'];
  });

  for (const language of ['zh', 'en'] as const) {
    it(`given the page in ${language}, it needs nothing else, runs nothing and lacks no word`, async () => {
      const page = reportHtml(await signReport(report, new Wallet(KEY)), language);
      expect(page).to.match(language === 'zh' ? /<html lang="zh-CN">/ : /<html lang="en">/);
      expect(page).not.to.match(/<script|<link|<img|src=|href=|undefined|\[object|NaN/);
      expect(page).to.include(report.chain.blockHash);
      for (const { root, ledgerJournal } of report.campaigns) {
        expect(page).to.include(root).and.to.include(ledgerJournal);
      }
      expect(page.match(/<h2>/g)).to.have.length(14);
      expect(page).to.include(language === 'zh' ? '暖冬云岭' : 'Warm Winter on Cloud Ridge');
    });
  }

  it('given campaigns that share a description, each is named by it', () => {
    const names = report.campaigns.map(({ name }) => name?.en);
    expect(names.filter((name) => name === 'General Fund')).to.have.length(2);
    expect(names).not.to.include(undefined);
  });

  it('given campaigns of one name, the text tells them apart by the first digits of their ids', () => {
    const funds = report.campaigns.filter(({ name }) => name?.en === 'General Fund');
    const overdue = funds.map(({ id }) => ({
      kind: 'report' as const,
      campaign: id,
      disbursement: null,
      due: 1_800_000_000,
      isMarked: false,
      amount: null,
    }));
    const text = tellReport({ ...report, overdue });
    for (const { id } of funds) {
      expect(text).to.include(`  overdue: General Fund (${shortId(id)}): report, due 2027-01-15`);
    }
    expect(text).to.include('Rosy Clouds for Schools: A delivery');
  });

  it('given the tables of money, every row adds up', () => {
    const sum = (...units: string[]) => units.reduce((total, one) => total + BigInt(one), 0n);
    for (const row of report.campaigns) {
      const { raised, disbursed, settled, escrow, transferred, returned } = row;
      expect(sum(disbursed, settled, escrow)).to.equal(BigInt(raised));
      const { onlyPaid, evidenced, confirmed, attested, disputed, writtenOff } = row;
      const kept = sum(onlyPaid, evidenced, confirmed, attested, disputed, writtenOff);
      expect(sum(transferred, returned) + kept).to.equal(BigInt(disbursed));
    }
    const page = reportHtml({ report, signature: null }, 'en');
    expect(page).to.match(/Total of 7 campaigns<\/th>(<td class="sum">[\d,]+\.\d\d<\/td>){6}/);
    expect(page).to.match(/<td class="sum">459,286\.00<\/td>/);
  });

  it('given more findings than anybody reads, the page says how many more there are', () => {
    const one = { law: 9, code: 'outOfOrder', campaign: null, at: null, subject: 'Donated' };
    const findings = Array.from({ length: 1_234 }, () => ({ ...one, expected: '1', found: '2' }));
    const long = reportHtml({ report: { ...report, findings }, signature: null }, 'zh');
    expect(long.match(/<li class="broken">/g)).to.have.length(200);
    expect(long).to.include('另有 1034 项，全部列于 JSON 报告。');
  });

  it('U1 given hostile words in a report, none of them becomes markup', () => {
    const [first, ...more] = report.campaigns;
    const name = { en: '<img src=x onerror="alert(1)">', zh: '"><script>' };
    const finding = {
      law: null,
      code: 'documentMissing',
      campaign: null,
      at: null,
      subject: '<b>&\'"',
      expected: '</style>',
      found: '<!--',
    };
    const hostile = {
      ...report,
      verdict: 'findings' as const,
      findings: [finding],
      campaigns: [{ ...first!, name }, ...more],
    };
    for (const language of ['zh', 'en'] as const) {
      const page = reportHtml({ report: hostile, signature: null }, language);
      expect(page).not.to.match(/<img|<script|<b>|<!--/);
      expect(page.match(/<\/style>/g)).to.have.length(1);
    }
  });
});
