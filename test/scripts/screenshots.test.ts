import { expect } from 'chai';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError } from '../../scripts/ground/arguments.ts';
import { readOptions } from '../../scripts/screenshots/options.ts';
import { ScreenshotError } from '../../scripts/screenshots/errors.ts';
import { windowsOf } from '../../scripts/screenshots/take.ts';
import { runScript } from './support/command.ts';

describe('screenshots: what it is asked for', () => {
  it('given an address with a slash at its end when read it has none', () => {
    expect(readOptions(['--url', 'http://localhost:3000/'])).to.deep.equal({
      url: 'http://localhost:3000',
      only: '',
      dark: false,
    });
  });

  it('given no address when read it leaves the product to be started', () => {
    expect(readOptions(['--only', 'phone-zh/home'])).to.deep.equal({
      url: undefined,
      only: 'phone-zh/home',
      dark: false,
    });
  });

  it('given that the dark pages are wanted when windows are chosen each has a folder of its own', () => {
    expect(readOptions(['--dark']).dark).to.equal(true);
    const folders = [false, true].flatMap((dark) => windowsOf(dark).map(({ folder }) => folder));
    expect(new Set(folders).size).to.equal(folders.length);
    expect(windowsOf(true).every(({ dark }) => dark)).to.equal(true);
  });

  it('given an address that is none, or an unknown option, when read it is refused', () => {
    for (const args of [
      ['--url', 'localhost'],
      ['--url', 'http://'],
    ]) {
      expect(() => readOptions(args), args.join(' ')).to.throw(ScreenshotError);
    }
    expect(() => readOptions(['--colour'])).to.throw(UsageError, '--colour');
  });

  it('given an address where no product answers when run it says so in one line', async () => {
    const server = createServer((_, response) => response.end('{}'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const other = await runScript('screenshots.ts', ['--url', url]);
    server.close();
    const nobody = await runScript('screenshots.ts', ['--url', url]);

    expect(other).to.include({
      code: 1,
      out: '',
      err: `screenshots: ${url} is no product with a demo story\n`,
    });
    expect(nobody).to.include({ code: 1, out: '' });
    expect(nobody.err).to.match(/^screenshots: .*config\.json does not answer .*\n$/);
  });
});
