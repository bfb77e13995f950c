import { readFile } from 'node:fs/promises';
import { compare } from '../../domain/compare.ts';
import {
  checkBundle,
  parseBundle,
  type BundleCheck,
  type DonorBundle,
} from '../../domain/donorBundle.ts';
import { describeFinding } from '../../domain/findings.ts';
import type { CampaignState } from '../../domain/state.ts';
import { readCampaigns } from '../chain/readings.ts';
import { rpcOfUrl } from '../chain/rpc.ts';
import { namesOn } from '../trace/names.ts';
import { TraceError } from '../trace/question.ts';
import { reach, readToken } from '../trace/source.ts';
import { Teller } from '../trace/tell.ts';
import type { ExportOptions } from './options.ts';

/**
 * Checks a donor's bundle and tells what became of its gifts; without a network, unless a node was
 * named. Returns 0 when all of it holds and 1 when something does not.
 */
export async function checkDonor({ subject, rpcUrl, isRpcGiven }: ExportOptions): Promise<number> {
  const bundle = await readBundle(subject);
  const check = checkBundle(bundle);
  const findings = [...check.findings];
  if (findings.length === 0) await tell(check, bundle, isRpcGiven ? rpcUrl : null);
  if (isRpcGiven) findings.push(...(await compareWithChain(bundle, check, rpcUrl)));
  for (const finding of findings) process.stderr.write(`${finding}\n`);
  if (findings.length > 0) return 1;
  process.stdout.write(concluding(bundle, isRpcGiven));
  return 0;
}

async function readBundle(path: string): Promise<DonorBundle> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw new TraceError(`${path} cannot be read`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TraceError(`${path} is no JSON`);
  }
  return parseBundle(value);
}

async function tell(
  { state, gifts }: BundleCheck,
  { place, gifts: found }: DonorBundle,
  rpcUrl: string | null,
): Promise<void> {
  const nameOf = namesOn(place.chainId);
  for (const [i, { campaign, entry, start, end, slices }] of gifts.entries()) {
    const teller = new Teller(state, await tokenOf(campaign, rpcUrl), nameOf);
    const small = found[i];
    const text =
      small === undefined
        ? teller.tell(campaign, entry, slices)
        : teller.tellGift(
            campaign,
            entry,
            { number: small.proof.index, reference: small.reference },
            { start, end },
            slices,
          );
    process.stdout.write(`${text}\n`);
  }
}

/** Without a node, amounts are told in smallest units: what a token calls itself is on the chain. */
async function tokenOf({ config }: CampaignState, rpcUrl: string | null) {
  if (rpcUrl === null) return { symbol: 'smallest units', decimals: 0 };
  return reach(rpcUrl, () => readToken(rpcOfUrl(rpcUrl), config.token));
}

/** Whether the chain has what the file says it had. */
async function compareWithChain(
  { place }: DonorBundle,
  { state }: BundleCheck,
  rpcUrl: string,
): Promise<string[]> {
  const rpc = rpcOfUrl(rpcUrl);
  return reach(rpcUrl, async () => {
    const chainId = Number(await rpc.request('eth_chainId'));
    if (chainId !== place.chainId) return [`the node is of chain ${chainId}, not ${place.chainId}`];
    const tag = `0x${place.block.toString(16)}`;
    const block = (await rpc.request('eth_getBlockByNumber', [tag, false])) as {
      readonly hash: string;
    } | null;
    if (block?.hash.toLowerCase() !== place.blockHash) {
      return [`block ${place.block} has another hash on this chain: ${block?.hash ?? 'none'}`];
    }
    const [campaign] = state.campaigns.values();
    const desk = campaign?.desk ?? place.registry;
    const campaigns = await readCampaigns(rpc, state, [desk], place.block);
    const absent = [...state.campaigns.keys()].filter((id) => !campaigns.has(id));
    return [
      ...compare(state, { campaigns }).map(describeFinding),
      ...absent.map((id) => `${id}: the ledger does not know this campaign`),
    ];
  });
}

function concluding({ place, seals, events }: DonorBundle, isCompared: boolean): string {
  const held = `${events.length} events end in the sealed roots and journals of ${seals.length} campaigns, at block ${place.block} (${place.blockHash}).\n`;
  return isCompared
    ? `${held}The chain holds the same.\n`
    : `${held}Whether the chain holds the same, any node says: --rpc URL.\n`;
}
