import type { PublicClient } from 'viem';
import { demoTokenAbi } from '../../abi/DemoToken.ts';
import { deskAbi } from '../../abi/Desk.ts';
import { ledgerAbi } from '../../abi/Ledger.ts';
import type { CampaignReading, ChainReadings } from '../../domain/compare.ts';
import type { Hex } from '../../domain/hex.ts';
import { isRecognised, type ReplayState } from '../../domain/state.ts';
import type { CampaignStateView } from '../../domain/views.ts';
import type { Place } from './logs.ts';

const STATES: readonly CampaignStateView[] = ['active', 'closed', 'cancelled'];
const AT_ONCE = 10;
const NATIVE = /^0x0*$/;

/**
 * What the contracts' storage says at one block about every campaign that the events know: figures,
 * accumulator root, both journals, hash of the rules, and what the ledger holds of each token. Desks
 * and tokens that nobody vouches for are not asked: they may answer whatever breaks a law.
 */
export async function readStorage(
  client: PublicClient,
  place: Place,
  state: ReplayState,
  block: number,
): Promise<ChainReadings> {
  const blockNumber = BigInt(block);
  const campaigns = new Map<Hex, CampaignReading>();
  const all = [...state.campaigns.values()];
  for (let i = 0; i < all.length; i += AT_ONCE) {
    await Promise.all(
      all.slice(i, i + AT_ONCE).map(async ({ id, desk }) => {
        const known = desk === place.desk || isRecognised(state, 'desk', desk) ? desk : null;
        campaigns.set(id, await readCampaign(client, place.ledger, known, id, blockNumber));
      }),
    );
  }
  const balances = new Map<Hex, bigint>();
  const tokens = new Set(all.map(({ config }) => config.token));
  for (const token of tokens) {
    if (!NATIVE.test(token) && !isRecognised(state, 'token', token)) continue;
    const held = NATIVE.test(token)
      ? await client.getBalance({ address: place.ledger, blockNumber })
      : await client.readContract({
          address: token,
          abi: demoTokenAbi,
          functionName: 'balanceOf',
          args: [place.ledger],
          blockNumber,
        });
    balances.set(token, held);
  }
  return { campaigns, balances };
}

async function readCampaign(
  client: PublicClient,
  ledger: Hex,
  desk: Hex | null,
  id: Hex,
  blockNumber: bigint,
): Promise<CampaignReading> {
  const at = { address: ledger, abi: ledgerAbi, args: [id], blockNumber } as const;
  const [line, root, ledgerJournal, standing] = await Promise.all([
    client.readContract({ ...at, functionName: 'campaignOf' }),
    client.readContract({ ...at, functionName: 'rootOf' }),
    client.readContract({ ...at, functionName: 'journalOf' }),
    desk === null
      ? null
      : client
          .readContract({
            address: desk,
            abi: deskAbi,
            functionName: 'standingOf',
            args: [id],
            blockNumber,
          })
          // A desk of another make need not have a standing that can be read.
          .catch(() => null),
  ]);
  const state = STATES[line.state - 1];
  if (state === undefined) throw new Error(`campaign ${id} has no state`);
  return {
    root,
    ledgerJournal,
    deskJournal: standing?.journal ?? null,
    ...(standing === null ? {} : { rulesHash: standing.rulesHash }),
    raised: line.raised,
    disbursed: line.disbursed,
    settled: line.settled,
    entries: line.entries,
    disbursements: line.disbursements,
    state,
  };
}
