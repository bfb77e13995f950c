import { getBlock } from 'wagmi/actions';
import type { CampaignFile } from '../../domain/campaignFile.ts';
import { planCampaign, type Surroundings } from '../../domain/campaignPlan.ts';
import { sha256Hex } from '../../domain/cid.ts';
import { ENUMS } from '../../domain/eventShape.ts';
import type { Hex } from '../../domain/hex.ts';
import { metadataBytes, type CampaignMetadata } from '../../domain/metadata.ts';
import { appConfig, contractAddress } from '../app/config.ts';
import { idOf } from '../lib/campaignPreview.ts';
import { callOf, deskAt } from './call.ts';
import { FlowError } from './errors.ts';
import { storeFiles } from './publish.ts';
import type { Flow } from './tools.ts';

/** What a charity opens: the file's rules, and the words that donors read. */
export interface Opening {
  readonly file: CampaignFile;
  readonly metadata: CampaignMetadata;
  readonly token: Surroundings['token'];
  /** The successor's id; zero for a terminal fund. */
  readonly successor: Hex;
}

/** The charity opens a campaign: its words go to the store, its rules on chain, by one signature. */
export const openCampaign =
  ({ file, metadata, token, successor }: Opening): Flow<{ id: Hex }> =>
  async ({ send, at, account, config }) => {
    at('upload');
    const bytes = metadataBytes(metadata);
    const digest = await sha256Hex(bytes);
    const document = new File([bytes], 'campaign.json', { type: 'application/json' });
    const [stored] = await storeFiles([document]);
    if (stored?.sha256 !== digest) {
      const message = 'the store keeps something else than was sent';
      throw new FlowError({ kind: 'gateway', code: 'Altered', message });
    }
    at('check');
    const block = await getBlock(config);
    const now = Math.max(Number(block.timestamp), Math.floor(Date.now() / 1000));
    const plan = planCampaign(file, { charity: account, token, now, successor, metadata: digest });
    const desk = deskAt(contractAddress('Desk'));
    const rules = { ...plan.rules, proof: ENUMS.proofPolicy.indexOf(plan.rules.proof) };
    await send(callOf(desk, 'openCampaign', [rules, plan.config, plan.salt]));
    const { chainId } = appConfig();
    const place = { chainId, ledger: contractAddress('Ledger'), desk: desk.address };
    return { id: idOf(place, plan) };
  };
