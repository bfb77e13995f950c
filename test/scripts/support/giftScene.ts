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
import { recordPath } from '../../../scripts/deployment/record.ts';
import { runScript, type Outcome } from './command.ts';
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
  stop(): Promise<void>;
}

export async function openGiftScene(...nodeOptions: string[]): Promise<GiftScene> {
  const node = await startNode(...nodeOptions);
  const folder = await mkdtemp(join(tmpdir(), 'sunline-gifts-'));
  const { connection, url } = node;
  const [signer] = connection.signers;
  if (signer === undefined) throw new Error('no account');
  const parameters = await readParameters('deployments/parameters/local.json');
  const { provider } = connection;
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
  const record = recordPath(folder, deployed.record.chainId);
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
  return {
    node,
    chain: new ChainSide(connection, parseDeployment(deployed.record)),
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
    batch: (...args) =>
      runScript('batch.ts', [...args, '--deployment', record, '--runs', runs], env),
    trace: (...args) => runScript('trace.ts', [...args, '--deployment', record], env),
    stop: async () => {
      await gateway.close();
      await node.stop();
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
