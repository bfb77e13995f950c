import { readFile } from 'node:fs/promises';
import { compare } from '../../domain/compare.ts';
import {
  checkBundle,
  parseBundle,
  type BundleCheck,
  type BundlePlace,
  type DonorBundle,
} from '../../domain/donorBundle.ts';
import { contractOf, type Deployment } from '../../domain/deployment.ts';
import { ENUMS } from '../../domain/eventShape.ts';
import { describeFinding } from '../../domain/findings.ts';
import type { Hex } from '../../domain/hex.ts';
import type { CampaignState, ReplayState } from '../../domain/state.ts';
import { registryInterface } from '../chain/interfaces.ts';
import { readCampaigns } from '../chain/readings.ts';
import { rpcOfUrl, type Rpc } from '../chain/rpc.ts';
import { namesOn } from '../trace/names.ts';
import { TraceError } from '../trace/question.ts';
import { reach, readDeployment, readToken } from '../trace/source.ts';
import { Teller } from '../trace/tell.ts';
import type { ExportOptions } from './options.ts';

/**
 * Checks a donor's bundle and tells what became of its gifts; without a network, unless a node was
 * named. Returns 0 when all of it holds and 1 when something does not.
 */
export async function checkDonor(options: ExportOptions): Promise<number> {
  const { subject, rpcUrl, isRpcGiven } = options;
  const bundle = await readBundle(subject);
  const check = checkBundle(bundle);
  const findings = [...check.findings];
  if (findings.length === 0) await tell(check, bundle, isRpcGiven ? rpcUrl : null);
  if (isRpcGiven) findings.push(...(await compareWithChain(bundle, check, options)));
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

/** Whether the chain has what the file says it had, and the file's ledger is the product's. */
async function compareWithChain(
  { place }: DonorBundle,
  { state }: BundleCheck,
  { rpcUrl, deployment }: ExportOptions,
): Promise<string[]> {
  const rpc = rpcOfUrl(rpcUrl);
  return reach(rpcUrl, async () => {
    const chainId = Number(await rpc.request('eth_chainId'));
    if (chainId !== place.chainId) return [`the node is of chain ${chainId}, not ${place.chainId}`];
    const strange = strangersIn(place, readDeployment(chainId, deployment));
    // Whatever another ledger holds says nothing of this one.
    if (strange.length > 0) return strange;
    const tag = `0x${place.block.toString(16)}`;
    const block = (await rpc.request('eth_getBlockByNumber', [tag, false])) as {
      readonly hash: string;
      readonly timestamp: string;
    } | null;
    if (block?.hash.toLowerCase() !== place.blockHash) {
      return [`block ${place.block} has another hash on this chain: ${block?.hash ?? 'none'}`];
    }
    const findings: string[] = [];
    if (Number(block.timestamp) !== place.time) {
      findings.push(`block ${place.block} is of ${Number(block.timestamp)}, not of ${place.time}`);
    }
    const desks = await recognisedDesks(rpc, place, state);
    const campaigns = await readCampaigns(rpc, state, desks, place.block);
    for (const { id, desk } of state.campaigns.values()) {
      if (!campaigns.has(id)) findings.push(`${id}: the ledger does not know this campaign`);
      if (!desks.includes(desk)) findings.push(`${id}: its desk ${desk} is not recognised`);
    }
    return [...compare(state, { campaigns }).map(describeFinding), ...findings];
  });
}

/** The contracts that the file names and the deployment's record does not. */
function strangersIn(place: BundlePlace, record: Deployment): string[] {
  return (['Ledger', 'Registry'] as const).flatMap((name) => {
    const { address } = contractOf(record, name);
    const named = name === 'Ledger' ? place.ledger : place.registry;
    return named === address ? [] : [`the file is about the ${name} ${named}, not ${address}`];
  });
}

/** The campaigns' desks that the registry recognises at the file's block: only of those is it known what they keep. */
async function recognisedDesks(
  rpc: Rpc,
  { registry, block }: BundlePlace,
  state: ReplayState,
): Promise<Hex[]> {
  const desks = [...new Set([...state.campaigns.values()].map(({ desk }) => desk))];
  const answers = await rpc.batch(
    desks.map((desk) => {
      const role = ENUMS.role.indexOf('desk');
      const data = registryInterface.encodeFunctionData('isRecognised', [role, desk]);
      return { method: 'eth_call', params: [{ to: registry, data }, `0x${block.toString(16)}`] };
    }),
  );
  return desks.filter((_, i) => BigInt(String(answers[i])) === 1n);
}

function concluding({ place, seals, events }: DonorBundle, isCompared: boolean): string {
  const held = `${events.length} events end in the sealed roots, journals and rules of ${seals.length} campaigns of ledger ${place.ledger} on chain ${place.chainId}, at block ${place.block} (${place.blockHash}).\n`;
  return isCompared
    ? `${held}The chain holds the same.\n`
    : `${held}Whether the chain holds the same, any node says: --rpc URL.\n`;
}
