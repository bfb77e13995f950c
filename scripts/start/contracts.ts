import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sourcesCommit } from '../deployment/commit.ts';
import { connectLocal, LOCAL_CHAIN_ID } from '../deployment/connect.ts';
import { deploy } from '../deployment/deploy.ts';
import type { Deployed } from '../deployment/deploy.ts';
import { parametersPath, readParameters } from '../deployment/parameters.ts';
import { readRecord, recordPath } from '../deployment/record.ts';
import { StartError } from './errors.ts';
import type { LocalNode } from './node.ts';
import type { Site } from './site.ts';

/**
 * Has the contracts stand on the local chain.
 * @param isKept whether they must stand there already
 * @param isDefault whether the other commands are to find this deployment by themselves
 * @returns with the path of the record
 */
export async function deployProduct(
  { root, state }: Site,
  node: LocalNode,
  isKept: boolean,
  isDefault: boolean,
): Promise<Deployed & { readonly path: string }> {
  const folder = state.deployments;
  if (isKept) {
    const record = await readRecord(folder, LOCAL_CHAIN_ID);
    if (record === undefined) throw state.damaged('its deployment record is missing');
    if ((await node.hashOf(record.block)) !== record.blockHash) {
      throw state.damaged('its chain is not the one of its deployment record');
    }
  }
  const parameters = await readParameters(await parametersPath('local', root));
  const connection = await connectLocal(node.url);
  try {
    const { provider, signers } = connection;
    const [signer] = signers;
    if (signer === undefined) throw new StartError('the chain has no account to deploy with');
    const output = { write: () => true };
    const commit = await sourcesCommit();
    const done = await deploy({
      ...{ provider, signer, parameters, folder, output, commit },
      // The story appointed more people than the parameters name.
      keepsHolders: isKept,
    });
    const path = recordPath(folder, LOCAL_CHAIN_ID);
    if (isDefault) await copyFile(path, recordPath(join(root, 'deployments'), LOCAL_CHAIN_ID));
    return { ...done, path };
  } finally {
    await connection.close();
  }
}
