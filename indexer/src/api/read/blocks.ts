import { db } from 'ponder:api';
import { inArray } from 'ponder';
import { campaign, type disbursement } from 'ponder:schema';
import { blocksOf, viewBlock, type PaymentTarget } from '../../../../domain/blocks.ts';
import type { Hex } from '../../../../domain/hex.ts';
import { NO_EXPOSURE_CAP, NO_MANAGEMENT_CAP } from '../../../../domain/ids.ts';
import type { BlockView } from '../../../../domain/views.ts';
import { loadTime } from './status.ts';
import { loadRecognised } from './tokens.ts';

type Home = typeof campaign.$inferSelect;

/** A disbursement with its campaign and when it lapses. */
interface Timed {
  readonly row: typeof disbursement.$inferSelect;
  readonly home: Home;
  readonly deadline: number;
}

/** What stops the approved ones among some disbursements at the block that the tables speak of. */
export async function loadBlocks(all: readonly Timed[]): Promise<(id: Hex) => BlockView[]> {
  const approved = all.filter(({ row }) => row.stage === 'approved');
  if (approved.length === 0) return () => [];
  const now = await loadTime();
  const targets = await loadTargets(approved.map(({ row }) => row.target));
  const blocks = new Map<Hex, BlockView[]>();
  for (const { row, home, deadline } of approved) {
    const { amount, category, payableFrom, epoch } = row;
    const target = targets.get(row.target) ?? null;
    const exposureCap = home.exposureCap ?? NO_EXPOSURE_CAP;
    const managementCapBps = home.managementCapBps ?? NO_MANAGEMENT_CAP;
    const found = blocksOf(
      { amount, category, payableFrom, deadline, epoch, target },
      { ...home, rules: { exposureCap, managementCapBps } },
      now,
    );
    blocks.set(row.id, found.map(viewBlock));
  }
  return (id) => blocks.get(id) ?? [];
}

/** The campaigns among the targets: that of a payment to a payee is none. */
async function loadTargets(ids: Hex[]): Promise<Map<Hex, PaymentTarget>> {
  const rows = await db
    .select()
    .from(campaign)
    .where(inArray(campaign.id, [...new Set(ids)]));
  const recognised = await loadRecognised(rows.map(({ desk }) => desk));
  return new Map(
    rows.map((row) => [row.id, { ...row, recognised: recognised.has('desk', row.desk) }]),
  );
}
