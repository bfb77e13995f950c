import { db } from 'ponder:api';
import { eq, inArray, or } from 'ponder';
import { campaign, disbursement, ending, motion, recipient, report, step } from 'ponder:schema';
import type { Hex } from '../../../../domain/hex.ts';
import type { FindView } from '../../../../domain/views.ts';
import { NotFound } from '../errors.ts';
import type { Query } from '../input.ts';
import { hasPart } from './campaigns.ts';
import { loadEntriesOf, loadEntry, loadGiven } from './entries.ts';

/** Most of each kind that a search answers with. */
const LIMIT = 100;

/** What goes by a name: nothing found is an empty answer, not an error. */
export async function find(query: Query): Promise<FindView> {
  if (query.kind === 'entry') return findEntry(query.campaign, query.index);
  return query.kind === 'address' ? findAddress(query.hex) : findHash(query.hex);
}

async function findEntry(id: Hex, index: number): Promise<FindView> {
  try {
    return { entries: [await loadEntry(id, index)], campaigns: [id], disbursements: [] };
  } catch (error) {
    if (error instanceof NotFound) return { entries: [], campaigns: [], disbursements: [] };
    throw error;
  }
}

/** Gifts of a giver, campaigns of a charity or auditor, disbursements to a payee or recipient. */
async function findAddress(address: Hex): Promise<FindView> {
  const campaigns = await db
    .select({ id: campaign.id })
    .from(campaign)
    .where(or(hasPart('charity', address), hasPart('auditor', address)))
    .orderBy(campaign.block, campaign.logIndex)
    .limit(LIMIT);
  const disbursements = await db
    .select({ id: disbursement.id })
    .from(disbursement)
    .where(or(eq(disbursement.payee, address), eq(disbursement.recipient, address)))
    .orderBy(disbursement.campaign, disbursement.number)
    .limit(LIMIT);
  return {
    entries: await loadGiven(address, null, LIMIT),
    campaigns: campaigns.map(({ id }) => id),
    disbursements: disbursements.map(({ id }) => id),
  };
}

/** A transaction and what it did, a campaign, or a disbursement: all are named by 32 bytes. */
async function findHash(hash: Hex): Promise<FindView> {
  const campaigns = await db
    .select({ id: campaign.id })
    .from(campaign)
    .where(
      or(
        eq(campaign.id, hash),
        eq(campaign.tx, hash),
        ...[report, motion, recipient, ending].map((table) =>
          inArray(
            campaign.id,
            db.select({ id: table.campaign }).from(table).where(eq(table.tx, hash)),
          ),
        ),
      ),
    )
    .orderBy(campaign.block, campaign.logIndex)
    .limit(LIMIT);
  const stepped = await db
    .selectDistinct({ id: step.disbursement })
    .from(step)
    .where(eq(step.tx, hash))
    .orderBy(step.disbursement)
    .limit(LIMIT);
  const disbursements = await db
    .select({ id: disbursement.id })
    .from(disbursement)
    .where(
      or(
        eq(disbursement.id, hash),
        eq(disbursement.tx, hash),
        inArray(
          disbursement.id,
          stepped.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(disbursement.campaign, disbursement.number)
    .limit(LIMIT);
  return {
    entries: await loadEntriesOf(hash, LIMIT),
    campaigns: campaigns.map(({ id }) => id),
    disbursements: disbursements.map(({ id }) => id),
  };
}
