import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connectLocal } from '../../../scripts/deployment/connect.ts';
import type { Connection } from '../../../scripts/deployment/connect.ts';
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
