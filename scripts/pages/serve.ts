import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDeployment } from '../../domain/deployment.ts';
import { oneLine, ParameterError } from '../deployment/errors.ts';
import { startAppServer } from '../start/appServer.ts';
import type { RunningServer } from '../start/appServer.ts';
import { DIST, pagesBuild, stampPages } from '../start/build.ts';
import type { PagesOptions } from './options.ts';

const VITE = ['node_modules/vite/bin/vite.js', 'build', '--config', 'frontend/vite.config.ts'];

/**
 * Builds the pages unless they were built from the present sources, and serves them with the same
 * headers as `npm start`.
 * @throws ParameterError when the deployment's record cannot be read or the pages cannot be built
 */
export async function servePages(
  root: string,
  { origin, rpc, indexer, gateway, deployment: path, port }: PagesOptions,
): Promise<RunningServer> {
  const deployment = await readFile(path, 'utf8').then(
    (text) => {
      try {
        const record: unknown = JSON.parse(text);
        return { record, chainId: parseDeployment(record).chainId };
      } catch (error) {
        throw new ParameterError(`--deployment: ${path}: ${oneLine(error)}`);
      }
    },
    () => {
      throw new ParameterError(`--deployment: ${path} cannot be read`);
    },
  );
  await build(root);
  return startAppServer({
    port,
    origin,
    folder: join(root, DIST),
    config: {
      chainId: deployment.chainId,
      ...{ rpcUrl: rpc, indexerUrl: indexer, gatewayUrl: gateway },
      deployment: deployment.record,
    },
    origins: [rpc, indexer, gateway].map((url) => new URL(url).origin),
  });
}

async function build(root: string): Promise<void> {
  const { isFresh, stamp } = await pagesBuild(root);
  if (isFresh) return;
  const { status } = spawnSync(process.execPath, [...VITE, '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new ParameterError('the pages could not be built, see above');
  await stampPages(root, stamp);
}
