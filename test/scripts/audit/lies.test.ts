import { expect } from 'chai';
import { topicOf } from '../../../domain/events.ts';
import { ZERO_BYTES32 } from '../../../domain/hex.ts';
import { NodeError } from '../../../scripts/audit/errors.ts';
import { DemoToken__factory } from '../../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';
import { Ledger__factory } from '../../../typechain-types/factories/contracts/Ledger__factory.ts';
import { runScript } from '../support/command.ts';
import { mined } from '../../../scripts/deployment/mined.ts';
import { altered, lastOf, LIES, withWord, wordOf } from './support/lies.ts';
import { doctoredNode, logsAltered, type Doctor } from './support/doctoredNode.ts';
import { auditOf, auditScene, onFork, type AuditScene } from './support/scene.ts';

describe('audit: a node that lies', function () {
  this.timeout(120_000);
  let scene: AuditScene;

  before(async () => {
    scene = await auditScene();
  });

  /** Audits through a node that lies; the laws that it breaks and the codes, each once. */
  async function auditThrough(doctor: Doctor) {
    const node = await doctoredNode(scene.url, doctor);
    try {
      const { report, notes } = await auditOf({ ...scene, url: node.url });
      expect(notes.join()).to.match(report.verdict === 'clean' ? /^$/ : /read a second time/);
      const { findings, laws, verdict } = report;
      const codes = [...new Set(findings.map(({ code }) => code))];
      const broken = laws.filter((law) => law.verdict === 'broken').map(({ number }) => number);
      return { verdict, codes, broken, findings };
    } finally {
      node.close();
    }
  }

  for (const [what, doctor, codes, broken] of LIES) {
    it(`I4 given a node that ${what}, it names the law`, async () => {
      const seen = await auditThrough(doctor);
      expect(seen.verdict).to.equal('findings');
      expect(seen.codes).to.include.members(codes);
      expect(seen.broken).to.include.members(broken);
    });
  }

  it('I4 given a node that hides a whole campaign, it finds storage that no event tells of', async () => {
    const hidden = scene.story.links.find(({ title }) => title.en.startsWith('A Book'))?.campaign;
    const seen = await auditThrough(
      logsAltered((logs) => logs.filter(({ topics }) => topics[1] !== hidden)),
    );
    expect(seen.codes).to.deep.equal(['storageUnknown']);
    expect(Number(seen.findings[0]?.found)).to.be.greaterThan(5);
  });

  it('I4 given money that would come back to where it left for ever, law 5 is broken and nobody follows it', async () => {
    // The tail that the payee gave back comes in again where it lay before.
    const [START, TO, SOURCE_START] = [2, 3, 4] as const;
    const loop = lastOf('ReturnReceived', (log) => {
      const back = wordOf(log.data, SOURCE_START) - wordOf(log.data, START);
      return [{ ...log, data: withWord(withWord(log.data, START, back), TO, back) }];
    });
    const seen = await auditThrough(loop);
    expect(seen.codes).to.include.members(['entryGap', 'rootDiffers']);
    expect(seen.broken).to.include(5);
  });

  it('I4 given lies about a campaign that does not count, it still finds the one that is hidden', async () => {
    await onFork(scene, async () => {
      const outsider = await openApart(scene);
      const hidden = scene.story.links.find(({ title }) => title.en.startsWith('A Book'))?.campaign;
      const seen = await auditThrough(
        logsAltered((logs) =>
          logs.filter(({ topics }) => {
            const isApart = topics[1] === outsider && topics[0] === topicOf('Donated');
            return topics[1] !== hidden && !isApart;
          }),
        ),
      );
      expect(seen.verdict).to.equal('findings');
      expect(seen.codes).to.deep.equal(['storageUnknown']);
    });
  });

  it('I4 given answers that are none, it says so in one line', async () => {
    for (const [method, answer, words] of [
      ['eth_getBlockByNumber', { number: 'soon' }, /eth_getBlockByNumber is answered with somethi/],
      ['eth_getLogs', [{ address: '0x1' }], /eth_getLogs is answered with something else/],
      ['eth_getCode', '0x1', /a call is answered with something else/],
      ['eth_blockNumber', '\u001b[2K', /a call is answered with something else/],
    ] as const) {
      const outcome: unknown = await auditThrough(altered(method, () => answer)).catch(
        (error: unknown) => error,
      );
      expect(outcome, method).to.be.instanceOf(NodeError);
      expect(String(outcome)).to.match(words);
    }
  });

  it('I4 given proofs that are none, it says that they fail', async () => {
    for (const proof of [
      { accountProof: ['0x1'], storageProof: [] },
      { accountProof: ['0xzz'], storageProof: [] },
      { accountProof: [], storageProof: [{ key: '0x0', value: '0x', proof: [] }] },
      null,
    ]) {
      const { codes } = await auditThrough(altered('eth_getProof', () => proof));
      expect(codes).to.deep.equal(['proofFails']);
    }
  });

  it('I4 given a node whose proofs do not hold, it says so and exits with 1', async () => {
    const lie = '0x000000000000000000000000000000000000000000000000000000000000dead';
    const doctors: Doctor[] = [
      altered('eth_getProof', (answer: { storageProof: { value: string }[] }) => ({
        ...answer,
        storageProof: answer.storageProof.map((slot) => ({ ...slot, value: lie })),
      })),
      altered('eth_getProof', (answer: { accountProof: string[] }) => ({
        ...answer,
        accountProof: answer.accountProof.slice(1),
      })),
      altered('eth_getBlockByNumber', (block: object) => ({ ...block, stateRoot: lie })),
    ];
    for (const doctor of doctors) {
      const { codes } = await auditThrough(doctor);
      expect(codes).to.deep.equal(['proofFails']);
    }
    const node = await doctoredNode(scene.url, doctors[2]!);
    const args = ['--rpc', node.url, '--deployment', scene.record];
    const { code, out } = await runScript('audit.ts', args);
    node.close();
    expect(code).to.equal(1);
    expect(out).to.match(/✘ proofFails: [^\n]+\n1 finding\. [^\n]+\n$/);
  });

  it('I4 given a node that lies about events and calls alike, proofs still give it away', async () => {
    const lie = lastOf('Donated', () => []);
    const seen = await auditThrough({
      alter: (call, result) => (call.method === 'eth_call' ? '0x' : lie.alter?.(call, result)),
    });
    expect(seen.broken).to.include(9);
    expect(seen.codes).to.include('rootDiffers');
  });

  it('given two nodes that name different blocks, it shows both hashes', async () => {
    const other = `0x${'77'.repeat(32)}`;
    const second = await doctoredNode(
      scene.url,
      altered('eth_getBlockByNumber', (block: object) => ({ ...block, hash: other })),
    );
    const { report } = await auditOf(scene, { secondRpc: second.url });
    second.close();
    expect(report.verdict).to.equal('findings');
    expect(report.findings.map(({ code, found }) => [code, found])).to.deep.equal([
      ['nodesDisagree', other],
    ]);
    expect(report.chain.secondNode).to.include({ blockHash: other, agrees: false });
  });

  it('given a second node that agrees, it says so', async () => {
    const { report } = await auditOf(scene, { secondRpc: scene.url });
    expect(report.verdict).to.equal('clean');
    expect(report.chain.secondNode).to.include({ blockHash: report.chain.blockHash, agrees: true });
    expect(report.limits).not.to.include('oneNode');
  });
});

/** A campaign of nobody's desk, with a gift in it; its id. */
async function openApart({ provider, ledger, token }: AuditScene): Promise<string> {
  const signer = await provider.getSigner(0);
  const contract = Ledger__factory.connect(ledger, signer);
  const now = (await provider.getBlock('latest'))?.timestamp ?? 0;
  const times = { opens: now + 1, closes: 4_000_000_000, claimWindow: 0, silence: 0, hardEnd: 0 };
  const config = { token, ...times, minimum: 1, successor: ZERO_BYTES32, operators: [] };
  const opened = await mined(await contract.open(config, ZERO_BYTES32));
  const id = opened.logs[0]?.topics[1] ?? '';
  const money = DemoToken__factory.connect(token, signer);
  await mined(await money.mint(signer, 5));
  await mined(await money.approve(ledger, 5));
  await provider.send('evm_increaseTime', [2]);
  await mined(await contract.donate(id, 5));
  return id;
}
