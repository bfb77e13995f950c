/**
 * `npm run batch -- GIFTS.csv …`: takes small gifts in from a payment provider's files and anchors
 * them in batches; `--give-up FOLDER` gives up what can never be anchored, and `refunds` says what was
 * passed on of a batch that came back. See docs/small-gifts.md.
 */
import { join } from 'node:path';
import type { Hex } from '../domain/hex.ts';
import { ChainSide } from './batch/chainSide.ts';
import { runBatch } from './batch/command.ts';
import { asBatchError, InputError, NotAllAnchored } from './batch/errors.ts';
import { giveUp } from './batch/giveUp.ts';
import { runsFolder } from './batch/journal.ts';
import { holdLock } from './batch/lock.ts';
import { campaignId, readMapping } from './batch/mapping.ts';
import { runRefunds } from './batch/refunds.ts';
import { connect, LOCAL, LOCAL_CHAIN_ID } from './deployment/connect.ts';
import { oneLine } from './deployment/errors.ts';
import { parametersPath, readParameters } from './deployment/parameters.ts';
import { checkChain } from './deployment/preflight.ts';
import { readArguments as parse, runCommand, UsageError } from './ground/arguments.ts';
import { localGatewayUrl, readDeployment, STATE } from './trace/source.ts';

const USAGE =
  'npm run batch -- GIFTS.csv … [--mapping FILE] [--campaign ID] [--total AMOUNT] [--network NAME] [--gateway URL] [--operator ADDRESS] [--deployment FILE] [--runs FOLDER] [--most GIFTS] [--dry-run]; npm run batch -- --give-up FOLDER; npm run batch -- refunds …';
const GIVE_UP_USAGE =
  'npm run batch -- --give-up FOLDER [--network NAME] [--deployment FILE] [--runs FOLDER]';
const REFUNDS_USAGE =
  'npm run batch -- refunds --campaign ID --entry NUMBER [--paid PAID.csv] [--network NAME] [--gateway URL] [--deployment FILE] [--runs FOLDER]';

const command = {
  name: 'batch',
  usage: `usage: ${[USAGE, GIVE_UP_USAGE, REFUNDS_USAGE].join('\n       ')}`,
};
process.exitCode = await runCommand(command, process.argv.slice(2), async (args) => {
  try {
    await main(args);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const told = asBatchError(error);
    const lines = told instanceof NotAllAnchored ? told.lines : [oneLine(told)];
    for (const line of lines) console.error(`batch: ${line}`);
    return 1;
  }
});

async function main(args: readonly string[]): Promise<void> {
  const { files, network, ...given } = readArguments(args);
  const isLocal = network === LOCAL;
  const mapping = given.mapping === undefined ? null : await readMapping(given.mapping);
  const chainId = isLocal
    ? LOCAL_CHAIN_ID
    : (await readParameters(await parametersPath(network))).chainId;
  const deployment = readDeployment(chainId, given.deployment);
  const runs = given.runs ?? (isLocal ? join(STATE, 'batches') : 'batches');
  const base = runsFolder(runs, deployment);
  // Giving up asks the chain alone.
  const isAlone = given.giveUp !== undefined;
  const gateway = given.gateway ?? (isLocal && !isAlone ? await localGatewayUrl() : '');
  if (gateway === '' && !isAlone) throw new InputError(`where are files published? ${USAGE}`);
  const connection = await connect(network);
  const release = await holdLock(base).catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  try {
    await checkChain(connection.provider, chainId);
    const chain = new ChainSide(connection, deployment);
    if (given.giveUp !== undefined) {
      await giveUp(chain, base, given.giveUp, process.stdout);
      return;
    }
    if (given.refunds !== null) {
      await runRefunds(chain, { ...given.refunds, base, gateway }, process.stdout);
      return;
    }
    const { campaign, total, operator, most, dryRun } = given;
    const options = { files, mapping, campaign, total, operator, base, gateway, most, dryRun };
    await runBatch(chain, options, process.stdout);
  } finally {
    await release();
    await connection.close();
  }
}

function readArguments(args: readonly string[]) {
  const { values, positionals } = parse(args, {
    positionals: true,
    options: {
      mapping: { type: 'string' },
      campaign: { type: 'string' },
      total: { type: 'string' },
      network: { type: 'string', default: LOCAL },
      gateway: { type: 'string' },
      operator: { type: 'string' },
      deployment: { type: 'string' },
      runs: { type: 'string' },
      most: { type: 'string', default: '1000000' },
      'dry-run': { type: 'boolean', default: false },
      'give-up': { type: 'string' },
      entry: { type: 'string' },
      paid: { type: 'string' },
    },
  });
  const most = Number(values.most);
  if (!Number.isInteger(most) || most < 1 || most > 1_500_000) {
    throw new InputError('--most must be a number of gifts from 1 to 1500000');
  }
  const { mapping, network, gateway, operator, deployment, runs } = values;
  const total = values.total ?? null;
  const dryRun = values['dry-run'];
  const campaign = parseCampaign(values.campaign);
  const isRefunds = positionals[0] === 'refunds';
  const giveUp = values['give-up'];
  if (giveUp !== undefined && (positionals.length > 0 || dryRun)) {
    throw new InputError(GIVE_UP_USAGE);
  }
  return {
    files: isRefunds ? [] : positionals,
    refunds: isRefunds ? readRefunds(positionals, campaign, values) : null,
    mapping,
    campaign,
    total,
    network,
    gateway,
    operator,
    deployment,
    runs,
    most,
    dryRun,
    giveUp,
  };
}

function readRefunds(
  words: readonly string[],
  campaign: Hex | null,
  { entry, paid }: { readonly entry?: string; readonly paid?: string },
) {
  const isWhole = words.length === 1 && campaign !== null && /^\d{1,10}$/.test(entry ?? '');
  if (!isWhole) throw new InputError(REFUNDS_USAGE);
  return { campaign, entry: Number(entry), paid };
}

function parseCampaign(text: string | undefined): Hex | null {
  if (text === undefined) return null;
  const read = campaignId.safeParse(text);
  if (!read.success) throw new InputError(`--campaign ${read.error.issues[0]?.message ?? ''}`);
  return read.data;
}
