import { createPublicClient, http } from 'viem';
import * as v from 'valibot';
import { appConfig } from '../app/config.ts';
import { compare } from '../../domain/compare.ts';
import type { Hex } from '../../domain/hex.ts';
import { checkLaws, type LawReport } from '../../domain/laws.ts';
import type { CampaignView } from '../../domain/views.ts';
import type { Slice } from '../../domain/trace.ts';
import { replay } from '../../domain/replay.ts';
import { getJson, Refused } from '../lib/http.ts';
import { campaignSchema } from '../queries/campaignSchema.ts';
import { statusSchema, traceSchema } from '../queries/schemas.ts';
import { chainFigures, chainSlices, type ChainFigures } from './figures.ts';
import {
  checkCampaign,
  checkCompleteness,
  checkTrace,
  FIGURES_COMPARED,
  type Lie,
} from './indexClaims.ts';
import { readEvents, type Place } from './logs.ts';
import { readStorage } from './readings.ts';

/** What a visitor wants checked: one donation's trace besides everything else. */
export interface Request {
  /** Node to ask; the visitor's choice. */
  readonly rpcUrl: string;
  readonly donation: { readonly campaign: Hex; readonly index: number } | null;
}

export const STAGES = ['index', 'logs', 'replay', 'storage', 'laws', 'claims'] as const;
export type Stage = (typeof STAGES)[number];

export interface Outcome {
  /** The block all of this speaks of. */
  readonly block: number;
  readonly blockHash: Hex;
  /** Seconds, Unix time. */
  readonly timestamp: number;
  readonly events: number;
  readonly campaigns: number;
  readonly entries: number;
  /** Root of each campaign's accumulator, as computed here. */
  readonly roots: ReadonlyMap<Hex, Hex>;
  readonly laws: readonly LawReport[];
  /** What the index said against the chain; null where it did not answer, so nothing was compared. */
  readonly lies: readonly Lie[] | null;
  /** How much of what the index said was compared. */
  readonly compared: number;
  /** What the chain itself gives for every campaign. */
  readonly figures: readonly ChainFigures[];
  readonly donation: Request['donation'];
  /** The donation's slices as the chain gives them. */
  readonly slices: readonly Slice[];
}

/** The node is one of another chain. */
export class OtherChain extends Error {
  override readonly name = 'OtherChain';
}
/** The node does not have the block the index speaks of, under the same hash. */
export class OtherBlock extends Error {
  override readonly name = 'OtherBlock';
}

const TRIES = 8;
/** As many campaigns as the index gives at once. */
const PAGE = 500;

/**
 * Re-computes everything from the chain's own events, read from a node of the visitor's choice, in
 * the visitor's browser: laws, roots, journals, balances; then what the index said.
 * @throws OtherChain, OtherBlock, and what viem throws when the node does not answer
 */
export async function verifyAll(
  request: Request,
  tell: (stage: Stage, done?: number, total?: number) => void,
): Promise<Outcome> {
  const client = createPublicClient({ transport: http(request.rpcUrl, { batch: true }) });
  const place = placeOf();
  if ((await client.getChainId()) !== place.chainId) throw new OtherChain(String(place.chainId));

  tell('index');
  const claims = await readClaims(request.donation).catch(() => null);
  const head = await client.getBlock(
    claims === null ? {} : { blockNumber: BigInt(claims.status.block) },
  );
  if (claims !== null && head.hash !== claims.status.blockHash) {
    throw new OtherBlock(`${head.hash} ${claims.status.blockHash}`);
  }
  const block = Number(head.number);

  tell('logs', 0, 1);
  const events = await readEvents(client, place, block, (done, total) => tell('logs', done, total));
  tell('replay');
  const { chainId, ledger, registry } = place;
  const state = replay({ chainId, ledger, registry }, events);
  tell('storage');
  const readings = await readStorage(client, place, state, block);
  tell('laws');
  const comparison = compare(state, readings);
  const laws = checkLaws(state, { balances: readings.balances, comparison });
  tell('claims');
  const lies =
    claims === null
      ? null
      : [
          ...checkCompleteness(state, claims.campaigns),
          ...claims.campaigns.flatMap((campaign) => checkCampaign(state, campaign)),
          ...(claims.trace === null ? [] : checkTrace(state, claims.trace)),
        ];
  const entries = [...state.campaigns.values()].reduce((sum, c) => sum + c.entries.length, 0);
  return {
    block,
    blockHash: head.hash,
    timestamp: Number(head.timestamp),
    events: state.events,
    campaigns: state.campaigns.size,
    entries,
    roots: new Map([...readings.campaigns].map(([id, { root }]) => [id, root])),
    laws,
    lies,
    figures: await chainFigures(client, state),
    donation: request.donation,
    slices: chainSlices(state, request.donation),
    compared:
      claims === null
        ? 0
        : claims.campaigns.length * FIGURES_COMPARED + (claims.trace?.slices.length ?? 0),
  };
}

/** What the index says, all of it at one block. */
async function readClaims(donation: Request['donation']) {
  const { indexerUrl } = appConfig();
  const read = async () => {
    const status = await getJson(`${indexerUrl}/api/status`, statusSchema);
    const campaigns = await readCampaigns(indexerUrl);
    const trace =
      donation === null
        ? null
        : await getJson(
            `${indexerUrl}/api/entries/${donation.campaign}/${donation.index}/trace`,
            traceSchema,
          ).catch(nothingIfTooLong);
    return { status, campaigns, trace };
  };
  let claims = await read();
  for (let i = 0; i < TRIES; i++) {
    const now = await getJson(`${indexerUrl}/api/status`, statusSchema);
    if (now.blockHash === claims.status.blockHash) break;
    claims = await read();
  }
  return claims;
}

/** An index that does not tell one endless way has still said all the rest. */
function nothingIfTooLong(error: unknown): null {
  if (error instanceof Refused && error.code === 'TooLong') return null;
  throw error;
}

/** All campaigns that the index knows, page by page. */
async function readCampaigns(indexerUrl: string): Promise<CampaignView[]> {
  const all: CampaignView[] = [];
  for (;;) {
    const last = all.at(-1)?.opened;
    const after = last === undefined ? '' : `&after=${last.block}:${last.logIndex}`;
    const url = `${indexerUrl}/api/campaigns?limit=${PAGE}${after}`;
    const page = await getJson(url, v.array(campaignSchema));
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

/** Where the product stands, from the deployment record that the app was served with. */
export function placeOf(): Place {
  const { chainId, deployment } = appConfig();
  const { Ledger, Desk, Registry } = deployment.contracts;
  if (Ledger === undefined || Desk === undefined || Registry === undefined) {
    throw new Error('the deployment lacks a contract');
  }
  const from = Math.min(Ledger.block, Desk.block, Registry.block);
  return {
    chainId,
    ledger: Ledger.address,
    desk: Desk.address,
    registry: Registry.address,
    from,
  };
}
