import { expect } from 'chai';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Signer, TransactionResponse } from 'ethers';
import { deploy } from '../../scripts/deployment/deploy.ts';
import { custodianRole, GUARDIAN_ROLE, REGISTRAR_ROLE } from '../../scripts/deployment/offices.ts';
import { readOffices } from '../../scripts/deployment/officesCheck.ts';
import { readParameters } from '../../scripts/deployment/parameters.ts';
import type { Parameters } from '../../scripts/deployment/parameters.ts';
import { readRecord, recordHolders } from '../../scripts/deployment/record.ts';
import type { DeploymentRecord } from '../../scripts/deployment/record.ts';
import { mined } from '../../scripts/deployment/mined.ts';
import { Authority__factory } from '../../typechain-types/factories/contracts/Authority__factory.ts';
import { CustodyToken__factory } from '../../typechain-types/factories/contracts/CustodyToken__factory.ts';
import type { Authority } from '../../typechain-types/contracts/Authority.ts';
import { runScript } from './support/command.ts';
import { startNode } from './support/localNode.ts';
import type { RunningNode } from './support/localNode.ts';

const SILENT = { write: () => true };

describe('roles', function () {
  this.timeout(60_000);
  let chain: RunningNode;
  let folder: string;
  let record: DeploymentRecord;
  let deployer: Signer;
  let other: string;
  let authority: Authority;

  beforeEach(async () => {
    chain = await startNode();
    folder = await mkdtemp(join(tmpdir(), 'roles-'));
    const { provider, signers } = chain.connection;
    const [first, second] = signers;
    if (first === undefined || second === undefined) throw new Error('no accounts');
    [deployer, other] = [first, await second.getAddress()];
    const local = await readParameters('deployments/parameters/local.json');
    const parameters = {
      ...local,
      custodyTokens: [{ name: 'RMB in a bank', symbol: 'RMBR', decimals: 2, custodian: [other] }],
    };
    const options = { provider, signer: deployer, folder, output: SILENT, parameters };
    record = (await deploy(options)).record;
    expect((await deploy(options)).transactions).to.equal(0);
    authority = Authority__factory.connect(record.contracts.Authority.address, deployer);
  });

  afterEach(async () => {
    await chain.stop();
    await rm(folder, { recursive: true });
  });

  const deviations = async () => (await readOffices(chain.connection.provider, record)).deviations;

  async function done(sending: Promise<TransactionResponse>): Promise<void> {
    await mined(await sending);
  }

  const token = () => record.contracts['CustodyToken RMBR']?.address ?? '';

  it('given a deployment as recorded, it names every office, its holder and its delay', async () => {
    const reading = await readOffices(chain.connection.provider, record);
    expect(reading.deviations).to.deep.equal([]);
    const self = await deployer.getAddress();
    const holders = reading.offices.map(({ office, holders: [holder] }) => [
      office.name,
      holder?.account,
    ]);
    expect(holders).to.deep.equal([
      ['registrar', self],
      ['guardian', self],
      ['custodian of RMBR', other],
      ['admin', self],
    ]);
  });

  describe('given several holders of an office', () => {
    const DELAYS = { admin: 60, registrar: 30, guardian: 0, custodian: 0 };

    /** Deploys anew, into a folder of its own. */
    async function deployTwice(changes: Partial<Parameters>): Promise<DeploymentRecord> {
      const { provider, signers } = chain.connection;
      const [signer] = signers;
      if (signer === undefined) throw new Error('no account');
      const parameters = await readParameters('deployments/parameters/local.json');
      const options = { provider, signer, output: SILENT, folder: join(folder, 'again') };
      const given = { ...options, parameters: { ...parameters, ...changes } };
      const first = await deploy(given);
      expect((await deploy(given)).transactions).to.equal(0);
      return first.record;
    }

    it('when the parameters name two admins, the deployer one of them, both hold it and nothing deviates', async () => {
      const self = await deployer.getAddress();
      const admin = [self, other];
      record = await deployTwice({ admin, registrar: [other, self], delays: DELAYS });
      const { offices, deviations: found } = await readOffices(chain.connection.provider, record);
      expect(found).to.deep.equal([]);
      const holding = new Map(offices.map(({ office, holders }) => [office.name, holders]));
      const held = (name: string) =>
        holding.get(name)?.map(({ account, delay }) => [account, delay]);
      expect(held('admin')).to.have.deep.members(admin.map((account) => [account, 60]));
      expect(held('registrar')).to.have.deep.members(admin.map((account) => [account, 30]));
    });

    it('when the record names one more and it holds the office, nothing deviates; when it leaves, that is said', async () => {
      await done(authority.grantRole(REGISTRAR_ROLE, other, 30));
      const registrar = [{ account: other, delay: 30 }];
      await recordHolders(folder, 31337, { admin: [], registrar, guardian: [], custodians: {} });
      record = (await readRecord(folder, 31337)) ?? record;
      expect(await deviations()).to.deep.equal([]);
      await done(authority.revokeRole(REGISTRAR_ROLE, other));
      expect(await deviations()).to.deep.equal([`${other} is not registrar`]);
    });

    it('when the record names two, a third is a deviation still', async () => {
      const self = await deployer.getAddress();
      record = await deployTwice({ guardian: [self, other] });
      const third = (await chain.connection.signers[2]?.getAddress()) ?? '';
      const again = Authority__factory.connect(record.contracts.Authority.address, deployer);
      await done(again.grantRole(GUARDIAN_ROLE, third, 0));
      expect(await deviations()).to.deep.equal([`${third} is guardian too`]);
    });
  });

  it('given a record of the older form, with one holder and one delay per office, it reads the same', async () => {
    const path = join(folder, '31337.json');
    const written = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    const self = await deployer.getAddress();
    const delays = { admin: 0, registrar: 0, guardian: 0, custodian: 0 };
    const roles = {
      admin: self,
      registrar: self,
      guardian: self,
      custodians: { RMBR: other },
      delays,
    };
    await writeFile(path, JSON.stringify({ ...written, roles }));
    expect(await readRecord(folder, 31337)).to.deep.equal(record);
    const damaged = { ...written, roles: { ...roles, guardian: 'nobody' } };
    await writeFile(path, JSON.stringify(damaged));
    const refused = await readRecord(folder, 31337).catch((error: Error) => error.message);
    expect(refused).to.match(/31337\.json: roles\.guardian: must be an address/);
  });

  it('given a custodian, it alone can state a reserve and mint, and the token is recognised', async () => {
    const [, custodian] = chain.connection.signers;
    const own = CustodyToken__factory.connect(token(), custodian);
    await done(own.stateReserve(10n, 1n, `0x${'11'.repeat(32)}`));
    await done(own.mint(other, 10n, `0x${'22'.repeat(32)}`));
    const foreign = own.connect(deployer).mint.staticCall(other, 1n, `0x${'33'.repeat(32)}`);
    expect(await foreign.catch((error: Error) => error.message)).to.contain('AccessManaged');
  });

  const changes: [string, () => Promise<unknown>, RegExp][] = [
    [
      'a second registrar',
      () => done(authority.grantRole(REGISTRAR_ROLE, other, 0)),
      /is registrar too/,
    ],
    [
      'a guardian that left',
      async () => done(authority.revokeRole(GUARDIAN_ROLE, await deployer.getAddress())),
      /is not guardian/,
    ],
    [
      'another delay',
      () => done(authority.grantRole(custodianRole(token()), other, 60)),
      /custodian of RMBR with a delay of 60 s, not 0 s/,
    ],
    [
      'a function given to somebody else',
      () =>
        done(
          authority.setTargetFunctionRole(
            record.contracts.Desk.address,
            [Authority__factory.createInterface().getFunction('grantRole').selector],
            GUARDIAN_ROLE,
          ),
        ),
      /function 0x[0-9a-f]{8} of Desk is for role 2/,
    ],
    ['an office nobody knows', () => done(authority.grantRole(77n, other, 0)), /holds role 77/],
    [
      'an office that another grants',
      () => done(authority.setRoleAdmin(REGISTRAR_ROLE, GUARDIAN_ROLE)),
      /role 2, not the admin, grants the registrar/,
    ],
    [
      'announcements nobody calls back',
      () => done(authority.setRoleGuardian(REGISTRAR_ROLE, 0n)),
      /role 0, not the guardian, calls back/,
    ],
    [
      'a contract that obeys somebody else',
      async () => {
        const second = await new Authority__factory(deployer).deploy(other);
        await second.waitForDeployment();
        await done(authority.updateAuthority(record.contracts.Registry.address, second));
      },
      /Registry obeys 0x/,
    ],
    [
      'a closed contract',
      () => done(authority.setTargetClosed(record.contracts.Desk.address, true)),
      /Desk is closed/,
    ],
  ];
  for (const [what, change, words] of changes) {
    it(`given ${what}, it says so`, async () => {
      await change();
      const found = await deviations();
      expect(found).to.have.lengthOf(1);
      expect(found[0]).to.match(words);
    });
  }

  it('given no arguments, it finds the record and the node of the product that runs', async () => {
    const state = join(folder, 'state');
    await mkdir(join(state, 'deployments'), { recursive: true });
    await copyFile(join(folder, '31337.json'), join(state, 'deployments', '31337.json'));
    const { port } = new URL(chain.url);
    const list = { url: 'http://localhost:3000', rpcPort: Number(port), children: [] };
    await writeFile(join(state, 'processes.json'), JSON.stringify(list));
    const env = { SUNLINE_STATE: state, LOCAL_RPC_URL: '' };
    for (const args of [[], ['--network', 'local']]) {
      const { code, out, err } = await runScript('roles.ts', args, env);
      expect([code, err]).to.deep.equal([0, '']);
      expect(out).to.contain(`All of it as ${join(state, 'deployments', '31337.json')} says.`);
    }
  });

  it('given the record of a local chain that was begun anew since, it says so', async () => {
    const path = join(folder, '31337.json');
    const written = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    await writeFile(path, JSON.stringify({ ...written, blockHash: `0x${'77'.repeat(32)}` }));
    const env = { LOCAL_RPC_URL: chain.url };
    const { code, out, err } = await runScript('roles.ts', ['--records', folder], env);
    expect([code, out]).to.deep.equal([1, '']);
    expect(err).to.match(/^roles: [^\n]*31337\.json is about another local chain[^\n]*\n$/);
  });

  it('given the command, it prints holders and delays and exits with 1 on a deviation', async () => {
    const args = ['--network', 'local', '--records', folder];
    const env = { LOCAL_RPC_URL: chain.url };
    const before = await runScript('roles.ts', args, env);
    expect([before.code, before.err]).to.deep.equal([0, '']);
    expect(before.out).to.contain('registrar: Registry: recognise, unrecognise, nameGeneralFund');
    expect(before.out).to.contain(`${other} at once`);
    await done(authority.grantRole(REGISTRAR_ROLE, other, 86_400));
    const after = await runScript('roles.ts', args, env);
    expect(after.out).to.contain(`${other} 1 day after announcing it`);
    expect([after.code, after.err]).to.deep.equal([1, `roles: ${other} is registrar too\n`]);
    const path = join(folder, '31337.json');
    const damaged = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    await writeFile(path, JSON.stringify({ ...damaged, roles: undefined }));
    const broken = await runScript('roles.ts', args, env);
    expect(broken.err).to.match(/^roles: .*31337\.json: roles: /);
    const none = await runScript('roles.ts', ['--network', 'local', '--records', tmpdir()], env);
    expect(none.err).to.contain('is missing: npm run deploy');
  });
});
