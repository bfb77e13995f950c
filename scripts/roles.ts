/**
 * `npm run roles`: who may do what, with which delay, as the chain says; of the product that runs on this
 * machine, or with `--network NAME` of a deployment. Exit 1 where that is not as its record says, 2 when it
 * was called wrongly. See docs/deployment.md.
 */
import { connect, LOCAL, LOCAL_CHAIN_ID } from './deployment/connect.ts';
import type { Connection } from './deployment/connect.ts';
import { oneLine, ParameterError } from './deployment/errors.ts';
import type { Office } from './deployment/offices.ts';
import { readOffices } from './deployment/officesCheck.ts';
import { parametersPath, readParameters } from './deployment/parameters.ts';
import { checkChain } from './deployment/preflight.ts';
import { readRecord, recordPath } from './deployment/record.ts';
import type { DeploymentRecord } from './deployment/record.ts';
import { readArguments, runCommand } from './ground/arguments.ts';
import { keptRecords } from './trace/source.ts';
import { formatDuration } from '../domain/times.ts';

const USAGE = `usage: npm run roles -- [--network NAME] [--parameters FILE] [--records FOLDER]
  --network NAME     a network of hardhat.config.ts; left out, the product on this machine
  --parameters FILE  instead of deployments/parameters/NAME.json, for the chain's id
  --records FOLDER   where <chainId>.json lies; left out, with the running product, else in deployments/`;

const OPTIONS = {
  network: { type: 'string', default: LOCAL },
  parameters: { type: 'string' },
  records: { type: 'string' },
} as const;

process.exitCode = await runCommand({ name: 'roles', usage: USAGE }, process.argv.slice(2), main);

async function main(args: readonly string[]): Promise<number> {
  const { values } = readArguments(args, { options: OPTIONS, positionals: false });
  try {
    const { network, records, parameters: file } = values;
    const parameters = await readParameters(file ?? (await parametersPath(network)));
    const folder = records ?? keptRecords(parameters.chainId) ?? 'deployments';
    const path = recordPath(folder, parameters.chainId);
    const record = await readRecord(folder, parameters.chainId);
    if (record === undefined) {
      const other = network === LOCAL ? ' (or npm start)' : '';
      throw new ParameterError(
        `${path} is missing: npm run deploy -- --network ${network}${other} first`,
      );
    }
    const connection = await connect(network);
    try {
      return await tellOffices(connection, record, path);
    } finally {
      await connection.close();
    }
  } catch (error) {
    console.error(`roles: ${oneLine(error)}`);
    return 1;
  }
}

async function tellOffices(
  { provider }: Connection,
  record: DeploymentRecord,
  path: string,
): Promise<number> {
  await checkChain(provider, record.chainId);
  if (record.chainId === LOCAL_CHAIN_ID) {
    const first = await provider.getBlock(record.block);
    if (first?.hash !== record.blockHash)
      throw new ParameterError(`${path} is about another local chain than the one that runs`);
  }
  const { offices, deviations } = await readOffices(provider, record);
  console.log(`Who may do what on ${record.name} (chain ${record.chainId})`);
  for (const { office, holders } of offices) {
    console.log(`  ${office.name}: ${powersOf(office)}`);
    for (const { account, delay, isActive } of holders) {
      const when = delay === 0 ? 'at once' : `${formatDuration(delay)} after announcing it`;
      console.log(`    ${account} ${when}${isActive ? '' : ', not in office yet'}`);
    }
    if (holders.length === 0) console.log('    nobody');
  }
  for (const deviation of deviations) console.error(`roles: ${deviation}`);
  if (deviations.length > 0) return 1;
  console.log(`All of it as ${path} says.`);
  return 0;
}

function powersOf({ powers }: Office): string {
  const words = powers.map(
    ({ contract, functions }) => `${contract}: ${functions.map(({ name }) => name).join(', ')}`,
  );
  return words.join('; ') || 'grants and revokes every office';
}
