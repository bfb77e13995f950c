import { expect } from 'chai';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCampaign } from '../../scripts/deployment/campaign.ts';
import type { OpenedCampaign } from '../../scripts/deployment/campaign.ts';
import { readCampaignFile } from '../../scripts/deployment/campaignFile.ts';
import { deploy } from '../../scripts/deployment/deploy.ts';
import { DeploymentError, ParameterError } from '../../scripts/deployment/errors.ts';
import { readParameters } from '../../scripts/deployment/parameters.ts';
import type { Parameters } from '../../scripts/deployment/parameters.ts';
import type { DeploymentRecord } from '../../scripts/deployment/record.ts';
import { formatDuration, momentOf, resolveMoment, secondsOf } from '../../domain/times.ts';
import { Desk__factory } from '../../typechain-types/factories/contracts/Desk__factory.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';
import { Registry__factory } from '../../typechain-types/factories/contracts/Registry__factory.ts';
import { runScript } from './support/command.ts';
import { startNode } from './support/localNode.ts';
import type { RunningNode } from './support/localNode.ts';

const EXAMPLE = 'docs/examples/campaign.json';
const SILENT = { write: () => true };
const DAY = 86_400;

describe('campaign files', () => {
  let folder: string;
  let example: Record<string, unknown>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'campaign-'));
    example = JSON.parse(await readFile(EXAMPLE, 'utf8')) as Record<string, unknown>;
  });

  after(() => rm(folder, { recursive: true }));

  /** What is said of the example with these changes; an undefined field is left out. */
  async function complaintOf(changes: Record<string, unknown>): Promise<string> {
    const path = join(folder, 'file.json');
    await writeFile(path, JSON.stringify({ ...example, ...changes }));
    try {
      await readCampaignFile(path);
      return 'nothing';
    } catch (error) {
      expect(error).to.be.instanceOf(ParameterError);
      expect((error as Error).message).not.to.contain('\n');
      return (error as Error).message.replace(`${path}: `, '');
    }
  }

  const auditor = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
  const cases: [string, Record<string, unknown>, RegExp][] = [
    ['nothing wrong', {}, /nothing/],
    ['a field nobody knows', { gaol: '1.00' }, /gaol/],
    ['no name', { name: undefined }, /^name: /],
    ['a name that is no file name', { name: '../x' }, /^name: /],
    ['an amount that is a number', { goal: 5 }, /^goal: .*in quotes/],
    ['a negative amount', { minimum: '-1' }, /^minimum: /],
    ['no auditor', { auditors: [] }, /^auditors: /],
    ['seventeen auditors', { auditors: new Array(17).fill(auditor) }, /^auditors: /],
    ['an auditor twice', { auditors: [auditor, auditor], threshold: 1 }, /^auditors: .*twice/],
    [
      'an address with a wrong letter',
      { auditors: [auditor.replace('C8', 'c8')] },
      /^auditors.0: /,
    ],
    ['a threshold above the auditors', { threshold: 4 }, /^threshold: /],
    ['a duration without a unit', { challenge: '48' }, /^challenge: .*duration/],
    ['a challenge too long', { challenge: '31 days' }, /^challenge: .*30 days/],
    ['a claim window too short', { claimWindow: '29 days' }, /^claimWindow: /],
    ['a silence too long', { silence: '366 days' }, /^silence: /],
    ['a day that does not exist', { closes: '2027-02-30' }, /^closes: /],
    ['no closing', { closes: undefined }, /^closes: /],
    ['a successor that is no id', { successor: '0x12' }, /^successor: /],
    [
      'a terminal fund with a silence',
      { successor: 'none', claimWindow: undefined, hardEnd: undefined },
      /^silence: /,
    ],
    ['a General Fund with a successor', { generalFund: true }, /^generalFund: /],
    ['an exposure cap that is a number', { exposureCap: 0.25 }, /^exposureCap: .*"25%"/],
    ['an exposure cap in words', { exposureCap: 'a quarter' }, /^exposureCap: .*"25%"/],
    ['a management cap above everything', { managementCapBps: 10_001 }, /^managementCapBps: /],
    ['a management cap in fractions', { managementCapBps: 0.1 }, /^managementCapBps: .*whole/],
    ['reports every other year', { disclosure: '367 days' }, /^disclosure: .*366 days/],
    ['metadata without a name', { metadata: { version: 1 } }, /metadata.*name/],
    ['metadata in a file that is not there', { metadata: 'no.json' }, /no\.json cannot be read/],
  ];
  for (const [what, changes, complaint] of cases) {
    it(`given ${what}, it says so`, async () => {
      expect(await complaintOf(changes)).to.match(complaint);
    });
  }

  it('given a file that is not JSON, it says so', async () => {
    const path = join(folder, 'broken.json');
    await writeFile(path, '{ "name": ');
    const outcome = await readCampaignFile(path).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(ParameterError);
  });

  it('given durations and dates, it counts in seconds', () => {
    expect(secondsOf('48 hours')).to.equal(2 * DAY);
    expect(secondsOf('1 day')).to.equal(DAY);
    expect(formatDuration(90 * DAY)).to.equal('90 days');
    expect(formatDuration(90)).to.equal('90 seconds');
    expect(resolveMoment(momentOf('2 weeks') ?? { at: 0 }, 100)).to.equal(100 + 14 * DAY);
    expect(resolveMoment(momentOf('now') ?? { at: 0 }, 100)).to.equal(100);
    expect(resolveMoment(momentOf('1970-01-02') ?? { at: 0 }, 100)).to.equal(DAY);
    expect(resolveMoment(momentOf('1970-01-02T01:00+01:00') ?? { at: 0 }, 100)).to.equal(DAY);
  });
});

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
    options: { readonly dryRun?: boolean; readonly chainId?: number } = {},
  ): Promise<OpenedCampaign> {
    const path = join(folder, 'file.json');
    const example = JSON.parse(await readFile(EXAMPLE, 'utf8')) as Record<string, unknown>;
    await writeFile(path, JSON.stringify({ ...example, ...changes }));
    const { chainId = deployment.chainId, dryRun = false } = options;
    return openCampaign({
      connection: chain.connection,
      deployment: { ...deployment, chainId },
      parameters,
      campaign: await readCampaignFile(path),
      folder,
      output: SILENT,
      dryRun,
    });
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
