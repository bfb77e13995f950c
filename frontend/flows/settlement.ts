import type { Config } from 'wagmi';
import { getBlockNumber, getPublicClient } from 'wagmi/actions';
import { settleArguments } from '../../domain/entryProof.ts';
import type { Hex } from '../../domain/hex.ts';
import { replay } from '../../domain/replay.ts';
import type { CampaignView } from '../../domain/views.ts';
import { readEvents } from '../verify/logs.ts';
import { placeOf } from '../verify/verify.ts';
import { FlowError } from './errors.ts';

type Proof = readonly [
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
  Hex,
];

/**
 * Arguments of `Ledger.settle` for an entry, its proof built here from the chain's own events: a
 * refund needs nobody's index.
 */
export async function settlementOf(config: Config, { id }: CampaignView, index: number) {
  const client = getPublicClient(config);
  if (client === undefined) throw new FlowError({ kind: 'unreachable' });
  const place = placeOf();
  const { chainId, ledger, registry } = place;
  const head = Number(await getBlockNumber(config, { cacheTime: 0 }));
  const state = replay({ chainId, ledger, registry }, await readEvents(client, place, head));
  const campaign = state.campaigns.get(id);
  if (campaign === undefined) throw new FlowError({ kind: 'reverted' });
  const { entry, source, proof } = settleArguments(campaign, index);
  // The tree always has 32 levels.
  return [id, entry, source, proof as unknown as Proof] as const;
}
