import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDeployment } from '../../../domain/deployment.ts';
import type { Hex } from '../../../domain/hex.ts';
import { readConfig } from '../../../gateway/config.ts';
import { startGateway } from '../../../gateway/server.ts';
import type { RunningGateway } from '../../../gateway/server.ts';
import { ChainSide } from '../../../scripts/batch/chainSide.ts';
import { openCampaign } from '../../../scripts/deployment/campaign.ts';
import { readCampaignFile } from '../../../scripts/deployment/campaignFile.ts';
import { deploy } from '../../../scripts/deployment/deploy.ts';
import { readParameters } from '../../../scripts/deployment/parameters.ts';
import {
  recordPath,
  writeRecord,
  type DeploymentRecord,
} from '../../../scripts/deployment/record.ts';
import { runScript, runWarm, type Outcome } from './command.ts';
import { startNode, type RunningNode } from './localNode.ts';

const SILENT = { write: () => true };
const EXAMPLE = 'docs/examples/campaign.json';
/** The operator of the example campaign is the sixth account of a local node. */
const OPERATOR: Hex = '0x9965507d1a55bcc2695c58ba16fb37d819b0a4dc';

/** A chain with two campaigns, a gateway, and the command to try on them. */
export interface GiftScene {
  readonly node: RunningNode;
  readonly chain: ChainSide;
  readonly gateway: RunningGateway;
  readonly folder: string;
  readonly campaigns: readonly [Hex, Hex];
  readonly operator: Hex;
  /** Path of the deployment record. */
  readonly record: string;
  /** The folder of the runs, as `--runs` names it. */
  readonly runs: string;
  readonly store: string;
  readonly env: Readonly<Record<string, string>>;
  /** Writes a file into the scene's folder. */
  file(name: string, contents: string | Uint8Array): Promise<string>;
  batch(...args: readonly string[]): Promise<Outcome>;
  trace(...args: readonly string[]): Promise<Outcome>;
  /** The same commands, each in a process of its own. */
  readonly alone: Pick<GiftScene, 'batch' | 'trace'>;
  stop(): Promise<void>;
}

/** A chain with two campaigns, and the record of what was deployed there. */
interface Ground {
  readonly node: RunningNode;
  readonly record: DeploymentRecord;
  readonly campaigns: readonly [Hex, Hex];
}

/** Makes a ground with a node of its own. */
async function makeGround(): Promise<Ground> {
  const node = await startNode();
  const { connection } = node;
  const [signer] = connection.signers;
  if (signer === undefined) throw new Error('no account');
  const { provider } = connection;
  const folder = await mkdtemp(join(tmpdir(), 'sunline-ground-'));
  const parameters = await readParameters('deployments/parameters/local.json');
  const deployed = await deploy({ provider, signer, parameters, folder, output: SILENT });
  const open = async (name: string): Promise<Hex> => {
    const path = join(folder, `${name}.json`);
    const example = JSON.parse(await readFile(EXAMPLE, 'utf8')) as Record<string, unknown>;
    await writeFile(path, JSON.stringify({ ...example, name, operators: [OPERATOR] }));
    const { id } = await openCampaign({
      connection,
      deployment: deployed.record,
      parameters,
      campaign: await readCampaignFile(path),
      folder,
      output: SILENT,
    });
    if (id === null) throw new Error('the campaign is not open');
    return id.toLowerCase() as Hex;
  };
  const campaigns = [await open('warm-winter'), await open('summer-camp')] as const;
  await rm(folder, { recursive: true });
  return { node, record: deployed.record, campaigns };
}

/** The ground of all scenes of this process but those that change how their node mines. */
let shared: Promise<Ground> | undefined;

after(async () => (await shared)?.node.stop());

/** The shared ground, and how to take it back to where it is now. */
async function borrowGround(): Promise<{ ground: Ground; leave: () => Promise<void> }> {
  const ground = await (shared ??= makeGround());
  const { provider } = ground.node.connection;
  // To go back takes the clock back as well.
  const snapshot: unknown = await provider.send('evm_snapshot', []);
  const leave = async (): Promise<void> => {
    const isBack: unknown = await provider.send('evm_revert', [snapshot]);
    if (isBack !== true) throw new Error('the chain of the scenes could not be taken back');
  };
  return { ground, leave };
}

/** A ground with a node of its own, which ends with its scene. */
async function ownGround(): Promise<{ ground: Ground; leave: () => Promise<void> }> {
  const ground = await makeGround();
  return { ground, leave: () => ground.node.stop() };
}

/** @param isOwn whether the node is to be its own, as it is changed in ways that no snapshot holds */
export async function openGiftScene({ isOwn = false } = {}): Promise<GiftScene> {
  const { ground, leave } = await (isOwn ? ownGround() : borrowGround());
  const { node, record: deployed, campaigns } = ground;
  const { connection, url } = node;
  const folder = await mkdtemp(join(tmpdir(), 'sunline-gifts-'));
  await writeRecord(folder, deployed);
  const record = recordPath(folder, deployed.chainId);
  const [runs, store] = [join(folder, 'runs'), join(folder, 'store')];
  const gateway = await startGateway(
    readConfig({
      STORE_DIR: store,
      RECEIPTS_DIR: runs,
      PORT: '0',
      RPC_URL: url,
      DEPLOYMENT: record,
    }),
  );
  const env = { LOCAL_RPC_URL: url, LOCAL_GATEWAY_URL: gateway.url };
  const commands = (run: typeof runScript): GiftScene['alone'] => ({
    batch: (...args) => run('batch.ts', [...args, '--deployment', record, '--runs', runs], env),
    trace: (...args) => run('trace.ts', [...args, '--deployment', record], env),
  });
  return {
    node,
    chain: new ChainSide(connection, parseDeployment(deployed)),
    gateway,
    folder,
    campaigns,
    operator: OPERATOR,
    record,
    runs,
    store,
    env,
    file: async (name, contents) => {
      const path = join(folder, name);
      await writeFile(path, contents);
      return path;
    },
    ...commands(runWarm),
    alone: commands(runScript),
    stop: async () => {
      await gateway.close();
      await leave();
      await rm(folder, { recursive: true });
    },
  };
}

/** The fields of a CSV file without quotes, line by line. */
export async function lines(path: string): Promise<string[][]> {
  const text = await readFile(path, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}
