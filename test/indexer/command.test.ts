import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const MAIN = fileURLToPath(new URL('../../indexer/main.ts', import.meta.url));
const NODE = 'http://127.0.0.1:9';

describe('indexer: the command', function () {
  this.timeout(60_000);

  function run(env: Readonly<Record<string, string>>): Promise<{ code: number; said: string }> {
    return new Promise((resolve) => {
      const options = { env: { PATH: process.env['PATH'] ?? '', ...env } };
      execFile(process.execPath, [MAIN], options, (error, _, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), said: stderr });
      });
    });
  }

  for (const [what, env, line] of [
    ['no node', {}, /^indexer: SUNLINE_RPC_URL: must name the chain’s node\n$/],
    [
      'a record that is not there',
      { SUNLINE_RPC_URL: NODE, SUNLINE_DEPLOYMENT: '/nowhere.json' },
      /^indexer: the deployment's record \/nowhere\.json cannot be read\n$/,
    ],
  ] as const) {
    it(`given ${what}, when it starts, it says so in one line and exits with 1`, async () => {
      const { code, said } = await run(env);
      expect(said).to.match(line);
      expect(code).to.equal(1);
    });
  }
});
