/**
 * `npm run deploy -- --network NAME`: puts the contracts on a chain and writes
 * `deployments/<chainId>.json`. See docs/deployment.md.
 */
import { sourcesCommit } from './deployment/commit.ts';
import { connect } from './deployment/connect.ts';
import { deploy } from './deployment/deploy.ts';
import { oneLine, ParameterError } from './deployment/errors.ts';
import { parametersPath, readParameters } from './deployment/parameters.ts';
import { secondsSince } from './deployment/progress.ts';
import { recordPath } from './deployment/record.ts';
import { readArguments as parse, runCommand } from './ground/arguments.ts';

const USAGE =
  'usage: npm run deploy -- --network NAME [--parameters FILE] [--records FOLDER] [--anew]';

process.exitCode = await runCommand({ name: 'deploy', usage: USAGE }, process.argv.slice(2), main);

async function main(args: readonly string[]): Promise<number> {
  const given = readArguments(args);
  try {
    await run(given);
    return 0;
  } catch (error) {
    console.error(`deploy: ${oneLine(error)}`);
    return 1;
  }
}

async function run({ network, parameters: file, records: folder, anew }: Arguments): Promise<void> {
  const started = performance.now();
  if (network === undefined) throw new ParameterError(`which network? ${USAGE}`);
  const parameters = await readParameters(file ?? (await parametersPath(network)));
  console.log(`Deploying to ${parameters.name} (chain ${parameters.chainId})`);
  const connection = await connect(network);
  try {
    const { provider, signers } = connection;
    const [signer] = signers;
    if (signer === undefined) throw new ParameterError(`${network} has no account to deploy with`);
    const output = process.stdout;
    const commit = await sourcesCommit();
    const done = await deploy({ provider, signer, parameters, folder, output, commit, anew });
    for (const [name, contract] of Object.entries(done.record.contracts)) {
      if (contract) console.log(`  ${name.padEnd(14)} ${contract.address}`);
    }
    const path = recordPath(folder, parameters.chainId);
    console.log(
      done.transactions === 0
        ? `Everything stands already (${path}); nothing was changed.`
        : `Done in ${secondsSince(started)} s with ${done.transactions} transactions; recorded in ${path}.`,
    );
  } finally {
    await connection.close();
  }
}

interface Arguments {
  readonly network: string | undefined;
  readonly parameters: string | undefined;
  readonly records: string;
  readonly anew: boolean;
}

function readArguments(args: readonly string[]): Arguments {
  const { values } = parse(args, {
    positionals: false,
    options: {
      network: { type: 'string' },
      parameters: { type: 'string' },
      records: { type: 'string', default: 'deployments' },
      anew: { type: 'boolean', default: false },
    },
  });
  return { ...values, network: values.network, parameters: values.parameters };
}
