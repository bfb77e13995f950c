import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically } from '../../scripts/deployment/atomicFile.ts';
import { UsageError } from '../../scripts/ground/arguments.ts';
import { StartError } from '../../scripts/start/errors.ts';
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
      expect(plain.anchorAfter).to.equal(600);
      const env = { SUNLINE_PORT: '4000', SUNLINE_RPC_PORT: '4001', SUNLINE_STATE: folder };
      const told = readOptions(['--port', '5000', '--fresh', '--anchor-after', '0'], env);
      expect(told.anchorAfter).to.equal(0);
      expect(told.ports.app).to.deep.equal({ port: 5000, isGiven: true });
      expect(told.ports.rpc).to.deep.equal({ port: 4001, isGiven: true });
      expect([told.fresh, told.isDefaultState, told.stateFolder]).to.deep.equal([
        true,
        false,
        folder,
      ]);
    });

    it('given nonsense, it says what is wrong', async () => {
      expect(() => readOptions(['--prot', '1'], {})).to.throw(UsageError, '--prot');
      expect(await refusal(() => readOptions(['--port', 'x'], {}))).to.contain('--port');
      expect(await refusal(() => readOptions(['--port', '70000'], {}))).to.contain('--port');
      expect(await refusal(() => readOptions(['--anchor-after', '3600'], {}))).to.contain('3600');
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

    it('given a file being written over and over, whoever reads it finds a whole one, also after a kill', async () => {
      const path = join(folder, 'file.json');
      await writeAtomically(path, 'x'.repeat(400_000));
      const script = `
        import { writeAtomically } from ${JSON.stringify(new URL('../../scripts/deployment/atomicFile.ts', import.meta.url).href)};
        for (let i = 0; ; i = (i + 1) % 10) await writeAtomically(${JSON.stringify(path)}, String(i).repeat(400_000));`;
      const isWhole = (text: string) => text.length === 400_000 && new Set(text).size === 1;
      const args = ['--input-type=module', '--eval', script];
      const child = spawn(process.execPath, args, { stdio: 'ignore' });
      while ((await readFile(path, 'utf8')).startsWith('x')) await pause(5);
      for (let look = 0; look < 100; look++) {
        expect(isWhole(await readFile(path, 'utf8'))).to.equal(true);
      }
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(isWhole(await readFile(path, 'utf8'))).to.equal(true);
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
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
