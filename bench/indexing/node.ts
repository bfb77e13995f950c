import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rpcOfUrl } from '../../scripts/chain/rpc.ts';
import { LOCAL_CHAIN_ID, localProvider } from '../../scripts/deployment/connect.ts';
import { writeAtomically } from '../../scripts/deployment/atomicFile.ts';
import { Chain } from '../../scripts/scenario/chain.ts';
import { deployOn, stageOn, type Ground } from '../../scripts/scenario/inProcess.ts';
import { actorsOf } from '../../scripts/scenario/steps.ts';
import { anvilPath, LocalNode } from '../../scripts/start/node.ts';
import { firstFree } from '../../scripts/start/ports.ts';
import { fillUpTo, furnish, PURSES, RELIEF, scenarioOf } from '../gas/ground.ts';

/** A local chain in a process of its own. */
export interface RunningNode {
  readonly url: string;
  stop(): Promise<void>;
}

const PORT = 18_545;
/** In the smallest unit, for fees. */
const COINS = 10n ** 21n;

/** The indexer takes the last 30 blocks for undecided; what lies before them goes in bulk. */
const SETTLING_BLOCKS = 40;

/**
 * Starts a chain and gives so many gifts to one campaign, many to a transaction.
 * @param record where the deployment record is written
 */
export async function startGiftedNode(gifts: number, record: string): Promise<RunningNode> {
  const running = await startEmptyNode();
  try {
    await give(running.url, gifts, record);
    await new LocalNode(running.url, '').request('anvil_mine', [
      `0x${SETTLING_BLOCKS.toString(16)}`,
    ]);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return running;
}

/** Starts a chain on which nothing has happened. */
export async function startEmptyNode(): Promise<RunningNode> {
  const port = await firstFree(PORT, () => false);
  if (port === undefined) throw new Error(`no free port from ${PORT} on`);
  const args = ['--port', String(port), '--chain-id', String(LOCAL_CHAIN_ID), '--base-fee', '0'];
  const child = spawn(anvilPath(), [...args, '--silent'], { stdio: 'ignore' });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    const gone = once(child, 'exit');
    kill();
    process.off('exit', kill);
    await gone;
  };
  try {
    await new LocalNode(url, '').isUp(() => child.exitCode !== null);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function give(url: string, gifts: number, record: string): Promise<void> {
  const scenario = scenarioOf('index', false);
  const provider = localProvider(url);
  const ground = await deployOn(rpcOfUrl(url), provider, scenario);
  provider.destroy();
  const { rpc, place, start } = ground;
  // From here on a block is made when it is full: a node that mines by itself answers before it has.
  await rpc.request('evm_setAutomine', [false]);
  const chain = new Chain(rpc, { chainId: place.chainId, mode: 'blocks', start });
  const stage = stageOn(chain, place, scenario);
  for (const name of [...actorsOf(scenario), ...PURSES]) {
    await chain.setCoins(stage.actors.wallet(name).address, COINS);
  }
  await furnish(stage);
  await fillUpTo(stage, RELIEF, gifts);
  await chain.flush();
  await writeAtomically(record, JSON.stringify(await recordOf(ground)));
}

async function recordOf({ rpc, place, created }: Ground): Promise<unknown> {
  const block = created.Authority?.block ?? 0;
  const first = (await rpc.request('eth_getBlockByNumber', [`0x${block.toString(16)}`, false])) as {
    readonly hash: string;
  };
  return { chainId: place.chainId, block, blockHash: first.hash, contracts: created };
}
