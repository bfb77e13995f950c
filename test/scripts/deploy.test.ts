import { expect } from 'chai';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDeployment } from '../../domain/deployment.ts';
import { deploy } from '../../scripts/deployment/deploy.ts';
import type { Deployed } from '../../scripts/deployment/deploy.ts';
import {
  DeploymentError,
  ParameterError,
  PreflightError,
} from '../../scripts/deployment/errors.ts';
import { readPartial, readRecord, recordHolders } from '../../scripts/deployment/record.ts';
import { readParameters } from '../../scripts/deployment/parameters.ts';
import type { Parameters } from '../../scripts/deployment/parameters.ts';
import { checkRules } from '../../scripts/deployment/preflight.ts';
import { GUARDIAN_ROLE, REGISTRAR_ROLE } from '../../scripts/deployment/offices.ts';
import { RECOGNISED_AS } from '../../scripts/deployment/roles.ts';
import { Authority__factory } from '../../typechain-types/factories/contracts/Authority__factory.ts';
import { Registry__factory } from '../../typechain-types/factories/contracts/Registry__factory.ts';
import { runScript } from './support/command.ts';
import { startNode } from './support/localNode.ts';
import type { RunningNode } from './support/localNode.ts';

/** The error a promise fails with; a promise that does not fail is a failure of the test. */
async function errorOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('it did not fail');
}

/** What a deployment with the local chain's parameters creates, and how many transactions it takes in all. */
const CONTRACTS = 8;
const TRANSACTIONS = CONTRACTS + 12;

const SILENT = { write: () => true };

describe('deploy', function () {
  this.timeout(60_000);
  let chain: RunningNode;
  let folder: string;
  let parameters: Parameters;

  /** Deploys with the account of that number. */
  async function run(
    changes: Partial<Parameters> = {},
    account = 0,
    keepsHolders = false,
  ): Promise<Deployed> {
    const { provider, signers } = chain.connection;
    const signer = signers[account];
    if (signer === undefined) throw new Error('no such account');
    const options = { provider, signer, folder, output: SILENT, keepsHolders };
    return deploy({ ...options, parameters: { ...parameters, ...changes } });
  }

  beforeEach(async () => {
    chain = await startNode();
    folder = await mkdtemp(join(tmpdir(), 'deploy-'));
    parameters = await readParameters('deployments/parameters/local.json');
  });

  afterEach(async () => {
    await chain.stop();
    await rm(folder, { recursive: true });
  });

  describe('given an empty chain', () => {
    it('when run, it deploys, recognises desk and tokens, and writes a record others can read', async () => {
      const { record } = await run();
      const written: unknown = JSON.parse(await readFile(join(folder, '31337.json'), 'utf8'));
      expect(written).to.deep.equal(record);
      const deployment = parseDeployment(written);
      const block = await chain.connection.provider.getBlock(deployment.block);
      expect(block?.hash).to.equal(deployment.blockHash);
      const { Registry, Desk, DemoToken } = record.contracts;
      const registry = Registry__factory.connect(Registry.address, chain.connection.provider);
      const { desk, token } = RECOGNISED_AS;
      expect(await registry.isRecognised(desk, Desk.address)).to.equal(true);
      expect(await registry.isRecognised(token, DemoToken?.address ?? '')).to.equal(true);
      expect(await readdir(folder)).to.deep.equal(['31337.json']);
    });

    it('when run twice, the second run sends nothing and leaves the record as it was', async () => {
      await run();
      const before = await readFile(join(folder, '31337.json'), 'utf8');
      const head = await chain.node.head();
      const { transactions } = await run();
      expect(transactions).to.equal(0);
      expect(await chain.node.head()).to.deep.equal(head);
      expect(await readFile(join(folder, '31337.json'), 'utf8')).to.equal(before);
    });

    it('when others are to hold the offices, the deployer keeps no power', async () => {
      const [deployer = '', admin = '', registrar = '', guardian = ''] = await Promise.all(
        chain.connection.signers.slice(0, 4).map((signer) => signer.getAddress()),
      );
      const delays = { admin: 3600, registrar: 60, guardian: 0, custodian: 0 };
      const offices = { admin: [admin], registrar: [registrar], guardian: [guardian] };
      const changes = { ...offices, delays };
      const { record } = await run(changes);
      const manager = Authority__factory.connect(
        record.contracts.Authority.address,
        chain.connection.provider,
      );
      const of = async (role: bigint, account = '') => [...(await manager.hasRole(role, account))];
      expect(await of(0n, deployer)).to.deep.equal([false, 0n]);
      expect(await of(REGISTRAR_ROLE, deployer)).to.deep.equal([false, 0n]);
      expect(await of(0n, admin)).to.deep.equal([true, 3600n]);
      expect(await of(REGISTRAR_ROLE, registrar)).to.deep.equal([true, 60n]);
      expect(await of(GUARDIAN_ROLE, deployer)).to.deep.equal([false, 0n]);
      expect(await of(GUARDIAN_ROLE, guardian)).to.deep.equal([true, 0n]);
      expect((await run(changes)).transactions).to.equal(0);
    });

    it('when others were appointed since and the run is to keep them, the record names them still', async () => {
      const { record } = await run();
      const account = (await chain.connection.signers[1]?.getAddress()) ?? '';
      const none = { admin: [], guardian: [], custodians: {} };
      await recordHolders(folder, 31337, { ...none, registrar: [{ account, delay: 30 }] });
      const kept = await run({}, 0, true);
      expect(kept.transactions).to.equal(0);
      const both = [...record.roles.registrar, { account, delay: 30 }];
      expect(kept.record.roles).to.deep.equal({ ...record.roles, registrar: both });
      expect(await readRecord(folder, 31337)).to.deep.equal(kept.record);
      expect((await run()).record).to.deep.equal(record);
    });

    it('when a later run has more to recognise than its account may, it says whose task that is', async () => {
      const admin = (await chain.connection.signers[1]?.getAddress()) ?? '';
      const charity = await chain.connection.signers[5]?.getAddress();
      await run({ admin: [admin], registrar: [admin] });
      const recognise = { ...parameters.recognise, charity: [charity ?? ''] };
      const error = await errorOf(run({ admin: [admin], registrar: [admin], recognise }));
      expect(error).to.be.instanceOf(DeploymentError);
      expect(error.message).to.contain(admin);
    });
  });

  describe('given a run that was stopped', () => {
    /** Fails at the transaction of that number, before it is sent. */
    async function stopAt(number: number): Promise<void> {
      const { provider, signers } = chain.connection;
      const [signer] = signers;
      if (signer === undefined) throw new Error('no account');
      let sent = 0;
      const send = signer.sendTransaction.bind(signer);
      signer.sendTransaction = (transaction) => {
        sent += 1;
        if (sent > number) return Promise.reject(new Error('pulled the plug'));
        return send(transaction);
      };
      const error = await errorOf(deploy({ provider, signer, folder, output: SILENT, parameters }));
      signer.sendTransaction = send;
      expect(error.message).to.equal('pulled the plug');
    }

    for (const number of [1, 4, 6, 9, 12]) {
      it(`when that was after ${number} transactions, the next one sends only the others`, async () => {
        await stopAt(number);
        expect(await readdir(folder)).to.deep.equal(['31337.partial.json']);
        const partial = await readPartial(folder, 31337);
        const { record, transactions } = await run();
        expect(transactions).to.equal(TRANSACTIONS - number);
        expect(Object.keys(partial)).to.have.lengthOf(Math.min(number, CONTRACTS));
        for (const name of Object.keys(partial)) {
          expect(record.contracts[name]).to.deep.equal(partial[name]);
        }
        expect(await readdir(folder)).to.deep.equal(['31337.json']);
      });
    }

    it('when its creation was noted but never reached the chain, it is sent again', async () => {
      const lost = { address: `0x${'1'.repeat(40)}`, block: 0, tx: `0x${'2'.repeat(64)}` };
      const partial = { chainId: 31337, contracts: { Authority: lost } };
      await writeFile(join(folder, '31337.partial.json'), JSON.stringify(partial));
      expect((await run()).transactions).to.equal(TRANSACTIONS);
    });
  });

  describe('given a record', () => {
    it('when its contracts were built otherwise, it refuses to go on', async () => {
      await run();
      const demoToken = { name: 'Demo RMB', symbol: 'RMB', decimals: 6 };
      const error = await errorOf(run({ demoToken }));
      expect(error).to.be.instanceOf(DeploymentError);
      expect(error.message).to.contain('DemoToken').and.contain('--anew');
    });

    it('when the local chain was begun anew, it deploys there', async () => {
      await run();
      await chain.stop();
      chain = await startNode('--timestamp', '1700000000');
      expect((await run()).transactions).to.equal(TRANSACTIONS);
    });

    it('when it is damaged, it names the file and the field', async () => {
      await writeFile(join(folder, '31337.json'), '{ "chainId": 31337 }');
      const error = await errorOf(run());
      expect(error).to.be.instanceOf(ParameterError);
      expect(error.message).to.contain('31337.json: name');
    });
  });

  describe('given parameters', () => {
    it('when they name no delays, there are none on the local chain and the product’s elsewhere', async () => {
      expect(parameters.delays).to.deep.equal({
        admin: 0,
        registrar: 0,
        guardian: 0,
        custodian: 0,
      });
      const { delays } = await readParameters('deployments/parameters/sepolia.json');
      expect(delays).to.deep.equal({
        admin: 172_800,
        registrar: 86_400,
        guardian: 0,
        custodian: 3_600,
      });
    });

    for (const [name, fits] of [
      ['Receipts for masks at Northgate', true],
      ['Receipts for masks at Northgate!', false],
      ['山海桥基金会在云岭仓库的棉被', false],
    ] as const) {
      it(`when a custody token is called ${name}, it ${fits ? 'is taken' : 'names the field before anything is sent'}`, async () => {
        const path = join(folder, 'parameters.json');
        const token = { name, symbol: 'RCPT', decimals: 0 };
        await writeFile(
          path,
          JSON.stringify({ chainId: 31337, name: 'Here', custodyTokens: [token] }),
        );
        if (fits) {
          const { record } = await run(await readParameters(path));
          expect(record.contracts).to.have.property('CustodyToken RCPT');
          return;
        }
        const error = await errorOf(readParameters(path));
        expect(error).to.be.instanceOf(ParameterError);
        expect(error.message)
          .to.match(/custodyTokens\.0\.name:? has more than 31 bytes in UTF-8/)
          .and.not.to.include('\n');
        expect((await chain.node.head()).number).to.equal(0);
      });
    }

    it('when two custody tokens have one symbol, it names the field', async () => {
      const path = join(folder, 'parameters.json');
      const token = { name: 'Receipt', symbol: 'RCPT', decimals: 2 };
      const given = { chainId: 31337, name: 'Here', custodyTokens: [token, token] };
      await writeFile(path, JSON.stringify(given));
      const error = await errorOf(readParameters(path));
      expect(error).to.be.instanceOf(ParameterError);
      expect(error.message).to.contain('custodyTokens: names a symbol twice');
    });
  });

  describe('given a chain that will not do', () => {
    it('when it is another one, it sends nothing', async () => {
      const error = await errorOf(run({ chainId: 11155111 }));
      expect(error).to.be.instanceOf(PreflightError);
      expect(error.message).to.contain('serves chain 31337');
      expect((await chain.node.head()).number).to.equal(0);
    });

    it('when the account has no coin, it sends nothing and says how much it needs', async () => {
      const poor = await chain.connection.signers[3]?.getAddress();
      await chain.node.request('anvil_setBalance', [poor, '0x1']);
      const error = await errorOf(run({}, 3));
      expect(error).to.be.instanceOf(PreflightError);
      expect(error.message).to.match(/about 0\.\d+ are needed/);
      expect((await chain.node.head()).number).to.equal(0);
    });

    it('when a token of the parameters does not stand there, it sends nothing', async () => {
      const tokens = { USDC: '0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238' };
      const error = await errorOf(run({ tokens }));
      expect(error).to.be.instanceOf(PreflightError);
      expect(error.message).to.contain(tokens.USDC);
      expect((await chain.node.head()).number).to.equal(0);
    });

    it('when its rules are older than Cancun, it refuses', async () => {
      const old = await startNode('--hardfork', 'shanghai');
      try {
        expect(await errorOf(checkRules(old.connection.provider))).to.be.instanceOf(PreflightError);
      } finally {
        await old.stop();
      }
    });

    it('when its rules are Cancun’s, it notes that passkeys and delegated accounts are missing', async () => {
      const cancun = await startNode('--hardfork', 'cancun');
      try {
        expect(await checkRules(cancun.connection.provider)).to.deep.equal({
          passkeys: false,
          delegatedAccounts: false,
        });
        expect(await checkRules(chain.connection.provider)).to.deep.equal({
          passkeys: true,
          delegatedAccounts: true,
        });
      } finally {
        await cancun.stop();
      }
    });
  });

  describe('the command', () => {
    it('given a node, it shows its steps, and a second time that nothing was changed', async () => {
      const args = ['--network', 'local', '--records', folder];
      const env = { LOCAL_RPC_URL: chain.url };
      const first = await runScript('deploy.ts', args, env);
      expect(first.err).to.equal('');
      expect(first.code).to.equal(0);
      expect(first.out).to.match(/create Ledger … 0x[0-9a-fA-F]{40} in block 2, \d+\.\d s/);
      const second = await runScript('deploy.ts', args, env);
      expect(second.out).to.contain('nothing was changed');
    });

    it('given a configured network, it signs with the key of Hardhat’s variable and never shows it', async () => {
      const sepolia = await startNode('--chain-id', '11155111');
      try {
        const path = join(folder, 'parameters.json');
        await writeFile(path, '{ "chainId": 11155111, "name": "Sepolia, played here" }');
        const key = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';
        const env = { SEPOLIA_RPC_URL: sepolia.url, DEPLOYER_PRIVATE_KEY: key };
        const args = ['--network', 'sepolia', '--parameters', path, '--records', folder];
        const { code, out, err } = await runScript('deploy.ts', args, env);
        expect([code, err]).to.deep.equal([0, '']);
        expect(await readdir(folder)).to.include('11155111.json');
        expect(out).not.to.contain(key.slice(2));
      } finally {
        await sepolia.stop();
      }
    });

    it('given no network, an unknown one, or no node, it says so in one line and exits with 1', async () => {
      const env = { LOCAL_RPC_URL: 'http://127.0.0.1:1' };
      const outcomes = await Promise.all([
        runScript('deploy.ts', [], env),
        runScript('deploy.ts', ['--network', 'mars'], env),
        runScript('deploy.ts', ['--network', 'local', '--records', folder], env),
      ]);
      expect(outcomes.map(({ code }) => code)).to.deep.equal([1, 1, 1]);
      for (const { err } of outcomes) expect(err).to.match(/^deploy: [^\n]+\n$/);
    });
  });
});
