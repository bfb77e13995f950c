import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Report } from '../../scripts/scenario/report.ts';
import { campaign, donate } from './support/rehearsal.ts';
import type { Steps } from './support/rehearsal.ts';

const COMMAND = fileURLToPath(new URL('../../scripts/rehearse.ts', import.meta.url));
const GIFT: Steps = [campaign('A'), donate('d', 'A', 'alice', '5.00')];

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('rehearse: the command', function () {
  this.timeout(60_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sunline-rehearse-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function file(name: string, steps: Steps | string): Promise<string> {
    const path = join(folder, name);
    const scenario = { name, token: { symbol: 'USDX', decimals: 2 }, steps };
    await writeFile(path, typeof steps === 'string' ? steps : JSON.stringify(scenario));
    return path;
  }

  function rehearse(...args: readonly string[]): Promise<Ended> {
    return new Promise((resolve) => {
      execFile(process.execPath, [COMMAND, ...args], (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  }

  it('given --json and one file, it prints one object and nothing else', async () => {
    const { code, stdout, stderr } = await rehearse(await file('one.json', GIFT), '--json');
    expect(code).to.equal(0);
    expect(stderr).to.equal('');
    expect(stdout.startsWith('{')).to.equal(true);
    expect(stdout.trimEnd().split('\n')).to.have.length(1);
    const report = JSON.parse(stdout) as Report;
    expect(Object.keys(report)).to.deep.equal([
      'name',
      'campaigns',
      'entries',
      'gifts',
      'disbursements',
      'balances',
      'laws',
      'steps',
    ]);
    expect(report.campaigns['A']?.raised).to.equal('5.00');
  });

  it('given --json and several files, it prints an array of them, each on a chain of its own', async () => {
    const path = await file('twice.json', GIFT);
    const { code, stdout } = await rehearse(path, '--json', path);
    expect(code).to.equal(0);
    const reports = JSON.parse(stdout) as Report[];
    expect(reports).to.have.length(2);
    // On the chain that the first one left, the second would find its campaign taken.
    expect(reports[1]).to.deep.equal(reports[0]);
  });

  it('given no --json, it tells the steps in words and what became of each donation', async () => {
    const { code, stdout } = await rehearse(await file('words.json', GIFT));
    expect(code).to.equal(0);
    expect(stdout).to.match(/^words\.json \(amounts in USDX\)\n/);
    expect(stdout).to.match(/ 1 +alice gives 5\.00 to A \(d\) +\d+\n/);
    expect(stdout).to.match(/d +A +gift +5\.00 +5\.00 in escrow of A\n/);
    expect(stdout).to.match(/A +active +5\.00 +0\.00 +0\.00 +5\.00\n/);
    expect(stdout).to.match(/ 9 +holds\n/);
  });

  it('given a step that goes otherwise than it says, it exits with 1 and says which', async () => {
    const path = await file('wrong.json', [...GIFT, { do: 'settle', entry: 'd' }]);
    const { code, stdout, stderr } = await rehearse(path, '--json');
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /^wrong\.json: step 2 \(settle\): failed with Ledger_NotCancelled\(.*\)\n$/,
    );
    expect((JSON.parse(stdout) as Report).steps).to.have.length(2);
  });

  const unplayable: [string, () => Promise<readonly string[]>, RegExp][] = [
    [
      'a step that nobody knows',
      async () => [await file('later.json', [...GIFT, { do: 'sing', disbursement: 'p' }])],
      /^later\.json: step 2 \(sing\): do: there is no such step\n$/,
    ],
    [
      'a malformed step',
      async () => [await file('typo.json', [...GIFT, { do: 'settle', entri: 'd' }])],
      /^typo\.json: step 2 \(settle\): entry: is required\n$/,
    ],
    [
      'a good file and a malformed one',
      async () => [await file('good.json', GIFT), await file('bad.json', '{ "name": ')],
      /^bad\.json: is not JSON: [^\n]+\n$/,
    ],
    [
      'a file that is not there',
      async () => [join(folder, 'nowhere.json')],
      /^nowhere\.json: cannot be read\n$/,
    ],
    ['no file', async () => [], /^usage: [^\n]+\n$/],
    ['an unknown option', async () => ['--jsn'], /^unknown option --jsn; usage: [^\n]+\n$/],
  ];
  for (const [title, args, message] of unplayable) {
    it(`given ${title}, it exits with 2, one line on standard error and nothing on standard output`, async () => {
      const { code, stdout, stderr } = await rehearse('--json', ...(await args()));
      expect(stderr).to.match(message);
      expect(code).to.equal(2);
      expect(stdout).to.equal('');
    });
  }
});
