/** What must stand before a campaign can be opened: recognised parties, and somebody to inherit. */
import { ZeroHash } from 'ethers';
import type { Desk } from '../../typechain-types/contracts/Desk.ts';
import type { Ledger } from '../../typechain-types/contracts/Ledger.ts';
import type { Registry } from '../../typechain-types/contracts/Registry.ts';
import type { ReadCampaign } from './campaignFile.ts';
import type { Token } from './campaignPlan.ts';
import { LOCAL_CHAIN_ID } from './connect.ts';
import type { Connection } from './connect.ts';
import { explainRejection } from './contractErrors.ts';
import { DeploymentError, ParameterError } from './errors.ts';
import { openGeneralFund } from './generalFund.ts';
import { mined } from './mined.ts';
import type { Parameters } from './parameters.ts';
import { timed } from './progress.ts';
import type { Output } from './progress.ts';
import type { DeploymentRecord } from './record.ts';
import { RECOGNISED_AS } from './roles.ts';
import type { RoleName } from './roles.ts';

export interface CampaignOpening {
  readonly connection: Connection;
  readonly deployment: DeploymentRecord;
  readonly parameters: Parameters;
  readonly campaign: ReadCampaign;
  /** Folder of the records. */
  readonly folder: string;
  readonly output: Output;
  /** Checks and shows everything, and opens nothing. */
  readonly dryRun?: boolean;
}

export interface Contracts {
  readonly ledger: Ledger;
  readonly desk: Desk;
  readonly registry: Registry;
}

/**
 * The successor's id, zero for a terminal fund. On the local chain a General Fund that is missing is
 * opened; a dry run only says so, and there is no id then.
 * @throws ParameterError where there is none
 */
export async function successorOf(
  { connection, campaign, deployment, output, dryRun }: CampaignOpening,
  { ledger, desk, registry }: Contracts,
  token: Token,
): Promise<string | undefined> {
  const wanted = campaign.file.successor;
  if (wanted === 'none') return ZeroHash;
  if (wanted !== 'general') {
    if (await exists(ledger, wanted)) return wanted;
    throw new ParameterError(`successor: there is no campaign ${wanted} on this chain`);
  }
  const fund = await registry.generalFundOf(token.address);
  if (fund !== ZeroHash) return fund;
  if (deployment.chainId !== LOCAL_CHAIN_ID) {
    throw new ParameterError(
      `successor: ${token.symbol} has no General Fund yet; the registrar opens one from a file with "successor": "none" and "generalFund": true`,
    );
  }
  if (dryRun) {
    output.write(`  would open the General Fund of ${token.symbol}\n`);
    return undefined;
  }
  return timed(output, `open the General Fund of ${token.symbol}`, () =>
    openGeneralFund({ connection, desk, ledger, registry }, token.address, campaign.file.auditors),
  );
}

/**
 * Every party must be recognised. On the local chain whoever is not simply becomes so; a dry run only
 * says who would.
 * @returns whether all of them are recognised now
 * @throws DeploymentError naming who is not
 */
export async function recogniseParties(
  { campaign: { file }, deployment, connection, output, dryRun }: CampaignOpening,
  { registry }: Contracts,
  charity: string,
  token: Token,
): Promise<boolean> {
  const wanted: [RoleName, string][] = [
    ['charity', charity],
    ...file.auditors.map((auditor): [RoleName, string] => ['auditor', auditor]),
    ...file.operators.map((operator): [RoleName, string] => ['operator', operator]),
    ['token', token.address],
    ...(file.successor === 'none' ? [['fundKeeper', charity] satisfies [RoleName, string]] : []),
  ];
  let areRecognised = true;
  for (const [role, account] of wanted) {
    if (await registry.isRecognised(RECOGNISED_AS[role], account)) continue;
    const [registrar] = connection.signers;
    if (deployment.chainId !== LOCAL_CHAIN_ID || registrar === undefined) {
      throw new DeploymentError(
        `${account} is not recognised as ${role}; the registrar must recognise it first`,
      );
    }
    if (dryRun) {
      output.write(`  would recognise ${account} as ${role}\n`);
      areRecognised = false;
      continue;
    }
    await timed(output, `recognise ${account} as ${role}`, async () => {
      const sent = await registry
        .connect(registrar)
        .recognise(RECOGNISED_AS[role], account, ZeroHash);
      await mined(sent);
    });
  }
  return areRecognised;
}

/** Whether there is a campaign with that id. */
export async function exists(ledger: Ledger, id: string): Promise<boolean> {
  try {
    await ledger.campaignOf(id);
    return true;
  } catch (error) {
    if (explainRejection(error).startsWith('Ledger_UnknownCampaign')) return false;
    throw error;
  }
}
