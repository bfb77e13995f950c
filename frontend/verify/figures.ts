import type { PublicClient } from 'viem';
import { demoTokenAbi } from '../../abi/DemoToken.ts';
import { figuresOf } from '../../domain/figures.ts';
import type { Hex } from '../../domain/hex.ts';
import { PROOFS } from '../../domain/proof.ts';
import { isRecognised, type ReplayState } from '../../domain/state.ts';
import type { Slice } from '../../domain/trace.ts';
import { traceEntry } from '../../domain/traceState.ts';

/** A campaign's figures as the chain gives them, with nobody's index between. */
export interface ChainFigures {
  readonly id: Hex;
  /** Digest of the campaign's description; null where the rules are not known. */
  readonly metadata: Hex | null;
  readonly token: { readonly symbol: string; readonly decimals: number };
  /** Whether the registry recognises its desk and its token. */
  readonly isRecognised: boolean;
  readonly given: bigint;
  readonly paid: bigint;
  readonly delivered: bigint;
  readonly escrow: bigint;
}

const COIN = { symbol: 'ETH', decimals: 18 };
const NAMELESS = { symbol: '?', decimals: 0 };
const NATIVE = /^0x0*$/;
/** Tokens that nobody recognises and that are asked for their names all the same: anybody can make more. */
const STRANGE_TOKENS = 20;

/** Figures of all campaigns; tokens' names and decimals are read from the tokens themselves. */
export async function chainFigures(
  client: PublicClient,
  state: ReplayState,
): Promise<ChainFigures[]> {
  const all = [...new Set([...state.campaigns.values()].map(({ config }) => config.token))];
  const strange = all.filter((token) => !isRecognised(state, 'token', token));
  const unread = new Set(strange.slice(STRANGE_TOKENS));
  const asked = all.filter((token) => !unread.has(token));
  const tokens = new Map(
    await Promise.all(asked.map(async (token) => [token, await readToken(client, token)] as const)),
  );
  return [...state.campaigns.values()].map((campaign) => {
    const { given, escrow, proven } = figuresOf(state, campaign);
    const delivered = proven.confirmed + proven.attested;
    return {
      id: campaign.id,
      metadata: campaign.rules?.metadata ?? null,
      token: tokens.get(campaign.config.token) ?? NAMELESS,
      isRecognised:
        isRecognised(state, 'desk', campaign.desk) &&
        isRecognised(state, 'token', campaign.config.token),
      given,
      paid: PROOFS.reduce((sum, proof) => sum + proven[proof], 0n),
      delivered,
      escrow,
    };
  });
}

/** A donation's slices as the chain gives them; empty where there is no such entry, or no whole line. */
export function chainSlices(
  state: ReplayState,
  donation: { readonly campaign: Hex; readonly index: number } | null,
): Slice[] {
  if (!canTrace(state)) return [];
  const entry = donation && state.campaigns.get(donation.campaign)?.entries[donation.index];
  return donation && entry ? traceEntry(state, donation.campaign, donation.index) : [];
}

/**
 * Whether lines are whole, so that their units can be followed. Where ranges overlap there may be
 * endless ways, and none of them means anything.
 */
function canTrace({ findings }: ReplayState): boolean {
  return !findings.some(({ law }) => law === 2 || law === 3 || law === 10);
}

async function readToken(client: PublicClient, address: Hex): Promise<ChainFigures['token']> {
  if (NATIVE.test(address)) return COIN;
  const contract = { address, abi: demoTokenAbi } as const;
  const [symbol, decimals] = await Promise.all([
    client.readContract({ ...contract, functionName: 'symbol' }).catch(() => '?'),
    client.readContract({ ...contract, functionName: 'decimals' }).catch(() => 0),
  ]);
  return { symbol, decimals };
}
