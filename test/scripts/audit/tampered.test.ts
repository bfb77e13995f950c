import { expect } from 'chai';
import { bookSlot } from '../../../domain/ledgerStorage.ts';
import { slotAfter, slotAt, slotOfKey } from '../../../domain/storage.ts';
import type { Hex } from '../../../domain/hex.ts';
import { deployContracts } from '../../../scripts/deployment/contracts.ts';
import { doctoredNode, type RawLog } from './support/doctoredNode.ts';
import { auditOf, auditScene, onFork, type AuditScene } from './support/scene.ts';

const LINE = 0;
const JOURNAL = 5;
const BRANCH = 7;
const PAID = 39;
const CASES = 3;

describe('audit: a chain that was tampered with', function () {
  this.timeout(120_000);
  let scene: AuditScene;
  let campaign: Hex;

  before(async () => {
    scene = await auditScene();
    campaign = scene.story.links.find(({ title }) => title.en.startsWith('A Book'))!.campaign;
  });

  /** Writes a word into a contract's storage and audits the block that follows. */
  async function auditWith(address: Hex, slot: Hex, change: (word: bigint) => bigint) {
    return onFork(scene, async () => {
      const { provider } = scene;
      const word = BigInt(await provider.getStorage(address, slot));
      const text = `0x${change(word).toString(16).padStart(64, '0')}`;
      await provider.send('anvil_setStorageAt', [address, slot, text]);
      await provider.send('evm_mine', []);
      const { report } = await auditOf(scene);
      return {
        verdict: report.verdict,
        seen: report.findings.map(({ law, code, subject }) => [law, code, subject]),
      };
    });
  }

  it('given another sum under the ledger, it names the figure', async () => {
    const { seen } = await auditWith(
      scene.ledger,
      slotAfter(bookSlot(campaign), LINE),
      (w) => w + 1n,
    );
    expect(seen).to.deep.include([9, 'figureDiffers', 'raised']);
  });

  it('given another journal, it names the journal', async () => {
    const slot = slotAfter(bookSlot(campaign), JOURNAL);
    const { seen } = await auditWith(scene.ledger, slot, () => 1n);
    expect(seen).to.deep.equal([[9, 'ledgerJournalDiffers', 'journal']]);
  });

  it('given another node in the tree of entries, it names the root', async () => {
    const book = bookSlot(campaign);
    const { seen } = await auditWith(scene.ledger, slotAfter(book, BRANCH), () => 0n);
    const codes = seen.map(([, code]) => code);
    expect(['rootDiffers', 'storageDiffers']).to.include(codes[0]);
  });

  it('given another payee of a payment, it names the slot', async () => {
    const slot = slotOfKey(0, slotAfter(bookSlot(campaign), PAID));
    const { seen } = await auditWith(scene.ledger, slot, (word) => word ^ 1n);
    expect(seen).to.deep.equal([[9, 'storageDiffers', `${scene.ledger}, slot ${slot}`]]);
  });

  it('given words in the ledger’s storage that no event tells of, it counts them', async () => {
    const { seen } = await auditWith(scene.ledger, slotAt(77), () => 5n);
    expect(seen).to.deep.equal([
      [9, 'storageUnknown', `words in the storage of ${scene.ledger} that no event tells of`],
    ]);
  });

  it('given somebody whom the registry’s storage recognises and no event does, it says so', async () => {
    const slot = slotOfKey(scene.ledger, slotOfKey(1, slotAt(1)));
    const { seen } = await auditWith(scene.registry, slot, () => 1n);
    expect(seen.map(([, code]) => code)).to.deep.equal(['storageUnknown']);
  });

  it('given more room under the exposure cap at the desk, it names the figure', async () => {
    const slot = slotOfKey(campaign, slotAt(CASES));
    const { seen } = await auditWith(scene.desk, slot, (word) => word + 1n);
    expect(seen).to.deep.equal([[9, 'figureDiffers', 'room']]);
  });

  it('given a ledger that holds a cent too little, law 1 is broken', async () => {
    // OpenZeppelin's ERC-20 keeps balances in its first slot.
    const slot = slotOfKey(scene.ledger, slotAt(0));
    const { verdict, seen } = await auditWith(scene.token, slot, (word) => word - 1n);
    expect(verdict).to.equal('findings');
    expect(seen).to.deep.equal([[1, 'insolvent', `token ${scene.token}`]]);
  });

  it('given other code at the ledger’s address, it says so', async () => {
    await onFork(scene, async () => {
      const code = await scene.provider.getCode(scene.ledger);
      const other = `${code.slice(0, -2)}${code.endsWith('00') ? '01' : '00'}`;
      await scene.provider.send('anvil_setCode', [scene.ledger, other]);
      await scene.provider.send('evm_mine', []);
      const { report } = await auditOf(scene);
      expect(report.findings.map(({ code }) => code)).to.deep.equal(['codeDiffers']);
      expect(report.findings[0]?.subject).to.equal(`code of the Ledger at ${scene.ledger}`);
    });
  });

  it('given a desk that says it stands on another ledger, its immutable is named', async () => {
    await onFork(scene, async () => {
      const code = await scene.provider.getCode(scene.desk);
      const other = code.replace(scene.ledger.slice(2), '12'.repeat(20));
      await scene.provider.send('anvil_setCode', [scene.desk, other]);
      await scene.provider.send('evm_mine', []);
      const { report } = await auditOf(scene);
      expect(report.findings[0]).to.include({ code: 'codeDiffers' });
      expect(report.findings[0]?.expected).to.match(/^LEDGER 0x0/);
    });
  });

  it('given a look-alike whose contracts emit the same events, nothing of it counts', async () => {
    await onFork(scene, async () => {
      const signer = await scene.provider.getSigner(2);
      const alike = await deployContracts(signer, {
        token: { name: 'Demo RMB', symbol: 'RMBD', decimals: 2 },
      });
      const ledger = (await alike.ledger.getAddress()).toLowerCase() as Hex;
      const registry = (await alike.registry.getAddress()).toLowerCase() as Hex;
      const { report } = await auditOf(scene);
      expect(report.verdict).to.equal('clean');
      expect(report.campaigns).to.have.length(9);
      // Asked for by itself it is a product of its own, without any of the story in it.
      const own = await auditOf(scene, { deployment: undefined, ledger, registry });
      expect(own.report.campaigns).to.deep.equal([]);
      // A node that gives out the look-alike's logs as the ledger's own is found out.
      const node = await doctoredNode(scene.url, {
        alter: ({ method }, result) =>
          method === 'eth_getLogs'
            ? (result as RawLog[]).map((log) => ({ ...log, address: ledger }))
            : result,
      });
      const lied = await auditOf({ ...scene, url: node.url });
      node.close();
      expect(lied.report.findings.map(({ code }) => code)).to.include('strangeLog');
    });
  });
});
