import { compare } from '../../domain/compare.ts';
import { describeFinding } from '../../domain/findings.ts';
import type { Hex } from '../../domain/hex.ts';
import { checkLaws } from '../../domain/laws.ts';
import type { ProvenGift } from '../../domain/laws.ts';
import { latestBlock } from '../chain/events.ts';
import { balanceOf } from './purse.ts';
import { readCampaigns } from '../chain/readings.ts';
import type { Stage } from './stage.ts';

/**
 * Holds the laws against the chain's events and against the contracts' own words.
 * Answers by number: `holds`, or one line per breach.
 */
export async function lawsOf(stage: Stage): Promise<Record<string, string>> {
  const { records, chain, place } = stage;
  const block = await latestBlock(chain.rpc);
  const campaigns = await readCampaigns(chain.rpc, records.state, [place.desk], block);
  const held = await balanceOf(chain, place.token, place.ledger);
  const reports = checkLaws(records.state, {
    balances: new Map([[place.token, held]]),
    comparison: compare(records.state, { campaigns }),
    batches: batchesOf(stage),
  });
  const laws: Record<string, string> = {};
  for (const { law, verdict, findings } of reports) {
    laws[law.number] =
      verdict === 'broken' ? `broken: ${findings.map(describeFinding).join('; ')}` : verdict;
  }
  return laws;
}

/** Every gift of every batch with its proof, as a batch's published file would tell. */
function batchesOf({ batches, records }: Stage): Map<string, ProvenGift[]> {
  const proven = new Map<string, ProvenGift[]>();
  for (const [name, { gifts, tree }] of batches) {
    const place = records.placeOf(name);
    if (place === undefined) continue;
    const key: `${Hex}:${number}` = `${place.campaign}:${place.index}`;
    proven.set(
      key,
      gifts.map((gift, i) => ({ gift, proof: tree.proof(i) })),
    );
  }
  return proven;
}
