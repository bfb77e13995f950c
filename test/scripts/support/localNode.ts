import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connectLocal } from '../../../scripts/deployment/connect.ts';
import type { Connection } from '../../../scripts/deployment/connect.ts';
import { deploy } from '../../../scripts/deployment/deploy.ts';
import { readParameters } from '../../../scripts/deployment/parameters.ts';
import type { DeploymentRecord } from '../../../scripts/deployment/record.ts';
import { anvilPath, LocalNode } from '../../../scripts/start/node.ts';
import { freePort } from '../../indexer/support/anvil.ts';

export interface RunningNode {
  readonly url: string;
  readonly node: LocalNode;
  readonly connection: Connection;
  readonly stop: () => Promise<void>;
}

/** A real anvil on a free port, with whatever further options it is to have. */
export async function startNode(...options: string[]): Promise<RunningNode> {
  const port = await freePort();
  const args = ['--port', String(port), '--silent', ...options];
  const child = spawn(anvilPath(), args, { stdio: 'ignore' });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  const node = new LocalNode(url, 'never saved');
  await node.isUp(() => child.exitCode !== null);
  const connection = await connectLocal(url);
  return {
    url,
    node,
    connection,
    stop: async () => {
      await connection.close();
      const gone = once(child, 'exit');
      kill();
      process.off('exit', kill);
      await gone;
    },
  };
}

/** Deploys with the first account of a local node, as `npm start` does, and records it in the folder. */
export async function deployLocally(url: string, folder: string): Promise<DeploymentRecord> {
  const connection = await connectLocal(url);
  try {
    const { provider, signers } = connection;
    const [signer] = signers;
    if (signer === undefined) throw new Error('no account');
    const parameters = await readParameters('deployments/parameters/local.json');
    const output = { write: () => true };
    return (await deploy({ provider, signer, parameters, folder, output })).record;
  } finally {
    await connection.close();
  }
}
