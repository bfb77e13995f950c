import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ParameterError } from '../../scripts/deployment/errors.ts';
import { readPagesOptions } from '../../scripts/pages/options.ts';
import { servePages } from '../../scripts/pages/serve.ts';
import { DIST, pagesBuild, stampPages } from '../../scripts/start/build.ts';
import { freePort } from '../indexer/support/anvil.ts';
import { runScript } from './support/command.ts';

const URLS = ['origin', 'rpc', 'indexer', 'gateway'].flatMap((name) => [
  `--${name}`,
  `https://${name}.example.org/`,
]);

function complaintOf(...args: readonly string[]): string {
  try {
    readPagesOptions(args);
    return 'nothing';
  } catch (error) {
    expect(error).to.be.instanceOf(Error);
    return (error as Error).message;
  }
}

describe('pages: the command', function () {
  this.timeout(60_000);

  it('given what it needs, it takes it; given less or nonsense, it names the option', () => {
    const all = [...URLS, '--deployment', 'record.json'];
    expect(complaintOf(...all)).to.equal('nothing');
    expect(readPagesOptions(all)).to.include({ port: 3000, rpc: 'https://rpc.example.org' });
    expect(complaintOf(...URLS)).to.match(/^--deployment is missing/);
    for (const name of ['origin', 'rpc', 'indexer', 'gateway']) {
      const at = all.indexOf(`--${name}`);
      expect(complaintOf(...all.toSpliced(at, 2))).to.match(new RegExp(`^--${name} is missing`));
      expect(complaintOf(...all.toSpliced(at + 1, 1, 'ftp://x'))).to.match(
        new RegExp(`^--${name}: ftp://x is no address`),
      );
    }
    expect(complaintOf(...all, '--port', '70000')).to.match(/^--port: 70000 is no port/);
  });

  it('given nothing, it says in one line what is missing and exits with 1', async () => {
    const { code, err } = await runScript('pages.ts', []);
    expect(err).to.match(/^pages: --origin is missing: [^\n]+\n$/);
    expect(code).to.equal(1);
  });

  it('given built pages and a record, it serves them and says where the other parts are', async () => {
    const root = await mkdtemp(join(tmpdir(), 'sunline-pages-'));
    try {
      await mkdir(join(root, DIST), { recursive: true });
      await writeFile(join(root, DIST, 'index.html'), '<p>here</p>');
      await stampPages(root, (await pagesBuild(root)).stamp);
      const deployment = join(root, 'record.json');
      const options = (port: number) =>
        readPagesOptions([...URLS, '--deployment', deployment, '--port', String(port)]);
      const port = await freePort();
      const outcome: unknown = await servePages(root, options(port)).catch((why: unknown) => why);
      expect(outcome).to.be.instanceOf(ParameterError);
      const contracts = { Ledger: { address: `0x${'12'.repeat(20)}` } };
      const record = { chainId: 5, block: 1, blockHash: `0x${'34'.repeat(32)}`, contracts };
      await writeFile(deployment, JSON.stringify(record));

      const server = await servePages(root, options(port));
      const page = await fetch(`http://127.0.0.1:${port}/campaign/0x12`);
      expect(await page.text()).to.equal(await readFile(join(root, DIST, 'index.html'), 'utf8'));
      expect(page.headers.get('content-security-policy')).to.include(
        'https://rpc.example.org https://indexer.example.org https://gateway.example.org',
      );
      const config: unknown = await (await fetch(`http://127.0.0.1:${port}/config.json`)).json();
      expect(config).to.deep.equal({
        chainId: 5,
        rpcUrl: 'https://rpc.example.org',
        indexerUrl: 'https://indexer.example.org',
        gatewayUrl: 'https://gateway.example.org',
        deployment: record,
      });
      await server.close();
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
