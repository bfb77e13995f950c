import { ZeroHash } from 'ethers';
import { NO_EXPOSURE_CAP, NO_MANAGEMENT_CAP } from '../../domain/ids.ts';
import { metadataDigest } from '../../domain/metadata.ts';
import type { CampaignMetadata } from '../../domain/metadata.ts';
import type { Desk } from '../../typechain-types/contracts/Desk.ts';
import type { Ledger } from '../../typechain-types/contracts/Ledger.ts';
import type { Registry } from '../../typechain-types/contracts/Registry.ts';
import { campaignIdOf } from './campaignPlan.ts';
import type { CampaignPlan } from './campaignPlan.ts';
import type { Connection } from './connect.ts';
import { ParameterError } from './errors.ts';
import { RECOGNISED_AS } from './roles.ts';
import { mined } from './mined.ts';

const DAY = 86_400;

interface LocalContracts {
  readonly connection: Connection;
  readonly desk: Desk;
  readonly ledger: Ledger;
  readonly registry: Registry;
}

const METADATA: CampaignMetadata = {
  version: 1,
  name: { en: 'General Fund', zh: '通用基金' },
  summary: {
    en: 'Inherits what other campaigns leave over.',
    zh: '承接其他项目的余款。',
  },
  story: {
    en: 'Opened on the local chain because a campaign named no successor.',
    zh: '因某项目未指定余款去向，在本地链上开立。',
  },
  charity: { name: { en: 'Local registrar', zh: '本地登记人' } },
};

/**
 * Opens a token's terminal General Fund on the local chain, kept by the node's first account, who is
 * the registrar there, and overseen by the first auditor of `auditors` that is somebody else.
 * @returns its id
 */
export async function openGeneralFund(
  { connection, desk, ledger, registry }: LocalContracts,
  token: string,
  auditors: readonly string[],
): Promise<string> {
  const [keeper] = connection.signers;
  const keeperAddress = await keeper?.getAddress();
  const auditor = auditors.find((one) => one.toLowerCase() !== keeperAddress?.toLowerCase());
  if (keeper === undefined || keeperAddress === undefined || auditor === undefined) {
    throw new ParameterError(
      'successor: there is no General Fund and nobody to keep and audit one',
    );
  }
  const registrar = registry.connect(keeper);
  for (const role of ['charity', 'fundKeeper'] as const) {
    await mined(await registrar.recognise(RECOGNISED_AS[role], keeperAddress, ZeroHash));
  }
  const block = await connection.provider.getBlock('latest');
  const plan: CampaignPlan = {
    rules: {
      charity: keeperAddress,
      auditors: [auditor],
      threshold: 1,
      proof: 1,
      challenge: 0,
      goal: 0n,
      exposureCap: NO_EXPOSURE_CAP,
      managementCapBps: NO_MANAGEMENT_CAP,
      disclosure: 366 * DAY,
      metadata: await metadataDigest(METADATA),
    },
    config: {
      token,
      opens: block?.timestamp ?? 0,
      closes: 2 ** 32 - 1,
      minimum: 1n,
      successor: ZeroHash,
      claimWindow: 0,
      silence: 0,
      hardEnd: 0,
      operators: [],
    },
    salt: ZeroHash,
  };
  await mined(await desk.connect(keeper).openCampaign(plan.rules, plan.config, plan.salt));
  const id = await campaignIdOf(desk, ledger, plan);
  await mined(await registrar.nameGeneralFund(token, id));
  return id;
}
