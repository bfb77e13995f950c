import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../../scripts/deployment/atomicFile.ts';
import { openCampaign } from '../../scripts/deployment/campaign.ts';
import { readCampaignFile } from '../../scripts/deployment/campaignFile.ts';
import { connectLocal } from '../../scripts/deployment/connect.ts';
import { deploy } from '../../scripts/deployment/deploy.ts';
import { readParameters } from '../../scripts/deployment/parameters.ts';
import { recordPath } from '../../scripts/deployment/record.ts';
import { ROOT } from '../../scripts/ground/children.ts';

const PARAMETERS = join(ROOT, 'deployments/parameters/local.json');
/** Its operator is an account of every local node. */
const CAMPAIGN = join(ROOT, 'docs/examples/campaign.json');
const SILENT = { write: () => true };

/**
 * Deploys on a local node and opens the campaign of the examples, which takes batches of small gifts.
 * @param folder where the deployment is recorded
 */
export async function openCampaignForGifts(
  url: string,
  folder: string,
): Promise<{ readonly campaign: string; readonly record: string }> {
  const connection = await connectLocal(url);
  try {
    const { provider, signers } = connection;
    const [signer] = signers;
    if (signer === undefined) throw new Error('the node has no account');
    const parameters = await readParameters(PARAMETERS);
    const output = SILENT;
    const { record } = await deploy({ provider, signer, parameters, folder, output });
    const path = join(folder, 'campaign.json');
    await writeAtomically(path, await readFile(CAMPAIGN));
    const campaign = await readCampaignFile(path);
    const deployment = record;
    const opening = { connection, deployment, parameters, campaign, folder, output };
    const { id } = await openCampaign(opening);
    if (id === null) throw new Error('the campaign was only checked');
    return { campaign: id.toLowerCase(), record: recordPath(folder, record.chainId) };
  } finally {
    await connection.close();
  }
}
