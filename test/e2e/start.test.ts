import { expect } from 'chai';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Contract } from 'ethers';
import type { Result } from 'ethers';
import type { CampaignView, EntryView, StatusView } from '../../domain/views.ts';
import { connectLocal } from '../../scripts/deployment/connect.ts';
import { readRecord } from '../../scripts/deployment/record.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';
import { freePort } from '../indexer/support/anvil.ts';

/** How old something must be to outlive every process being killed. */
const SAFE_AFTER = 2_000;
const READY_WITHIN = 240_000;
const INDEXED_WITHIN = 30_000;
const TOKEN = [
  'function mint(address account, uint256 amount)',
  'function approve(address spender, uint256 amount)',
];

/** One run of `npm start` after another over the same folder and ports. */
class Runs {
  readonly state: string;
  readonly #ports: readonly number[];
  #child: ChildProcess | undefined;
  printed = '';

  constructor(state: string, ports: readonly number[]) {
    this.state = state;
    this.#ports = ports;
  }

  url(service: 'app' | 'rpc' | 'indexer' | 'gateway'): string {
    const index = ['app', 'rpc', 'indexer', 'gateway'].indexOf(service);
    return `http://${service === 'app' ? 'localhost' : '127.0.0.1'}:${this.#ports[index]}`;
  }

  /** Starts and waits for the ready line; fails with all that was printed. */
  async start(): Promise<void> {
    const flags = ['--port', '--rpc-port', '--indexer-port', '--gateway-port'];
    const args = flags.flatMap((flag, i) => [flag, String(this.#ports[i])]);
    this.printed = '';
    const child = spawn(process.execPath, ['scripts/start.ts', '--state', this.state, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const hear = (chunk: Buffer): void => void (this.printed += chunk.toString());
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const until = Date.now() + READY_WITHIN;
    while (!this.printed.includes(`\nready ${this.url('app')}\n`)) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(this.printed);
      await pause(50);
    }
    this.#child = child;
  }

  /** Every process of the run, the one that started the others first. */
  processes(): number[] {
    const list = JSON.parse(readFileSync(join(this.state, 'processes.json'), 'utf8')) as {
      owner: { pid: number };
      children: { pid: number }[];
    };
    const indexer = join(this.state, 'indexer');
    const indexers = readdirSync(indexer)
      .filter((file) => file.endsWith('.pid'))
      .map((file) => Number(readFileSync(join(indexer, file), 'utf8')));
    return [list.owner.pid, ...list.children.map(({ pid }) => pid), ...indexers].filter(isAlive);
  }

  /** Sends a signal to the process that started the others; returns its exit code when it is gone. */
  async signal(name: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (child === undefined) throw new Error('nothing runs');
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(name);
    return exited;
  }

  /** Kills every process outright, in no time. */
  async killAll(): Promise<void> {
    const pids = this.processes();
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await untilGone(pids);
  }
}

describe('npm start', function () {
  this.timeout(600_000);
  let runs: Runs;

  before(async () => {
    const state = await mkdtemp(join(tmpdir(), 'sunline-start-'));
    runs = new Runs(state, [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ]);
  });

  after(async () => {
    if (existsSync(join(runs.state, 'processes.json'))) await runs.killAll();
    await rm(runs.state, { recursive: true, force: true });
  });

  /** A gift of one unit to the campaign of the story's first link; returns its campaign and index. */
  async function give(): Promise<{ campaign: string; index: number }> {
    const [, campaign] = /\/follow\/(0x[0-9a-f]{64})\//.exec(runs.printed) ?? [];
    if (campaign === undefined) throw new Error('no link to a donation');
    const record = await readRecord(join(runs.state, 'deployments'), 31337);
    const { DemoToken, Ledger } = record?.contracts ?? {};
    const connection = await connectLocal(runs.url('rpc'));
    try {
      const [signer] = connection.signers;
      if (!signer || !DemoToken || !Ledger) throw new Error('nothing is deployed');
      const token = new Contract(DemoToken.address, TOKEN, signer);
      const ledger = Ledger__factory.connect(Ledger.address, signer);
      const index = entriesOf(await ledger.campaignOf(campaign));
      const minted = await token.getFunction('mint').send(await signer.getAddress(), 100n);
      await minted.wait();
      const approved = await token.getFunction('approve').send(Ledger.address, 100n);
      await approved.wait();
      const given = await ledger.donate(campaign, 100n);
      await given.wait();
      return { campaign, index };
    } finally {
      await connection.close();
    }
  }

  async function api<T>(path: string): Promise<T> {
    const response = await fetch(runs.url('indexer') + path);
    expect(response.status, path).to.equal(200);
    return (await response.json()) as T;
  }

  /** The read API says of every campaign what the ledger itself says, at the same block. */
  async function expectAgreement(): Promise<void> {
    const connection = await connectLocal(runs.url('rpc'));
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
    const links = runs.printed.match(/http:\/\/localhost:\d+\/\S+/g) ?? [];
    expect(links.length).to.be.greaterThan(3);
    for (const link of links) expect((await fetch(link)).status, link).to.equal(200);
    const config = await fetch(`${runs.url('app')}/config.json`);
    const { demo } = (await config.json()) as { demo: { people: unknown[] } };
    expect(demo.people.length).to.be.greaterThan(5);
    expect((await fetch(`${runs.url('gateway')}/status`)).status).to.equal(200);
  }

  async function untilIndexed(campaign: string, index: number): Promise<void> {
    const path = `/api/entries/${campaign}/${index}/trace`;
    const until = Date.now() + INDEXED_WITHIN;
    for (; ; await pause(50)) {
      const response = await fetch(runs.url('indexer') + path);
      await response.arrayBuffer();
      if (response.ok) return;
      if (Date.now() > until) throw new Error(`${path}: ${response.status}`);
    }
  }

  let document = '';
  let old = { campaign: '', index: 0 };

  it('given a story that was never finished, it begins anew, tells it, and every link answers', async () => {
    await mkdir(join(runs.state, 'documents'));
    await writeFile(join(runs.state, 'chain.json'), '{ "half": ');
    await runs.start();
    expect(runs.printed).to.contain('beginning anew');
    await expectLinksAnswer();
    await expectAgreement();
  });

  it('given every process killed, what is older than two seconds is there, and all parts agree', async () => {
    old = await give();
    const answer = await fetch(`${runs.url('gateway')}/documents?name=waybill.txt`, {
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
    await runs.killAll();

    await runs.start();
    const [entry] = await api<EntryView[]>(
      `/api/campaigns/${old.campaign}/entries?after=${old.index - 1}&limit=1`,
    );
    expect(entry?.index).to.equal(old.index);
    const kept = await fetch(`${runs.url('gateway')}/documents/${document}`);
    expect(await kept.text()).to.contain('forty blankets');
    await expectAgreement();
    await expectLinksAnswer();
  });

  it('given only the first process killed, the next start ends what is left and loses nothing', async () => {
    const { campaign, index } = await give();
    const [, ...others] = runs.processes();
    await runs.signal('SIGKILL');
    await runs.start();
    expect(runs.printed).to.contain('ended the chain that the last run left behind');
    expect(others.filter(isAlive)).to.deep.equal([]);
    await api(`/api/entries/${campaign}/${index}/trace`);
    await expectAgreement();
  });

  it('given a second start over the same folder, it says that the first one runs, and leaves it alone', async () => {
    const { printed } = runs;
    const second = await runs.start().catch((error: unknown) => String(error));
    expect(second).to.contain(`it runs already`);
    runs.printed = printed;
    await expectLinksAnswer();
  });

  it('given SIGTERM, it ends every process it started and exits with 0', async () => {
    const pids = runs.processes();
    expect(pids.length).to.be.greaterThan(2);
    expect(await runs.signal('SIGTERM')).to.equal(0);
    expect(pids.filter(isAlive)).to.deep.equal([]);
    expect(existsSync(join(runs.state, 'processes.json'))).to.equal(false);
  });
});

/** The field is called like a method of the list that ethers gives. */
function entriesOf(campaign: unknown): number {
  return Number((campaign as Result).getValue('entries'));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await pause(20);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
