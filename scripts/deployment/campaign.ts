/** Opens a campaign from its file, once, after checking everything that can be checked beforehand. */
import { ZeroHash } from 'ethers';
import type { Signer } from 'ethers';
import { NO_EXPOSURE_CAP } from '../../domain/ids.ts';
import { formatAmount } from '../../domain/money.ts';
import { formatDuration, formatMoment } from '../../domain/times.ts';
import { Desk__factory } from '../../typechain-types/factories/contracts/Desk__factory.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';
import { Registry__factory } from '../../typechain-types/factories/contracts/Registry__factory.ts';
import type { Desk } from '../../typechain-types/contracts/Desk.ts';
import type { Registry } from '../../typechain-types/contracts/Registry.ts';
import type { ReadCampaign } from './campaignFile.ts';
import { exists, recogniseParties, successorOf } from './campaignGround.ts';
import type { CampaignOpening, Contracts } from './campaignGround.ts';
import { campaignIdOf, findToken, planCampaign } from './campaignPlan.ts';
import type { CampaignPlan, Token } from './campaignPlan.ts';
import { campaignPath, readCampaignRecord, writeCampaignRecord } from './campaignRecord.ts';
import type { CampaignRecord } from './campaignRecord.ts';
import type { Connection } from './connect.ts';
import { explainRejection } from './contractErrors.ts';
import { DeploymentError, ParameterError } from './errors.ts';
import { custodyTokensOf } from './offices.ts';
import { timed } from './progress.ts';
import type { Output } from './progress.ts';
import type { DeploymentRecord } from './record.ts';
import { mined } from './mined.ts';

export interface OpenedCampaign {
  /** Null after a dry run where the successor, which is part of it, would have to be opened first. */
  readonly id: string | null;
  /** Whether this run opened it; `would prepare`: a dry run on a chain where something must come first. */
  readonly outcome: 'opened' | 'existed' | 'only checked' | 'would prepare';
  readonly path: string;
}

/** Stands in a dry run's plan for a General Fund that would be opened; never sent. */
const NOT_OPENED = `0x${'ff'.repeat(32)}`;

/**
 * Opens the campaign unless the same file opened it before. On the local chain, parties that are not
 * recognised yet are recognised, and a General Fund that is missing is opened; a dry run only says so.
 * @throws ParameterError or DeploymentError, each in one line
 */
export async function openCampaign(opening: CampaignOpening): Promise<OpenedCampaign> {
  const { connection, deployment, campaign, folder, output } = opening;
  const signer = await signerFor(connection, campaign.file.charity);
  const charity = await signer.getAddress();
  const contracts = connectContracts(deployment, signer);
  const path = campaignPath(folder, deployment.chainId, campaign.file.name);

  const known = await knownRecord(path, deployment, campaign.digest);
  if (known !== undefined && (await exists(contracts.ledger, known.id))) {
    if (!opening.dryRun) {
      await writeCampaignRecord(path, { ...known, opened: known.opened ?? { block: 0, tx: null } });
    }
    return { id: known.id, outcome: 'existed', path };
  }
  const token = await findToken(campaign.file.token, symbolsOf(opening), connection.provider);
  const areRecognised = await recogniseParties(opening, contracts, charity, token);
  const plan = await freshPlan(opening, contracts, charity, token, known);
  const hasHeir = plan.config.successor !== NOT_OPENED;
  const id = hasHeir ? await campaignIdOf(contracts.desk, contracts.ledger, plan) : null;
  summarise(output, campaign, token, plan, id);
  // The contracts would only say what is missing, which has been said.
  if (id === null || !areRecognised) return { id, outcome: 'would prepare', path };
  if (await exists(contracts.ledger, id)) return { id, outcome: 'existed', path };

  await rehearse(contracts.desk, plan);
  if (opening.dryRun) return { id, outcome: 'only checked', path };
  const record: CampaignRecord = {
    id,
    name: campaign.file.name,
    chainId: deployment.chainId,
    deployment: deployment.blockHash,
    file: campaign.digest,
    plan,
  };
  await writeCampaignRecord(path, record);
  const opened = await timed(output, 'open the campaign', () => send(contracts.desk, plan));
  await writeCampaignRecord(path, { ...record, opened });
  if (campaign.file.generalFund) await nameFund(contracts.registry, token, id, output);
  return { id, outcome: 'opened', path };
}

async function signerFor({ signers }: Connection, charity: string | undefined): Promise<Signer> {
  for (const signer of signers) {
    if (charity === undefined || (await signer.getAddress()).toLowerCase() === charity)
      return signer;
  }
  throw new ParameterError(`charity: no key for ${charity} is at hand on this network`);
}

function connectContracts({ contracts }: DeploymentRecord, signer: Signer): Contracts {
  return {
    ledger: Ledger__factory.connect(contracts.Ledger.address, signer),
    desk: Desk__factory.connect(contracts.Desk.address, signer),
    registry: Registry__factory.connect(contracts.Registry.address, signer),
  };
}

/** What an earlier run noted; one from another file under the same name is an error, of another chain none. */
async function knownRecord(
  path: string,
  deployment: DeploymentRecord,
  digest: string,
): Promise<CampaignRecord | undefined> {
  const record = await readCampaignRecord(path);
  if (record === undefined || record.deployment !== deployment.blockHash) return undefined;
  if (record.file !== digest) {
    throw new ParameterError(
      `name: ${path} tells of campaign ${record.id}, opened from another file; give this one another name`,
    );
  }
  return record;
}

/** The plan noted by a run that was stopped, as long as it can still be carried out; else a new one. */
async function freshPlan(
  opening: CampaignOpening,
  contracts: Contracts,
  charity: string,
  token: Token,
  known: CampaignRecord | undefined,
): Promise<CampaignPlan> {
  const now = await presentTime(opening.connection);
  if (known !== undefined && known.plan.config.closes > now) return known.plan;
  const successor = (await successorOf(opening, contracts, token)) ?? NOT_OPENED;
  return planCampaign(opening.campaign, charity, token, now, successor);
}

/** The later of the chain's time and ours, in Unix seconds: a local chain may have run ahead. */
async function presentTime({ provider }: Connection): Promise<number> {
  const block = await provider.getBlock('latest');
  return Math.max(block?.timestamp ?? 0, Math.floor(Date.now() / 1000));
}

function summarise(
  output: Output,
  { file, metadata }: ReadCampaign,
  { symbol, decimals, address }: Token,
  { rules, config }: CampaignPlan,
  id: string | null,
): void {
  const isTerminal = config.successor === ZeroHash;
  const lines: [string, string][] = [
    ['name', `${metadata.name.en} · ${metadata.name.zh}`],
    ['charity', rules.charity],
    ['token', `${symbol} (${address})`],
    ['goal', `${formatAmount(rules.goal, decimals)} ${symbol}`],
    [
      'exposure cap',
      rules.exposureCap === NO_EXPOSURE_CAP
        ? 'none'
        : `${formatAmount(rules.exposureCap, decimals)} ${symbol}`,
    ],
    ['management', `at most ${rules.managementCapBps / 100}% of all payments`],
    ['reports', `at least every ${formatDuration(rules.disclosure)}`],
    ['minimum', `${formatAmount(config.minimum, decimals)} ${symbol}`],
    ['auditors', `${rules.threshold} of ${rules.auditors.length}: ${rules.auditors.join(', ')}`],
    ['proof', file.proof],
    ['challenge', formatDuration(rules.challenge)],
    ['opens', formatMoment(config.opens)],
    ['closes', file.closes === undefined ? 'never' : formatMoment(config.closes)],
    ['successor', successorInWords(config.successor)],
    ...(isTerminal
      ? []
      : ([
          ['claim window', formatDuration(config.claimWindow)],
          ['silence', formatDuration(config.silence)],
          ['hard end', formatMoment(config.hardEnd)],
        ] satisfies [string, string][])),
    ['operators', config.operators.join(', ') || 'none'],
    ['metadata', rules.metadata],
    ['id', id ?? 'follows from its successor’s'],
  ];
  for (const [label, value] of lines) output.write(`  ${label.padEnd(13)} ${value}\n`);
}

function successorInWords(successor: string): string {
  if (successor === NOT_OPENED) return `the General Fund, once it is open`;
  return successor === ZeroHash ? 'none: a terminal fund' : successor;
}

/** Runs the opening as a call, so that a refusal costs nothing. */
async function rehearse(desk: Desk, { rules, config, salt }: CampaignPlan): Promise<void> {
  try {
    await desk.openCampaign.staticCall(rules, config, salt);
  } catch (error) {
    throw new DeploymentError(`the contracts refuse it: ${explainRejection(error)}`);
  }
}

async function send(
  desk: Desk,
  { rules, config, salt }: CampaignPlan,
): Promise<{ block: number; tx: string }> {
  const sent = await desk.openCampaign(rules, config, salt);
  const { blockNumber } = await mined(sent);
  return { block: blockNumber, tx: sent.hash };
}

async function nameFund(
  registry: Registry,
  token: Token,
  id: string,
  output: Output,
): Promise<void> {
  await timed(output, `name it the General Fund of ${token.symbol}`, async () => {
    try {
      await mined(await registry.nameGeneralFund(token.address, id));
    } catch (error) {
      throw new DeploymentError(
        `it is open, but only the registrar can name it the General Fund: ${explainRejection(error)}`,
      );
    }
  });
}

function symbolsOf({ parameters, deployment }: CampaignOpening): Record<string, string> {
  const { demoToken, tokens } = parameters;
  const address = deployment.contracts['DemoToken']?.address;
  const demo = demoToken && address ? { [demoToken.symbol]: address } : {};
  return { ...tokens, ...custodyTokensOf(deployment.contracts), ...demo };
}
