import { expect } from 'chai';
import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { NodeError } from '../../../scripts/audit/errors.ts';
import { doctoredNode, type Call, type Doctor, type Trouble } from './support/doctoredNode.ts';
import { auditOf, auditScene, forget, type AuditScene } from './support/scene.ts';

const PATIENCE = { delay: 1, retries: 4, timeout: 400 };

describe('audit: a node that is busy, slow or broken', function () {
  this.timeout(120_000);
  let scene: AuditScene;
  let events: number;

  before(async () => {
    scene = await auditScene();
    events = (await auditOf(scene)).report.read.events;
  });

  async function auditThrough(doctor: Doctor, options: Parameters<typeof auditOf>[1] = {}) {
    const node = await doctoredNode(scene.url, doctor);
    try {
      const { report, notes } = await auditOf(
        { ...scene, url: node.url },
        { patience: PATIENCE, ...options },
      );
      return { report, notes, calls: node.calls };
    } finally {
      node.close();
    }
  }

  const TROUBLES: readonly [what: string, trouble: Trouble][] = [
    ['asks for patience (429)', { status: 429, headers: { 'retry-after': '0' } }],
    ['fails inside (502)', { status: 502, body: '<html>' }],
    ['cuts its answers short', 'cut'],
    ['never answers', 'silence'],
    ['says that it is over its limit', { error: { code: -32005, message: 'rate limit' } }],
  ];
  for (const [what, trouble] of TROUBLES) {
    it(`I3 given a node that now and then ${what}, no event is missed`, async () => {
      const doctor: Doctor = { trouble: (_, nth) => (nth % 7 === 3 ? trouble : undefined) };
      const { report } = await auditThrough(doctor);
      expect(report.verdict).to.equal('clean');
      expect(report.read.events).to.equal(events);
    });
  }

  it('I3 given a node that gives few blocks at once, it asks for less until it gets them', async () => {
    for (const refusal of [
      { error: { code: -32602, message: 'block range too large' } },
      { error: { code: -32000, message: 'query returned more than 10000 results' } },
      { status: 413 },
      'silence',
    ] as const) {
      const { report } = await auditThrough(
        { trouble: (call) => (isWide(call, 60) ? refusal : undefined) },
        { patience: { ...PATIENCE, timeout: 150 } },
      );
      expect(report.verdict).to.equal('clean');
      expect(report.read.events).to.equal(events);
    }
  });

  it('I3 given a node that is behind now and then, it waits and reads again', async () => {
    const head = await scene.provider.getBlockNumber();
    let asked = 0;
    const { report } = await auditThrough({
      alter: ({ method, params }, result) =>
        method === 'eth_getBlockByNumber' && Number(params[0]) === head && asked++ < 2
          ? null
          : result,
    });
    expect(report.verdict).to.equal('clean');
    expect(report.read.events).to.equal(events);
  });

  it('I3 given logs that a node behind did not have yet, it reads twice before it says anything', async () => {
    let asked = 0;
    const { report, notes } = await auditThrough({
      // The third reading of logs is that of everything.
      alter: ({ method }, result) =>
        method === 'eth_getLogs' && ++asked === 2 ? (result as unknown[]).slice(0, 300) : result,
    });
    expect(notes).to.have.length(1);
    expect(notes[0]).to.match(/findings: everything is read a second time/);
    expect(report.verdict).to.equal('clean');
    expect(report.read.events).to.equal(events);
  });

  it('I3 given a node that has failed for good, it says which call and gives up', async () => {
    const outcome: unknown = await auditThrough({
      trouble: ({ method }) => (method === 'eth_getLogs' ? { status: 500, body: '{}' } : undefined),
    }).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(NodeError);
    expect(String(outcome)).to.match(/eth_getLogs: the node answers 500$/);
  });

  it('given a node that proves nothing, it refuses, and takes its word only where that is asked for', async () => {
    const doctor: Doctor = {
      trouble: ({ method }) =>
        method === 'eth_getProof'
          ? { error: { code: -32601, message: 'the method does not exist' } }
          : undefined,
    };
    const outcome: unknown = await auditThrough(doctor).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(NodeError);
    expect(String(outcome)).to.match(/proves nothing of what it says .* --without-proofs/);
    const { report } = await auditThrough(doctor, { withProofs: false });
    expect(report.verdict).to.equal('clean');
    expect(report.proven.isStateProven).to.equal(false);
    expect(report.limits).to.include('nothingProven');
  });

  it('given a past block whose state the node forgot, it replays and says so', async () => {
    const { report } = await auditThrough(
      {
        trouble: ({ method }) =>
          method === 'eth_getProof'
            ? { error: { code: -32000, message: 'missing trie node' } }
            : undefined,
      },
      { asOf: 200 },
    );
    expect(report.verdict).to.equal('clean');
    expect(report.limits).to.include('stateNotThere');
    const unchecked = report.laws.filter(({ verdict }) => verdict === 'notChecked');
    expect(unchecked.map(({ number }) => number)).to.include.members([1, 9]);
  });

  it('I2 given an audit that was interrupted, the next one goes on from its checkpoint', async () => {
    const checkpoint = join(scene.folder, 'checkpoint.jsonl');
    const narrow: Doctor['trouble'] = (call) =>
      isWide(call, 40) ? { error: { code: -32602, message: 'too wide' } } : undefined;
    let answered = 0;
    const outcome: unknown = await auditThrough(
      {
        trouble: (call, nth) => {
          // The registry's logs are read before everything else's.
          if (call.method === 'eth_getLogs' && isEverything(call) && ++answered > 5) {
            return { status: 500 };
          }
          return narrow(call, nth);
        },
      },
      { checkpoint },
    ).catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(NodeError);
    // As if the power had failed while a line was being written.
    const kept = await readFile(checkpoint, 'utf8');
    expect(kept.split('\n').length).to.be.greaterThan(3);
    await writeFile(checkpoint, `${kept}{"from":999,"to":1000,"hash":"0x`);

    const asked: number[] = [];
    const { report } = await auditThrough(
      {
        trouble: narrow,
        alter: (call, result) => {
          if (isEverything(call)) asked.push(Number((call.params[0] as Filter).fromBlock));
          return result;
        },
      },
      { checkpoint },
    );
    expect(report.verdict).to.equal('clean');
    expect(report.read.events).to.equal(events);
    expect(Math.min(...asked)).to.be.greaterThan(20);
    await forget(checkpoint);
  });
});

interface Filter {
  readonly address: readonly string[];
  readonly fromBlock: string;
  readonly toBlock: string;
}

function isWide({ method, params }: Call, blocks: number): boolean {
  if (method !== 'eth_getLogs') return false;
  const { fromBlock, toBlock } = params[0] as Filter;
  return Number(toBlock) - Number(fromBlock) >= blocks;
}

/** The reading of all contracts at once. */
function isEverything({ method, params }: Call): boolean {
  return method === 'eth_getLogs' && (params[0] as Filter).address.length > 2;
}
