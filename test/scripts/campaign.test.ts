import { expect } from 'chai';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCampaign } from '../../scripts/deployment/campaign.ts';
import type { OpenedCampaign } from '../../scripts/deployment/campaign.ts';
import { readCampaignFile } from '../../scripts/deployment/campaignFile.ts';
import { deploy } from '../../scripts/deployment/deploy.ts';
import { DeploymentError, ParameterError } from '../../scripts/deployment/errors.ts';
import type { Output } from '../../scripts/deployment/progress.ts';
import { readParameters } from '../../scripts/deployment/parameters.ts';
import type { Parameters } from '../../scripts/deployment/parameters.ts';
import type { DeploymentRecord } from '../../scripts/deployment/record.ts';
import { Desk__factory } from '../../typechain-types/factories/contracts/Desk__factory.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';
import { Registry__factory } from '../../typechain-types/factories/contracts/Registry__factory.ts';
import { runScript } from './support/command.ts';
import { startNode } from './support/localNode.ts';
import type { RunningNode } from './support/localNode.ts';

const EXAMPLE = 'docs/examples/campaign.json';
const SILENT = { write: () => true };
const DAY = 86_400;

describe('opening a campaign', function () {
  this.timeout(60_000);
  let chain: RunningNode;
  let folder: string;
  let parameters: Parameters;
  let deployment: DeploymentRecord;

  beforeEach(async () => {
    chain = await startNode();
    folder = await mkdtemp(join(tmpdir(), 'campaign-'));
    parameters = await readParameters('deployments/parameters/local.json');
    const { provider, signers } = chain.connection;
    const [signer] = signers;
    if (signer === undefined) throw new Error('no account');
    const options = { provider, signer, parameters, folder, output: SILENT };
    deployment = (await deploy(options)).record;
  });

  afterEach(async () => {
    await chain.stop();
    await rm(folder, { recursive: true });
  });

  async function open(
    changes: Record<string, unknown> = {},
    options: {
      readonly dryRun?: boolean;
      readonly chainId?: number;
      readonly output?: Output;
    } = {},
  ): Promise<OpenedCampaign & { readonly id: string }> {
    const path = join(folder, 'file.json');
    const example = JSON.parse(await readFile(EXAMPLE, 'utf8')) as Record<string, unknown>;
    await writeFile(path, JSON.stringify({ ...example, ...changes }));
    const { chainId = deployment.chainId, dryRun = false, output = SILENT } = options;
    const opened = await openCampaign({
      connection: chain.connection,
      deployment: { ...deployment, chainId },
      parameters,
      campaign: await readCampaignFile(path),
      folder,
      output,
      dryRun,
    });
    return { ...opened, id: opened.id ?? '' };
  }

  const ledger = () =>
    Ledger__factory.connect(deployment.contracts.Ledger.address, chain.connection.provider);
  const desk = () =>
    Desk__factory.connect(deployment.contracts.Desk.address, chain.connection.provider);
  const registry = () =>
    Registry__factory.connect(deployment.contracts.Registry.address, chain.connection.provider);

  /** The promise's error, which must be of that class. */
  async function refusal(promise: Promise<unknown>, kind: new (...args: never[]) => Error) {
    const outcome = await promise.catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(kind);
    return (outcome as Error).message;
  }

  it('given the example, it stands on chain as the file says, its heir the General Fund', async () => {
    const { id, outcome } = await open();
    expect(outcome).to.equal('opened');
    const campaign = await ledger().campaignOf(id);
    expect(campaign.token).to.equal(deployment.contracts.DemoToken?.address);
    expect(campaign.minimum).to.equal(1n);
    expect(campaign.closes - campaign.opens).to.equal(BigInt(120 * DAY));
    expect(campaign.claimWindow).to.equal(BigInt(90 * DAY));
    expect(campaign.silence).to.equal(BigInt(180 * DAY));
    expect(campaign.hardEnd - campaign.opens).to.equal(BigInt(730 * DAY));
    expect(campaign.successor).to.equal(await registry().generalFundOf(campaign.token));
    const standing = await desk().standingOf(id);
    expect(standing.threshold).to.equal(2n);
    expect(standing.proof).to.equal(2n);
  });

  it('given what the file leaves out, it takes the product’s defaults', async () => {
    const { id } = await open({
      threshold: undefined,
      proof: undefined,
      minimum: undefined,
      claimWindow: undefined,
      silence: undefined,
      hardEnd: undefined,
      operators: undefined,
      challenge: undefined,
      exposureCap: undefined,
      managementCapBps: undefined,
      disclosure: undefined,
    });
    const { claimWindow, minimum, hardEnd, closes } = await ledger().campaignOf(id);
    expect([claimWindow, minimum, hardEnd - closes]).to.deep.equal([
      BigInt(90 * DAY),
      1n,
      BigInt(730 * DAY),
    ]);
    const { threshold, proof, room, managementCapBps } = await desk().standingOf(id);
    expect([threshold, proof]).to.deep.equal([2n, 2n]);
    expect([room, managementCapBps]).to.deep.equal([125_000_00n, 1_000n]);
    const [adopted] = await desk().queryFilter(desk().filters.RulesAdopted(id));
    expect(adopted?.args.challenge).to.equal(BigInt(2 * DAY));
    expect(adopted?.args.disclosure).to.equal(BigInt(90 * DAY));
  });

  it('given an exposure cap as an amount, a share or none, it adopts that', async () => {
    const caps: [string, bigint][] = [
      ['1234.56', 123_456n],
      ['0.01%', 50_00n],
      ['none', 2n ** 96n - 1n],
    ];
    for (const [exposureCap, units] of caps) {
      const { id } = await open({ name: `cap-${units}`, exposureCap });
      expect((await desk().standingOf(id)).room).to.equal(units);
    }
  });

  it('given the same file again, it says that it exists and sends nothing', async () => {
    const { id } = await open();
    const head = await chain.node.head();
    expect(await open()).to.include({ id, outcome: 'existed' });
    expect(await chain.node.head()).to.deep.equal(head);
  });

  it('given a run that was stopped before it sent, it opens the campaign it had planned', async () => {
    const [signer] = chain.connection.signers;
    if (signer === undefined) throw new Error('no account');
    await open({ name: 'another' });
    const send = signer.sendTransaction.bind(signer);
    signer.sendTransaction = () => Promise.reject(new Error('pulled the plug'));
    expect(await refusal(open(), Error)).to.equal('pulled the plug');
    signer.sendTransaction = send;
    const path = join(folder, 'campaigns', '31337', 'warm-winter-2027.json');
    const planned = JSON.parse(await readFile(path, 'utf8')) as { id: string };
    await chain.node.request('evm_increaseTime', [DAY]);
    await chain.node.request('evm_mine');
    expect(await open()).to.include({ id: planned.id, outcome: 'opened' });
  });

  it('given another file under the same name, it refuses', async () => {
    await open();
    expect(await refusal(open({ goal: '1.00' }), ParameterError)).to.match(/^name: /);
  });

  it('given a dry run on a chain with everything at hand, it checks and opens nothing', async () => {
    await open({ name: 'another' });
    const head = await chain.node.head();
    const { outcome } = await open({}, { dryRun: true });
    expect(outcome).to.equal('only checked');
    expect(await chain.node.head()).to.deep.equal(head);
    expect((await open()).outcome).to.equal('opened');
  });

  it('given a dry run where nobody is recognised, it says what it would do first and does nothing', async () => {
    const head = await chain.node.head();
    let said = '';
    const output = { write: (text: string) => (said += text) !== '' };
    const { outcome } = await open({}, { dryRun: true, output });
    expect(outcome).to.equal('would prepare');
    expect(
      said.match(/would recognise 0x[0-9a-fA-F]{40} as (charity|auditor|operator)/g),
    ).to.have.length(5);
    expect(said).to.contain('would open the General Fund of RMB').and.contain('500000.00 RMB');
    expect(await chain.node.head()).to.deep.equal(head);
    expect((await open()).outcome).to.equal('opened');
  });

  it('given a dry run of a campaign that is open, it leaves its record as it is', async () => {
    const { path } = await open();
    const record = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    // As a run left it that was stopped right after it had sent.
    const stopped = JSON.stringify({ ...record, opened: undefined });
    await writeFile(path, stopped);
    expect((await open({}, { dryRun: true })).outcome).to.equal('existed');
    expect(await readFile(path, 'utf8')).to.equal(stopped);
    await open();
    expect(await readFile(path, 'utf8')).to.contain('"opened"');
  });

  it('given a terminal fund, it opens it and names it the General Fund', async () => {
    const { id } = await open({
      successor: 'none',
      generalFund: true,
      closes: undefined,
      claimWindow: undefined,
      silence: undefined,
      hardEnd: undefined,
    });
    const token = deployment.contracts.DemoToken?.address ?? '';
    expect(await registry().generalFundOf(token)).to.equal(id);
    const { id: heir } = await open({ name: 'second', successor: id });
    expect((await ledger().campaignOf(heir)).successor).to.equal(id);
  });

  it('given a chain that is not local, it recognises nobody by itself', async () => {
    const words = await refusal(open({}, { chainId: 11155111 }), DeploymentError);
    expect(words).to.contain('not recognised as charity');
  });

  const impossible: [string, Record<string, unknown>, RegExp][] = [
    ['a token that is none', { token: 'GOLD' }, /^token: GOLD/],
    ['a token without code', { token: `0x${'11'.repeat(20)}` }, /^token: there is no token/],
    ['too many decimals', { goal: '1.001' }, /^goal: .*2 decimals/],
    ['a minimum of nothing', { minimum: '0' }, /^minimum: /],
    ['a minimum with too many digits', { minimum: '134217728.01' }, /^minimum: /],
    ['a share of no goal', { goal: '0', exposureCap: '25%' }, /^exposureCap: /],
    ['a closing in the past', { opens: '2020-01-01', closes: '2020-02-01' }, /^closes: /],
    ['an opening too far away', { opens: '2 years', closes: '10 days' }, /^opens: /],
    ['a hard end before the closing', { hardEnd: '2 days' }, /^hardEnd: /],
    ['a hard end too late', { hardEnd: '6 years' }, /^hardEnd: /],
    ['a successor that does not exist', { successor: `0x${'12'.repeat(32)}` }, /^successor: /],
    ['a charity without a key', { charity: `0x${'12'.repeat(20)}` }, /^charity: no key/],
    [
      'a charity that is its own auditor',
      { charity: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' },
      /^auditors: /,
    ],
  ];
  it('given something impossible, it names the field before anything is opened', async () => {
    for (const [what, changes, complaint] of impossible) {
      expect(await refusal(open(changes), ParameterError), what).to.match(complaint);
    }
  });

  it('given the command, it shows a summary and prints the id, and the second time that it exists', async () => {
    const args = [EXAMPLE, '--network', 'local', '--records', folder];
    const env = { LOCAL_RPC_URL: chain.url };
    const first = await runScript('campaign.ts', args, env);
    expect(first.err).to.equal('');
    expect(first.out).to.contain('500000.00 RMB').and.contain('2 of 3');
    const id = /Campaign (0x[0-9a-f]{64}) is open/.exec(first.out)?.[1];
    expect(id).to.be.a('string');
    const second = await runScript('campaign.ts', args, env);
    expect(second.out).to.contain(`Campaign ${id} exists already`);
    const third = await runScript('campaign.ts', ['no.json', '--network', 'local'], env);
    expect([third.code, third.err]).to.deep.equal([1, 'campaign: no.json cannot be read\n']);
  });
});
