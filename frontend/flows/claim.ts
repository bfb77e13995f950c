import { contractAddress } from '../app/config.ts';
import type { CampaignView, EntryView } from '../../domain/views.ts';
import { callOf, ledgerAt } from './call.ts';
import type { Flow } from './tools.ts';

/** Settles one entry of a cancelled campaign by proof; the money goes to its giver, whoever calls. */
export const claim =
  (campaign: CampaignView, entry: EntryView): Flow<null> =>
  async ({ send, at, config }) => {
    at('check');
    // Replaying the chain's events takes code that only a claim and a check need.
    const { settlementOf } = await import('./settlement.ts');
    const args = await settlementOf(config, campaign, entry.index);
    await send(callOf(ledgerAt(contractAddress('Ledger')), 'settle', args));
    return null;
  };
