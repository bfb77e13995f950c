import { groupBy } from '../grouped.ts';
import type { CampaignFacts } from './facts.ts';
import type { Raised } from './flag.ts';

/**
 * *Batch anchored again*: the ledger compares no roots, so an operator can anchor the same small gifts
 * as two entries, by mistake or to show the same gifts twice. The money came both times; the gifts were made once.
 * A root says which campaign its gifts are for, so only entries of one campaign are compared.
 */
export function repeatedBatches({ id, batches }: CampaignFacts): Raised<'batchRepeated'>[] {
  const byRoot = groupBy(batches, ({ root }) => root);
  return [...byRoot].flatMap(([root, entries]) => {
    if (entries.length < 2) return [];
    const flag: Raised<'batchRepeated'> = {
      kind: 'batchRepeated',
      campaign: id,
      severity: 'serious',
      figures: { root, entries: entries.length },
      evidence: entries.map(({ index, amount, at }) => {
        return { kind: 'gift', campaign: id, index, amount, at };
      }),
    };
    return [flag];
  });
}
