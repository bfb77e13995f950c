import { expect } from 'chai';
import { DemoToken__factory } from '../../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';
import { Ledger__factory } from '../../../typechain-types/factories/contracts/Ledger__factory.ts';
import { doctoredNode } from './support/doctoredNode.ts';
import { auditOf, auditScene, onFork, type AuditScene } from './support/scene.ts';

/** Enough play money for all gifts of a test. */
const PURSE = 1_000_000;

describe('audit: a chain that is re-organised under it', function () {
  this.timeout(120_000);
  let scene: AuditScene;
  let campaign: string;

  before(async () => {
    scene = await auditScene();
    campaign = scene.story.links.find(({ title }) => title.en.startsWith('A Book'))!.campaign;
  });

  /** Sends calls, each in a block of its own: sent at once, a busy node would mine several together. */
  async function send(calls: readonly (readonly [to: string, data: string])[]): Promise<void> {
    const { provider } = scene;
    const [from] = (await provider.send('eth_accounts', [])) as string[];
    for (const [to, data] of calls) {
      const head = await provider.getBlockNumber();
      await provider.send('eth_sendTransaction', [{ from, to, data, gas: '0x100000' }]);
      // A block is made a moment after its transaction was taken.
      while ((await provider.getBlockNumber()) === head) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
  }

  async function fillPurse(): Promise<void> {
    const token = DemoToken__factory.createInterface();
    const [giver] = (await scene.provider.send('eth_accounts', [])) as string[];
    await send([
      [scene.token, token.encodeFunctionData('mint', [giver!, PURSE])],
      [scene.token, token.encodeFunctionData('approve', [scene.ledger, PURSE])],
    ]);
  }

  async function give(amount: bigint, times: number): Promise<void> {
    const gift = Ledger__factory.createInterface().encodeFunctionData('donate', [campaign, amount]);
    await send(Array.from({ length: times }, () => [scene.ledger, gift] as const));
  }

  for (const depth of [1, 2, 13, 64]) {
    for (const method of ['eth_getLogs', 'eth_getProof']) {
      it(`I1 given a re-organisation of depth ${depth} before ${method}, no figure is wrong`, async () => {
        await onFork(scene, async () => {
          await fillPurse();
          const fork: unknown = await scene.provider.send('evm_snapshot', []);
          await give(1n, depth);
          let isDone = false;
          const node = await doctoredNode(scene.url, {
            before: async (call) => {
              if (isDone || call.method !== method) return;
              isDone = true;
              await scene.provider.send('evm_revert', [fork]);
              await give(2n, depth + 1);
            },
          });
          const { report, notes } = await auditOf({ ...scene, url: node.url });
          node.close();
          expect(isDone).to.equal(true);
          expect(notes.join()).to.match(/re-organised|second time/);
          expect(report.verdict).to.equal('clean');
          const now = await scene.provider.getBlock(report.chain.block);
          expect(report.chain.blockHash).to.equal(now?.hash);
          const ledger = Ledger__factory.connect(scene.ledger, scene.provider);
          const { raised } = await ledger.campaignOf(campaign, { blockTag: report.chain.block });
          const said = report.campaigns.find(({ id }) => id === campaign);
          expect(said?.raised).to.equal(String(raised));
          expect(raised).to.equal(200_000n + 2n * BigInt(depth + 1));
        });
      });
    }
  }

  it('I1 given a chain that has become shorter when its logs are asked for, it is read again as it is', async () => {
    await onFork(scene, async () => {
      const before = await scene.provider.getBlockNumber();
      await fillPurse();
      const fork: unknown = await scene.provider.send('evm_snapshot', []);
      await give(1n, 3);
      let isDone = false;
      const node = await doctoredNode(scene.url, {
        before: async ({ method }) => {
          if (isDone || method !== 'eth_getLogs') return;
          isDone = true;
          await scene.provider.send('evm_revert', [fork]);
        },
      });
      const { report, notes } = await auditOf({ ...scene, url: node.url });
      node.close();
      expect(notes.join()).to.match(/re-organised/);
      expect(report.verdict).to.equal('clean');
      expect(report.chain.block).to.equal(before + 2);
    });
  });
});
