import { expect } from 'chai';
import { join } from 'node:path';
import { Contract } from 'ethers';
import type { Result } from 'ethers';
import type { CampaignView, EntryView, StatusView } from '../../domain/views.ts';
import { connectLocal } from '../../scripts/deployment/connect.ts';
import { readRecord } from '../../scripts/deployment/record.ts';
import { mined } from '../../scripts/deployment/mined.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';
import { isAlive, pause, sharedProduct, type Product } from './support/product.ts';

/** How old something must be to outlive every process being killed. */
const SAFE_AFTER = 2_000;
const INDEXED_WITHIN = 30_000;
const TOKEN = [
  'function mint(address account, uint256 amount)',
  'function approve(address spender, uint256 amount)',
];

/** Over the product that all journeys share; in its name the last file, since it ends that product. */
describe('npm start', function () {
  this.timeout(600_000);
  let product: Product;

  before(async () => {
    product = await sharedProduct();
  });

  /** A gift of one unit to the campaign of the story's first link; returns its campaign and index. */
  async function give(): Promise<{ campaign: string; index: number }> {
    const { campaign } = product;
    const record = await readRecord(join(product.state, 'deployments'), 31337);
    const { DemoToken, Ledger } = record?.contracts ?? {};
    const connection = await connectLocal(product.rpc);
    try {
      const [signer] = connection.signers;
      if (!signer || !DemoToken || !Ledger) throw new Error('nothing is deployed');
      const token = new Contract(DemoToken.address, TOKEN, signer);
      const ledger = Ledger__factory.connect(Ledger.address, signer);
      const index = entriesOf(await ledger.campaignOf(campaign));
      const minted = await token.getFunction('mint').send(await signer.getAddress(), 100n);
      await mined(minted);
      const approved = await token.getFunction('approve').send(Ledger.address, 100n);
      await mined(approved);
      const given = await ledger.donate(campaign, 100n);
      await mined(given);
      return { campaign, index };
    } finally {
      await connection.close();
    }
  }

  async function api<T>(path: string): Promise<T> {
    const response = await fetch(product.indexer + path);
    expect(response.status, path).to.equal(200);
    return (await response.json()) as T;
  }

  /** The read API says of every campaign what the ledger itself says, at the same block. */
  async function expectAgreement(): Promise<void> {
    const connection = await connectLocal(product.rpc);
    try {
      const status = await api<StatusView>('/api/status');
      const block = await connection.provider.getBlock('latest');
      expect([status.block, status.blockHash]).to.deep.equal([block?.number, block?.hash]);
      const ledger = Ledger__factory.connect(status.ledger, connection.provider);
      const campaigns = await api<CampaignView[]>('/api/campaigns');
      expect(campaigns.length).to.be.greaterThan(4);
      for (const shown of campaigns) {
        const real = await ledger.campaignOf(shown.id);
        expect([shown.raised, shown.disbursed, shown.settled, shown.entries]).to.deep.equal([
          String(real.raised),
          String(real.disbursed),
          String(real.settled),
          entriesOf(real),
        ]);
      }
    } finally {
      await connection.close();
    }
  }

  async function expectLinksAnswer(): Promise<void> {
    const links = product.printed.match(/http:\/\/localhost:\d+\/\S+/g) ?? [];
    expect(links.length).to.be.greaterThan(3);
    for (const link of links) expect((await fetch(link)).status, link).to.equal(200);
    const config = await fetch(`${product.url}/config.json`);
    const { demo } = (await config.json()) as { demo: { people: unknown[] } };
    expect(demo.people.length).to.be.greaterThan(5);
    expect((await fetch(`${product.gateway}/status`)).status).to.equal(200);
  }

  async function untilIndexed(campaign: string, index: number): Promise<void> {
    const path = `/api/entries/${campaign}/${index}/trace`;
    const until = Date.now() + INDEXED_WITHIN;
    for (; ; await pause(50)) {
      const response = await fetch(product.indexer + path);
      await response.arrayBuffer();
      if (response.ok) return;
      if (Date.now() > until) throw new Error(`${path}: ${response.status}`);
    }
  }

  let document = '';
  let old = { campaign: '', index: 0 };

  it('given a story that was never finished, it has begun anew, told it, and every link answers', async () => {
    expect(product.printed).to.contain('beginning anew');
    await expectLinksAnswer();
    await expectAgreement();
  });

  it('given every process killed, what is older than two seconds is there, and all parts agree', async () => {
    old = await give();
    const answer = await fetch(`${product.gateway}/documents?name=waybill.txt`, {
      method: 'POST',
      body: 'Waybill 17: forty blankets for the school.',
    });
    const { documents } = (await answer.json()) as { documents: { cid: string }[] };
    document = documents[0]?.cid ?? '';
    await untilIndexed(old.campaign, old.index);
    await pause(SAFE_AFTER);
    // Too young to be sure of, and old enough for the indexer to have seen it.
    const young = await give();
    await untilIndexed(young.campaign, young.index);
    await product.killAll();

    await product.start();
    const [entry] = await api<EntryView[]>(
      `/api/campaigns/${old.campaign}/entries?after=${old.index - 1}&limit=1`,
    );
    expect(entry?.index).to.equal(old.index);
    const kept = await fetch(`${product.gateway}/documents/${document}`);
    expect(await kept.text()).to.contain('forty blankets');
    await expectAgreement();
    await expectLinksAnswer();
  });

  it('given only the first process killed, the next start ends what is left and loses nothing', async () => {
    const { campaign, index } = await give();
    const [, ...others] = product.processes();
    await product.signal('SIGKILL');
    await product.start();
    expect(product.printed).to.contain('ended the chain that the last run left behind');
    expect(others.filter(isAlive)).to.deep.equal([]);
    await api(`/api/entries/${campaign}/${index}/trace`);
    await expectAgreement();
  });

  it('given a second start over the same folder, it says that the first one runs, and leaves it alone', async () => {
    const second = await product.start().catch((error: unknown) => String(error));
    expect(second).to.contain(`it runs already`);
    await expectLinksAnswer();
  });

  it('given SIGTERM, it ends every process it started and exits with 0', async () => {
    const pids = product.processes();
    expect(pids.length).to.be.greaterThan(2);
    expect(await product.signal('SIGTERM')).to.equal(0);
    expect(pids.filter(isAlive)).to.deep.equal([]);
    expect(product.isRunning).to.equal(false);
  });
});

/** The field is called like a method of the list that ethers gives. */
function entriesOf(campaign: unknown): number {
  return Number((campaign as Result).getValue('entries'));
}
