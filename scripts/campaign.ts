/**
 * `npm run campaign -- FILE.json --network NAME`: opens a campaign from a file. See
 * docs/deployment.md.
 */
import { metadataBytes } from '../domain/metadata.ts';
import { cidFromDigest, sha256Hex } from '../domain/cid.ts';
import { openCampaign } from './deployment/campaign.ts';
import { readCampaignFile } from './deployment/campaignFile.ts';
import { connect } from './deployment/connect.ts';
import { oneLine, ParameterError } from './deployment/errors.ts';
import { checkChain } from './deployment/preflight.ts';
import { parametersPath, readParameters } from './deployment/parameters.ts';
import { readRecord, recordPath } from './deployment/record.ts';
import { storeDocument } from './deployment/storeDocument.ts';
import { readArguments as parse, runCommand } from './ground/arguments.ts';

const USAGE =
  'usage: npm run campaign -- FILE.json --network NAME [--gateway URL] [--records FOLDER] [--dry-run]';

const OPTIONS = {
  network: { type: 'string' },
  gateway: { type: 'string' },
  records: { type: 'string', default: 'deployments' },
  'dry-run': { type: 'boolean', default: false },
} as const;

const WORDS = {
  opened: (id: string, path: string) => `Campaign ${id} is open; recorded in ${path}.`,
  existed: (id: string, path: string) =>
    `Campaign ${id} exists already (${path}); nothing was changed.`,
  'only checked': (id: string) => `Nothing speaks against it; it would be campaign ${id}.`,
  'would prepare': () =>
    'Nothing speaks against it so far; the contracts can be asked once what it would do first is done.',
} as const;

process.exitCode = await runCommand(
  { name: 'campaign', usage: USAGE },
  process.argv.slice(2),
  main,
);

async function main(args: readonly string[]): Promise<number> {
  const given = parse(args, { options: OPTIONS, positionals: true });
  try {
    await run(checked(given));
    return 0;
  } catch (error) {
    console.error(`campaign: ${oneLine(error)}`);
    return 1;
  }
}

async function run({
  file: path,
  network,
  gateway,
  records: folder,
  dryRun,
}: Arguments): Promise<void> {
  const campaign = await readCampaignFile(path);
  const parameters = await readParameters(await parametersPath(network));
  const deployment = await readRecord(folder, parameters.chainId);
  if (deployment === undefined) {
    const missing = recordPath(folder, parameters.chainId);
    throw new ParameterError(`${missing} is missing: npm run deploy -- --network ${network} first`);
  }
  const connection = await connect(network);
  try {
    await checkChain(connection.provider, parameters.chainId);
    console.log(`${dryRun ? 'Checking' : 'Opening'} ${path} on ${parameters.name}`);
    const output = process.stdout;
    const bytes = metadataBytes(campaign.metadata);
    if (gateway !== undefined && !dryRun) await storeDocument(gateway, bytes);
    const done = await openCampaign({
      connection,
      deployment,
      parameters,
      campaign,
      folder,
      output,
      dryRun,
    });
    console.log(WORDS[done.outcome](done.id ?? '', done.path));
    if (gateway === undefined && done.outcome === 'opened') {
      console.log(
        `Its metadata (${cidFromDigest(await sha256Hex(bytes))}) is not stored anywhere yet: run the command again with --gateway URL.`,
      );
    }
  } finally {
    await connection.close();
  }
}

type Given = ReturnType<typeof parse<typeof OPTIONS>>;

interface Arguments {
  readonly file: string;
  readonly network: string;
  readonly gateway: string | undefined;
  readonly records: string;
  readonly dryRun: boolean;
}

function checked({ values, positionals }: Given): Arguments {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new ParameterError(`which file? ${USAGE}`);
  if (values.network === undefined) throw new ParameterError(`which network? ${USAGE}`);
  const { network, gateway, records } = values;
  return { file, network, gateway, records, dryRun: values['dry-run'] };
}
