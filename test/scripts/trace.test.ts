import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parseReceiptCode } from '../../domain/receiptCode.ts';
import { parseScenario } from '../../scripts/scenario/format.ts';
import { withStage } from '../../scripts/scenario/inProcess.ts';
import { play } from '../../scripts/scenario/runner.ts';
import type { Stage } from '../../scripts/scenario/stage.ts';
import type { Rpc, RpcCall } from '../../scripts/chain/rpc.ts';
import { parseQuestion, QuestionError } from '../../scripts/trace/question.ts';
import { campaign, donate, paid } from './support/rehearsal.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COMMAND = join(ROOT, 'scripts/trace.ts');
const DAY = 86_400;
const STORY = {
  name: 'to trace',
  token: { symbol: 'USDX', decimals: 2 },
  steps: [
    campaign('A', { proof: 'both', charity: 'shanhai' }),
    donate('first', 'A', 'lin', '1.00'),
    donate('d', 'A', 'mei', '2.00'),
    ...paid({
      id: 'p',
      campaign: 'A',
      payee: 'cloudweave',
      recipient: 'stonebridge',
      amount: '2.00',
    }),
    { do: 'evidence', disbursement: 'p', text: 'waybill' },
    { do: 'confirm', disbursement: 'p' },
    { do: 'attest', disbursement: 'p', auditor: 'ann' },
    { do: 'return', id: 'r', disbursement: 'p', amount: '0.50' },
    campaign('B', { proof: 'both', charity: 'shanhai' }),
    donate('doubted', 'B', 'mei', '1.00'),
    ...paid({
      id: 'q',
      campaign: 'B',
      payee: 'cloudweave',
      recipient: 'stonebridge',
      amount: '1.00',
      deliverBy: DAY,
    }),
    { do: 'evidence', disbursement: 'q', text: 'waybill' },
    { do: 'confirm', disbursement: 'q', received: '0.75' },
    { do: 'resolve', disbursement: 'q' },
    { do: 'dispute', disbursement: 'q', by: 'ann' },
    { do: 'advance', seconds: DAY },
    { do: 'mark', disbursement: 'q', by: 'tao' },
    { do: 'writeOff', disbursement: 'q' },
  ],
};

/** A call as it arrives over HTTP. */
type Numbered = RpcCall & { readonly id: number };

/** What a node may do to the logs it gives out. */
type Lie = (logs: readonly { topics: string[] }[]) => unknown;

describe('trace: the command', function () {
  this.timeout(60_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sunline-trace-'));
  });
  after(() => rm(folder, { recursive: true }));

  /** Plays the story, serves its chain over HTTP and asks the command, with the chain still there. */
  async function ask(question: (stage: Stage) => string, lie: Lie = (logs) => logs) {
    return withStage(parseScenario(JSON.stringify(STORY), 'story.json'), async (stage) => {
      await play(stage, () => {});
      await stage.records.sync();
      const server = await serve(stage.chain.rpc, lie);
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : 0;
      const deployment = join(folder, 'deployment.json');
      await writeFile(deployment, JSON.stringify(deploymentOf(stage)));
      const args = [question(stage), '--rpc', `http://127.0.0.1:${port}`];
      try {
        return await run(...args, '--deployment', deployment);
      } finally {
        server.close();
      }
    });
  }

  it('given a gift’s transaction, it tells each part’s path, proof, and whose word it is', async () => {
    const { code, stdout, stderr } = await ask(({ records }) => {
      const place = records.placeOf('d');
      return place === undefined ? '' : records.entryOf(place).at.tx;
    });
    expect(stderr).to.equal('');
    expect(code).to.equal(0);
    const plain = stdout
      .replace(/0x[0-9a-f]{8}…[0-9a-f]{4}/g, '#')
      .replace(/\d{4}-\d\d-\d\d/g, 'day');
    expect(plain).to.match(/^Entry 1: a gift of 2\.00 USDX by Mei \(#\)\n/);
    expect(plain).to.include('positions 100 to 300 of campaign 0x');
    const [, kept, returned, waiting] = plain.split('\n\n');
    expect(kept?.split('\n')).to.deep.equal([
      '0.50 USDX',
      '  → paid to Cloudweave Mill (#) for goods, disbursement # (the chain, day)',
      '      asked for day by Shanhai Bridge Foundation (#), approved by Anlan (#)',
      '      evidenced day: the word of Shanhai Bridge Foundation (#), manifest #',
      '      confirmed day: the signature of the recipient, Stonebridge School (#)',
      '      attested day: the word of the auditor Anlan (#)',
      '  = at Cloudweave Mill (#), attested',
    ]);
    expect(returned).to.match(/^0\.50 USDX\n/);
    expect(returned).to.include('  → given back by the payee to campaign # (the chain)\n');
    expect(returned).to.match(/ {2}= in escrow of campaign #, 1\.00 USDX ahead of it$/);
    expect(waiting).to.equal('1.00 USDX\n  = in escrow of campaign #, 0.00 USDX ahead of it');
    expect(plain).to.match(/Checked at block \d+: \d+ events rebuild every root and journal/);
  });

  it('given a payment that was doubted, late and given up, it tells who said so, in order', async () => {
    const { code, stdout } = await ask(({ campaigns }) => `${campaigns.get('B')?.id}:0`);
    expect(code).to.equal(0);
    const plain = stdout
      .replace(/0x[0-9a-f]{8}…[0-9a-f]{4}/g, '#')
      .replace(/\d{4}-\d\d-\d\d/g, 'day');
    const lines = plain.split('\n').map((line) => line.trim());
    const from = lines.findIndex((line) => line.startsWith('asked for'));
    expect(lines.slice(from + 1, from + 10)).to.deep.equal([
      'evidenced day: the word of Shanhai Bridge Foundation (#), manifest #',
      'only 0.75 USDX arrived, day: the signature of the recipient, Stonebridge School (#)',
      'disputed day: the signature of the recipient, Stonebridge School (#)',
      'dispute settled day: the auditors’ decision',
      'disputed day: the word of the auditor Anlan (#)',
      'marked as late day by Tao (#): due day',
      'written off day: the auditors’ decision, it does not count as delivered',
      '= at Cloudweave Mill (#), writtenOff',
      '',
    ]);
  });

  it('given the first digits of a campaign and a number, it finds the entry', async () => {
    const { code, stdout } = await ask(
      ({ campaigns }) => `${campaigns.get('A')?.id.slice(0, 12)}:2`,
    );
    expect(code).to.equal(0);
    expect(stdout).to.match(/^Entry 2: 0\.50 USDX given back to the campaign\n/);
  });

  it('given an entry that is not there, it says so and exits with 1', async () => {
    const { code, stdout, stderr } = await ask(({ campaigns }) => `${campaigns.get('A')?.id}:9`);
    expect(code).to.equal(1);
    expect(stdout).to.equal('');
    expect(stderr).to.equal('there is no such entry on this chain\n');
  });

  it('I4 given a node that leaves out a gift, it names the law and exits with 1', async () => {
    const { code, stderr } = await ask(
      ({ campaigns }) => `${campaigns.get('A')?.id}:0`,
      (logs) => logs.toSpliced(-8, 1),
    );
    expect(code).to.equal(1);
    expect(stderr).to.match(/law \d+/);
    expect(stderr).to.include('are not what the contracts recorded');
  });

  it('given a receipt code with a mistake, it says which and exits with 2', async () => {
    const check = await run('0000-0000-0000-0000-0000-0000-001');
    expect(check.code).to.equal(2);
    expect(check.stderr).to.match(/^the code and its last symbol do not fit: [^\n]*\n$/);
    const short = await run('7K3M', 'Q2ZX', '9ABC', 'DEFG', '7K3M');
    expect(short.code).to.equal(2);
    expect(short.stderr).to.equal('a receipt code has 27 symbols, this one only 20\n');
  });

  it('given a code as slips, chats and pages have it, when it is read, it is the code', () => {
    const code = '3E4G-5S48-K313-T5G9-44RP-5REK-HTX';
    const secret = parseReceiptCode(code);
    const number = { reference: '20261101-0006' };
    for (const [text, { reference }] of [
      [code.replaceAll('-', '–'), { reference: null }],
      [code.replaceAll('-', '.'), { reference: null }],
      [`Receipt code: ${code}`, { reference: null }],
      [`收据码：${code.replaceAll('-', '')}`, { reference: null }],
      [`${code.replaceAll('-', '—')}/20261101-0006`, number],
      [`http://127.0.0.1:3000/receipt#${code}`, { reference: null }],
      [`https://gifts.example/receipt#${code}/20261101-0006`, number],
      [`gifts.example/certificate#${code}/20261101-0006`, number],
    ] as const) {
      expect(parseQuestion(text), text).to.deep.equal({ kind: 'code', secret, reference });
    }
  });

  it('given a code that is none, however short or strange, when it is read, it says what is wrong with it', () => {
    for (const [text, why] of [
      ['0X4G-5S48-K313-T5G9-44RP-5REK-HTX', 'the code and its last symbol do not fit'],
      ['3E4G-5S48', 'a receipt code has 27 symbols, this one only 8'],
      ['3E4G-5U48-K313', 'symbol 6 of the receipt code is U, which no code has there'],
      ['3E4G-5S48-K3é3-T5G9-44RP-5REK-HTX', 'symbol 11 of the receipt code is É'],
      ['https://gifts.example/receipt#3E4G', 'a receipt code has 27 symbols, this one only 4'],
      ['https://gifts.example/receipt#', 'no receipt code given'],
      ['3E4G-5S48-K313-T5G9-44RP-5REK-HTX-77', 'a receipt code has 27 symbols, this one 29'],
    ] as const) {
      expect(() => parseQuestion(text), text).to.throw(QuestionError, why);
    }
  });

  it('given a code on standard input, when it is asked for with -, it stands in no list of processes', async () => {
    const wrong = await runWith('\n 0000-0000-0000-0000-0000-0000-001 \nmore\n', '-');
    expect(wrong.code).to.equal(2);
    expect(wrong.stderr).to.match(/^the code and its last symbol do not fit: [^\n]*\n$/);
    const right = '3E4G-5S48-K313-T5G9-44RP-5REK-HTX/1\n';
    const read = await runWith(right, '-', '--rpc', 'http://127.0.0.1:9');
    expect(read.stderr).to.match(/^no node answers at /);
    const none = await runWith(' \n', '-');
    expect([none.code, none.stderr]).to.deep.equal([
      2,
      'nothing to trace stands on standard input\n',
    ]);
  });

  it('given a code as an argument, when npm runs the command, npm keeps no record of it', async () => {
    const cache = join(folder, 'npm');
    const code = '0000-0000-0000-0000-0000-0000-001';
    const env = { ...process.env, npm_config_cache: cache };
    const answer = await new Promise<string>((resolve) => {
      execFile('npm', ['run', 'trace', '--', code], { cwd: ROOT, env }, (_, __, stderr) => {
        resolve(stderr);
      });
    });
    expect(answer).to.include('the code and its last symbol do not fit');
    const logs = await readdir(join(cache, '_logs')).catch(() => []);
    expect(logs).to.deep.equal([]);
  });

  it('given nonsense, it explains itself in one line and exits with 2', async () => {
    const { code, stderr } = await run('what?');
    expect(code).to.equal(2);
    expect(stderr).to.match(/^usage: [^\n]+\n$/);
    for (const question of ['', '0x12:x', '0x12:1', `0x${'ab'.repeat(31)}`, '-1', 'a:b']) {
      expect(() => parseQuestion(question), question).to.throw(QuestionError, /^usage: /);
    }
  });

  it('given no node, it says where it looked and exits with 1', async () => {
    const { code, stderr } = await run(`0x${'ab'.repeat(32)}`, '--rpc', 'http://127.0.0.1:9');
    expect(code).to.equal(1);
    expect(stderr).to.equal(
      'no node answers at http://127.0.0.1:9: is the product running (npm start)?\n',
    );
  });
});

async function serve(rpc: Rpc, lie: Lie): Promise<Server> {
  const answer = async ({ id, method, params }: Numbered) => {
    const result = await rpc.request(method, params);
    const told = method === 'eth_getLogs' ? lie(result as { topics: string[] }[]) : result;
    return { jsonrpc: '2.0', id, result: told };
  };
  const server = createServer((request, response) => {
    void (async () => {
      const body: unknown = JSON.parse(await text(request));
      const calls = (Array.isArray(body) ? body : [body]) as Numbered[];
      const answers = [];
      for (const call of calls) answers.push(await answer(call));
      response.end(JSON.stringify(Array.isArray(body) ? answers : answers[0]));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function deploymentOf({ place }: Stage): object {
  const at = (address: string) => ({ address, block: 0 });
  const contracts = {
    Ledger: at(place.ledger),
    Desk: at(place.desk),
    Registry: at(place.registry),
  };
  return { chainId: place.chainId, block: 0, blockHash: `0x${'00'.repeat(32)}`, contracts };
}

const run = (...args: readonly string[]) => runWith('', ...args);

/** @param input what stands on the command's standard input */
function runWith(input: string, ...args: readonly string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [COMMAND, ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    // Who asks for nothing there may have ended before it was written.
    child.stdin?.on('error', () => {}).end(input);
  });
}
