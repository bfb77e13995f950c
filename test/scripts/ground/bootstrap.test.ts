import { expect } from 'chai';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const BOOTSTRAP = join(import.meta.dirname, '../../../bootstrap.mjs');

/** A checkout with one dependency that needs no registry. */
async function writeCheckout(root: string, version: string): Promise<void> {
  const dependency = { name: 'neighbour', version };
  await mkdir(join(root, 'neighbour'), { recursive: true });
  await writeFile(join(root, 'neighbour/package.json'), JSON.stringify(dependency));
  const dependencies = { neighbour: 'file:neighbour' };
  const optionalDependencies = { [`node-${process.platform}-${process.arch}`]: '24.0.0' };
  const manifest = { name: 'checkout', version: '1.0.0', dependencies };
  await writeFile(
    join(root, 'package.json'),
    JSON.stringify({ ...manifest, optionalDependencies: {}, bin: {} }),
  );
  const packages = {
    '': manifest,
    neighbour: { version },
    'node_modules/neighbour': { resolved: 'neighbour', link: true },
  };
  const lock = { name: 'checkout', version: '1.0.0', lockfileVersion: 3, requires: true, packages };
  await writeFile(join(root, 'package-lock.json'), JSON.stringify(lock));
  await writeFile(join(root, 'pinned.json'), JSON.stringify({ optionalDependencies }));
}

describe('bootstrap', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'sunline-bootstrap-'));
    await copyFile(BOOTSTRAP, join(root, 'bootstrap.mjs'));
    await writeCheckout(root, '1.0.0');
  });
  afterEach(async () => rm(root, { recursive: true, force: true }));

  function bootstrap(env: NodeJS.ProcessEnv = process.env): SpawnSyncReturns<string> {
    return spawnSync(process.execPath, ['bootstrap.mjs'], { cwd: root, env, encoding: 'utf8' });
  }

  /** An environment in which a command is one of our own making. */
  async function withCommand(name: string, script: string): Promise<NodeJS.ProcessEnv> {
    const path = join(root, 'bin', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
    return { ...process.env, PATH: `${dirname(path)}${delimiter}${process.env.PATH ?? ''}` };
  }

  it('given nothing installed, when run, it installs and says so on standard error only', () => {
    const { status, stdout, stderr } = bootstrap();

    expect(status, stderr).to.equal(0);
    expect(stdout).to.equal('');
    expect(stderr).to.match(/Packages installed in \d+ s\.\n$/);
  });

  it('given an installation that matches, when run again, it is silent and installs nothing', async () => {
    bootstrap();

    const { status, stdout, stderr } = bootstrap(
      await withCommand('npm', 'echo called >&2; exit 1'),
    );

    expect({ status, stdout, stderr }).to.deep.equal({ status: 0, stdout: '', stderr: '' });
  });

  it('given a changed lock file, when run, it installs anew', async () => {
    bootstrap();
    await writeCheckout(root, '1.0.1');

    expect(bootstrap().stderr).to.contain('Packages installed');
  });

  it('given an installation that npm touched since, when run, it checks it instead of trusting the stamp', async () => {
    bootstrap();
    const record = join(root, 'node_modules/.package-lock.json');
    const { packages } = JSON.parse(await readFile(record, 'utf8')) as { packages: object };
    await writeFile(record, JSON.stringify({ packages }));

    // All is there, so a new stamp is enough.
    expect(bootstrap(await withCommand('npm', 'exit 1')).status).to.equal(0);

    await rm(join(root, 'node_modules/neighbour'));
    await writeFile(record, JSON.stringify({ packages: {} }));
    expect(bootstrap(await withCommand('npm', 'exit 1')).status).to.equal(1);
  });

  it('given an npm that fails, when run, one line says so and nothing counts as installed', async () => {
    const failing = await withCommand('npm', 'exit 7');

    const { status, stderr } = bootstrap(failing);

    expect(status).to.equal(1);
    expect(stderr).to.match(/^bootstrap failed: .*exit 7/m);
    expect(bootstrap().stderr).to.contain('Packages installed');
  });

  it('given a dead process that left its guard, when run, it installs all the same', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(join(root, '.bootstrap.lock'), String(dead));

    expect(bootstrap().status).to.equal(0);
  });

  it('given a machine with an old Node, when run by ours, npm runs under the pinned one', async () => {
    bootstrap();
    const ours = join(root, 'node_modules/own/node');
    await mkdir(dirname(ours));
    await copyFile(process.execPath, ours);
    await copyFile(join(root, 'pinned.json'), join(root, 'package.json'));
    await writeFile(
      join(root, 'package-lock.json'),
      '{"packages":{"node_modules/x":{"version":"1"}}}',
    );
    await withCommand('node', 'echo 20.1.0');
    const env = await withCommand('npx', 'echo "npx $*" >&2');

    const { stderr } = spawnSync(ours, ['bootstrap.mjs'], { cwd: root, env, encoding: 'utf8' });

    const pinned = `node-${process.platform}-${process.arch}@24.0.0`;
    expect(stderr).to.contain('This machine has Node 20.1.0');
    expect(stderr).to.contain(`-p ${pinned} -c npm ci --ignore-scripts`);
  });
});
