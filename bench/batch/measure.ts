/**
 * From a payment provider's file of small gifts to one anchored batch and the path of one code: the product's
 * own commands and gateway, each in a process of its own, on a chain of their own.
 */
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeAtomically } from '../../scripts/deployment/atomicFile.ts';
import { startEmptyNode } from '../indexing/node.ts';
import type { BatchFigures, Progress } from '../names.ts';
import { openCampaignForGifts } from './ground.ts';
import { startMeasured, type Measured } from './measured.ts';

/** Gifts in one piece of the file while it is written. */
const PIECE = 10_000;
/** Milliseconds between two looks whether the gateway listens. */
const LOOK = 50;
/** Milliseconds in which it must. */
const PATIENCE = 60_000;

/** @throws when a program fails, or says anything but that all gifts are anchored and the code is found */
export async function measureBatch(gifts: number, progress: Progress): Promise<BatchFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'sunline-bench-batch-'));
  const node = await startEmptyNode();
  try {
    progress(`a file of ${gifts} gifts, and a chain with a campaign for them`);
    const file = join(folder, 'gifts.csv');
    await writeAtomically(file, giftsOf(gifts));
    const { campaign, record } = await openCampaignForGifts(node.url, folder);
    return await throughAll({ gifts, file, campaign, record, folder, rpcUrl: node.url }, progress);
  } finally {
    await node.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Place {
  readonly gifts: number;
  /** The provider's file. */
  readonly file: string;
  readonly campaign: string;
  /** Path of the deployment's record. */
  readonly record: string;
  readonly folder: string;
  readonly rpcUrl: string;
}

async function throughAll(
  { gifts, file, campaign, record, folder, rpcUrl }: Place,
  progress: Progress,
): Promise<BatchFigures> {
  const runs = join(folder, 'runs');
  const gateway = startMeasured('gateway/main.ts', [], {
    ...{ PORT: '0', RPC_URL: rpcUrl, DEPLOYMENT: record },
    ...{ STORE_DIR: join(folder, 'store'), RECEIPTS_DIR: runs },
  });
  try {
    const gatewayUrl = await urlOf(gateway);
    const env = { LOCAL_RPC_URL: rpcUrl, LOCAL_GATEWAY_URL: gatewayUrl, SUNLINE_STATE: folder };
    progress('npm run batch: codes, tree, publishing, anchoring');
    const began = performance.now();
    const given = [file, '--campaign', campaign, '--deployment', record, '--runs', runs];
    const batch = startMeasured('scripts/batch.ts', [...given, '--most', String(gifts)], env);
    const batchUsage = await batch.ended;
    expectWords(batch, `Anchored ${gifts} gifts`);
    const { code, amount } = await middleCode(runs, gifts);
    progress('npm run trace: one code');
    const trace = startMeasured('scripts/trace.ts', [code, '--deployment', record], env);
    const traceUsage = await trace.ended;
    expectWords(trace, `A small gift of ${amount} `);
    const wallSeconds = (performance.now() - began) / 1000;
    gateway.stop();
    const programs = { gateway: await gateway.ended, batch: batchUsage, trace: traceUsage };
    return { gifts, wallSeconds, programs };
  } finally {
    gateway.stop('SIGKILL');
  }
}

/** A line for each order, its amount between 1.00 and 50.99. */
function* giftsOf(count: number): Generator<Uint8Array> {
  yield Buffer.from('order,amount,time\n');
  for (let from = 0; from < count; from += PIECE) {
    const rows = Array.from({ length: Math.min(PIECE, count - from) }, (_, offset) => {
      const at = from + offset;
      const [whole, cents] = [1 + (at % 50), String(at % 100).padStart(2, '0')];
      return `ORDER-${String(at).padStart(8, '0')},${whole}.${cents},2026-11-01 10:00\n`;
    });
    yield Buffer.from(rows.join(''));
  }
}

async function urlOf(gateway: Measured): Promise<string> {
  const ended = gateway.ended.then(() => {
    throw new Error('the gateway ended');
  });
  // Heard below, or nobody's concern any more.
  ended.catch(() => undefined);
  const until = performance.now() + PATIENCE;
  while (performance.now() < until) {
    const url = /listening on (\S+)/.exec(gateway.said().out)?.[1];
    if (url !== undefined) return url;
    await Promise.race([sleep(LOOK), ended]);
  }
  throw new Error('the gateway does not listen');
}

function expectWords({ said }: Measured, words: string): void {
  const { out, err } = said();
  if (!out.includes(words)) throw new Error(`"${words}" was expected, not: ${err || out}`);
}

/** The code of a gift in the middle of the operator's private list, and its amount as it stands there. */
async function middleCode(runs: string, gifts: number): Promise<{ code: string; amount: string }> {
  const names = await readdir(runs, { recursive: true });
  const list = names.find((name) => /(^|\/)private[^/]*$/.test(name));
  if (list === undefined) throw new Error(`there is no private list of gifts below ${runs}`);
  const lines = createInterface({ input: createReadStream(join(runs, list)) });
  let at = 0;
  try {
    for await (const line of lines) {
      const [, , , amount, , code] = line.split(',');
      // The first line is the head.
      if (at++ <= Math.floor(gifts / 2) || !amount || !code) continue;
      return { code, amount };
    }
  } finally {
    lines.close();
  }
  throw new Error(`${list} has no code in its middle`);
}
