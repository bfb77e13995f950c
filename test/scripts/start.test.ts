import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically } from '../../scripts/deployment/atomicFile.ts';
import { startAppServer } from '../../scripts/start/appServer.ts';
import type { RunningServer } from '../../scripts/start/appServer.ts';
import { StartError } from '../../scripts/start/errors.ts';
import { anvilArguments, anvilPath, LocalNode } from '../../scripts/start/node.ts';
import { readOptions } from '../../scripts/start/options.ts';
import { choosePorts } from '../../scripts/start/ports.ts';
import {
  endOrphan,
  Processes,
  processesNotedIn,
  ProcessList,
} from '../../scripts/start/processes.ts';
import { State } from '../../scripts/start/state.ts';
import { freePort } from '../indexer/support/anvil.ts';
import { runScript } from './support/command.ts';

describe('start', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'start-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function refusal(work: () => unknown): Promise<string> {
    try {
      await work();
    } catch (error) {
      expect(error).to.be.instanceOf(StartError);
      expect((error as Error).message).not.to.contain('\n');
      return (error as Error).message;
    }
    throw new Error('it did not refuse');
  }

  describe('options', () => {
    it('given none, it takes the defaults; given flags, those before the environment', () => {
      const plain = readOptions([], {});
      expect(plain.ports.app).to.deep.equal({ port: 3000, isGiven: false });
      expect([plain.fresh, plain.isDefaultState]).to.deep.equal([false, true]);
      const env = { SUNLINE_PORT: '4000', SUNLINE_RPC_PORT: '4001', SUNLINE_STATE: folder };
      const told = readOptions(['--port', '5000', '--fresh'], env);
      expect(told.ports.app).to.deep.equal({ port: 5000, isGiven: true });
      expect(told.ports.rpc).to.deep.equal({ port: 4001, isGiven: true });
      expect([told.fresh, told.isDefaultState, told.stateFolder]).to.deep.equal([
        true,
        false,
        folder,
      ]);
    });

    it('given nonsense, it says what is wrong', async () => {
      expect(await refusal(() => readOptions(['--prot', '1'], {}))).to.contain('--prot');
      expect(await refusal(() => readOptions(['--port', 'x'], {}))).to.contain('--port');
      expect(await refusal(() => readOptions(['--port', '70000'], {}))).to.contain('--port');
      const twice = ['--port', '5000', '--rpc-port', '5000'];
      expect(await refusal(() => readOptions(twice, {}))).to.contain('same port');
    });
  });

  describe('ports', () => {
    let holder: Server;
    let taken: number;

    beforeEach(async () => {
      taken = await freePort();
      holder = createServer().listen(taken, '127.0.0.1');
      await once(holder, 'listening');
    });

    afterEach(() => holder.close());

    const wanted = (app: number, isGiven: boolean) => ({
      app: { port: app, isGiven },
      rpc: { port: app, isGiven: false },
      indexer: { port: app, isGiven: false },
      gateway: { port: app, isGiven: false },
    });

    it('given a default port that is taken, it takes the next free one and says so', async () => {
      const said: string[] = [];
      const ports = await choosePorts(wanted(taken, false), (line) => said.push(line));
      expect(new Set([taken, ...Object.values(ports)]).size).to.equal(5);
      expect(said[0]).to.equal(`port ${taken} is taken, the app uses ${ports.app}`);
    });

    it('given a port that somebody asked for and that is taken, it refuses', async () => {
      const words = await refusal(() => choosePorts(wanted(taken, true), () => undefined));
      expect(words).to.contain(String(taken));
    });

    it('given the command with a taken port, it exits with 1 and one line, and starts nothing', async () => {
      const args = ['--port', String(taken), '--state', folder];
      const { code, err } = await runScript('start.ts', args);
      expect(code).to.equal(1);
      expect(err).to.equal(`start: port ${taken} (app) is taken\n`);
      expect(await readdir(folder)).to.deep.equal([]);
    });
  });

  describe('what is kept', () => {
    it('given a new folder, there is nothing; given a complete story, there it is', async () => {
      const state = new State(folder);
      expect(await state.read()).to.equal('nothing');
      await writeFile(state.chain, '{}');
      await state.completeStory({ told: true });
      expect(await state.read()).to.deep.equal({ story: { told: true } });
    });

    it('given a run that was stopped before its story was told, it was interrupted', async () => {
      await mkdir(join(folder, 'documents'));
      expect(await new State(folder).read()).to.equal('interrupted');
    });

    it('given damage or other contracts, it says how to begin anew', async () => {
      const state = new State(folder);
      await state.completeStory({});
      expect(await refusal(() => state.read()))
        .to.contain('chain.json')
        .and.contain('--fresh');
      await writeFile(state.chain, '{}');
      const text = await readFile(join(folder, 'state.json'), 'utf8');
      await writeFile(join(folder, 'state.json'), text.slice(0, 40));
      expect(await refusal(() => state.read()))
        .to.contain('damaged')
        .and.contain('--fresh');
      await writeFile(join(folder, 'state.json'), '{ "build": "another", "story": {} }');
      expect(await refusal(() => state.read())).to.contain('other contracts');
    });

    it('given files of others in the folder, beginning anew leaves them alone', async () => {
      const state = new State(folder);
      await writeFile(join(folder, 'letter.txt'), 'mine');
      await state.completeStory({});
      await state.clear();
      expect(await readdir(folder)).to.deep.equal(['letter.txt']);
    });

    it('given a writer killed at any moment, a file is the old one or the new one, whole', async () => {
      const path = join(folder, 'file.json');
      await writeAtomically(path, 'x'.repeat(400_000));
      const script = `
        import { writeAtomically } from ${JSON.stringify(new URL('../../scripts/deployment/atomicFile.ts', import.meta.url).href)};
        for (let i = 0; ; i = (i + 1) % 10) await writeAtomically(${JSON.stringify(path)}, String(i).repeat(400_000));`;
      for (let run = 0; run < 4; run++) {
        const args = ['--input-type=module', '--eval', script];
        const child = spawn(process.execPath, args, { stdio: 'ignore' });
        const before = await readFile(path, 'utf8');
        while ((await readFile(path, 'utf8')) === before) await pause(5);
        await pause(7 * run);
        child.kill('SIGKILL');
        await once(child, 'exit');
        const text = await readFile(path, 'utf8');
        expect(text).to.have.lengthOf(400_000);
        expect(new Set(text).size).to.equal(1);
      }
    });
  });

  describe('the chain', function () {
    this.timeout(30_000);

    it('given a node killed after a save, a new one has every block, and its time runs on', async () => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const file = join(folder, 'chain.json');
      const genesis = Math.floor(Date.now() / 1000) - 86_400;
      const first = spawn(anvilPath(), anvilArguments(port, { genesis }), { stdio: 'ignore' });
      const node = new LocalNode(url, file);
      await node.isUp(() => first.exitCode !== null);
      expect((await node.head()).timestamp).to.be.closeTo(genesis, 2);
      await node.runClock();
      // Somebody let two days pass.
      await node.request('evm_increaseTime', [2 * 86_400]);
      for (let i = 0; i < 5; i++) await node.request('evm_mine');
      const head = await node.head();
      await node.save();
      first.kill('SIGKILL');
      await once(first, 'exit');

      const second = spawn(anvilPath(), anvilArguments(port, { stateFile: file }), {
        stdio: 'ignore',
      });
      try {
        const again = new LocalNode(url, file);
        await again.isUp(() => second.exitCode !== null);
        expect(await again.head()).to.deep.equal(head);
        expect(await again.hashOf(head.number - 2)).to.equal(await again.hashOf(head.number - 2));
        expect(await again.hashOf(head.number + 1)).to.equal(undefined);
        await again.runClock();
        expect((await again.head()).timestamp).to.be.closeTo(head.timestamp + 1, 2);
      } finally {
        second.kill('SIGKILL');
        await once(second, 'exit');
      }
    });

    it('given a chain being saved, the file is there within two seconds of each block', async () => {
      const port = await freePort();
      const file = join(folder, 'chain.json');
      const anvil = spawn(anvilPath(), anvilArguments(port, { genesis: 1_700_000_000 }), {
        stdio: 'ignore',
      });
      const node = new LocalNode(`http://127.0.0.1:${port}`, file);
      try {
        await node.isUp(() => anvil.exitCode !== null);
        node.keepSaving((error) => {
          throw error;
        });
        for (const number of [1, 2]) {
          await node.request('evm_mine');
          await pause(2_000);
          const { best_block_number: best } = JSON.parse(await readFile(file, 'utf8')) as {
            best_block_number: number | string;
          };
          expect(Number(best)).to.equal(number);
        }
      } finally {
        node.stopSaving();
        anvil.kill('SIGKILL');
        await once(anvil, 'exit');
      }
    });
  });

  describe('processes', () => {
    const sleeper = ['--eval', 'setInterval(() => {}, 1000)'];
    const fail = (error: Error): never => {
      throw error;
    };

    it('given a start that runs, a second one says where it answers', async () => {
      const list = new ProcessList(folder);
      const processes = new Processes(list, join(folder, 'logs'), 1);
      processes.announce('http://localhost:1234');
      expect(await refusal(() => list.leftovers())).to.contain('http://localhost:1234');
      await processes.endAll();
      expect(list.leftovers()).to.equal(undefined);
    });

    it('given a start that was killed, its processes are found and ended, and nobody else’s', async () => {
      const list = new ProcessList(folder);
      const processes = new Processes(list, join(folder, 'logs'), 4321);
      const child = processes.start('sleeper', process.execPath, sleeper, process.env, fail);
      processes.expectEnd();
      // As if the owner were gone and one of its numbers another's by now.
      const path = join(folder, 'processes.json');
      const file = JSON.parse(await readFile(path, 'utf8')) as {
        owner: { began: string };
        children: { name: string; pid: number; began: string }[];
      };
      file.owner.began = 'long ago';
      file.children.push({ name: 'stranger', pid: process.pid, began: 'long ago' });
      await writeFile(path, JSON.stringify(file));
      const leftovers = list.leftovers();
      expect(leftovers?.rpcPort).to.equal(4321);
      expect(leftovers?.orphans.map(({ pid }) => pid)).to.deep.equal([child.pid]);
      const gone = once(child, 'exit');
      for (const orphan of leftovers?.orphans ?? []) await endOrphan(orphan);
      await gone;
    });

    it('given a process that ends unasked, it hears the last line it said', async () => {
      const processes = new Processes(new ProcessList(folder), join(folder, 'logs'), 1);
      const heard = await new Promise<Error>((resolve) => {
        const args = ['--eval', 'console.error("no more paper"); process.exit(3)'];
        processes.start('printer', process.execPath, args, process.env, resolve);
      });
      expect(heard.message).to.contain('printer').and.contain('no more paper');
    });

    it('given an old number in a file, only a process with the mark in its command counts', async () => {
      await writeFile(join(folder, 'a.pid'), String(process.pid));
      expect(processesNotedIn(folder, 'x', 'no such word in it')).to.deep.equal([]);
      expect(processesNotedIn(folder, 'x', 'ocha')).to.have.lengthOf(1);
      expect(processesNotedIn(join(folder, 'nowhere'), 'x', '')).to.deep.equal([]);
    });
  });

  describe('the pages’ server', () => {
    let server: RunningServer;
    let url: string;

    beforeEach(async () => {
      await mkdir(join(folder, 'assets'));
      await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
      await writeFile(join(folder, 'assets', 'app-1.js'), 'export {};'.repeat(100));
      await writeFile(join(folder, '.sources'), 'stamp');
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      const config = { chainId: 31337 };
      server = await startAppServer({ port, folder, config, origins: ['http://127.0.0.1:1'] });
    });

    afterEach(() => server.close());

    it('given any address of a page, it answers with the page and a strict policy', async () => {
      for (const path of ['/', '/campaign/0x12', '/follow/0x12/3?x=1.5']) {
        const response = await fetch(url + path);
        expect(response.status, path).to.equal(200);
        expect(await response.text()).to.contain('<title>page</title>');
        const policy = response.headers.get('content-security-policy') ?? '';
        expect(policy).to.contain("default-src 'none'");
        expect(policy).to.match(/script-src 'self' 'wasm-unsafe-eval';/);
        expect(policy).not.to.contain('unsafe-inline');
        expect(response.headers.get('cache-control')).to.equal('no-cache');
        expect(response.headers.get('x-content-type-options')).to.equal('nosniff');
      }
    });

    it('given a built file, it is compressed and kept for ever; a missing one is 404', async () => {
      const response = await fetch(`${url}/assets/app-1.js`);
      expect(response.headers.get('content-encoding')).to.equal('gzip');
      expect(response.headers.get('content-type')).to.contain('text/javascript');
      expect(response.headers.get('cache-control')).to.contain('immutable');
      expect(await response.text()).to.equal('export {};'.repeat(100));
      const etag = response.headers.get('etag') ?? '';
      const again = await fetch(`${url}/assets/app-1.js`, { headers: { 'if-none-match': etag } });
      expect(again.status).to.equal(304);
      for (const path of ['/assets/none.js', '/none.png', '/.sources', '/../package.json']) {
        expect((await fetch(url + path)).status, path).to.equal(404);
      }
    });

    it('given /config.json, it says where everything is and is never cached', async () => {
      const response = await fetch(`${url}/config.json`);
      expect(await response.json()).to.deep.equal({ chainId: 31337 });
      expect(response.headers.get('cache-control')).to.equal('no-store');
    });
  });
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
