/**
 * `npm run roles -- --network NAME`: who may do what, with which delay, as the chain says. Exit 1 where
 * that is not as `deployments/<chainId>.json` says. See docs/deployment.md.
 */
import { parseArgs } from 'node:util';
import { connect } from './deployment/connect.ts';
import { oneLine, ParameterError } from './deployment/errors.ts';
import type { Office } from './deployment/offices.ts';
import { readOffices } from './deployment/officesCheck.ts';
import { parametersPath, readParameters } from './deployment/parameters.ts';
import { checkChain } from './deployment/preflight.ts';
import { readRecord, recordPath } from './deployment/record.ts';
import { formatDuration } from '../domain/times.ts';

const USAGE = 'npm run roles -- --network NAME [--parameters FILE] [--records FOLDER]';

try {
  await main();
} catch (error) {
  console.error(`roles: ${oneLine(error)}`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      network: { type: 'string' },
      parameters: { type: 'string' },
      records: { type: 'string', default: 'deployments' },
    },
  });
  const { network, records: folder, parameters: file } = values;
  if (network === undefined) throw new ParameterError(`which network? ${USAGE}`);
  const parameters = await readParameters(file ?? (await parametersPath(network)));
  const record = await readRecord(folder, parameters.chainId);
  if (record === undefined) {
    const missing = recordPath(folder, parameters.chainId);
    throw new ParameterError(`${missing} is missing: npm run deploy -- --network ${network} first`);
  }
  const connection = await connect(network);
  try {
    await checkChain(connection.provider, parameters.chainId);
    const { offices, deviations } = await readOffices(connection.provider, record);
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
    if (deviations.length > 0) process.exitCode = 1;
    else console.log(`All of it as ${recordPath(folder, record.chainId)} says.`);
  } finally {
    await connection.close();
  }
}

function powersOf({ powers }: Office): string {
  const words = powers.map(
    ({ contract, functions }) => `${contract}: ${functions.map(({ name }) => name).join(', ')}`,
  );
  return words.join('; ') || 'grants and revokes every office';
}
