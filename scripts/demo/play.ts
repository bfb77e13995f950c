import { readFileSync } from 'node:fs';
import { contractOf } from '../../domain/deployment.ts';
import type { Deployment } from '../../domain/deployment.ts';
import type { Hex } from '../../domain/hex.ts';
import { recordHolders } from '../deployment/record.ts';
import { Actors } from '../scenario/actors.ts';
import { Chain } from '../scenario/chain.ts';
import { parseScenario } from '../scenario/format.ts';
import { tokenInterface } from '../chain/interfaces.ts';
import { Records } from '../scenario/records.ts';
import { rpcOfUrl } from '../chain/rpc.ts';
import { play } from '../scenario/runner.ts';
import type { Stage } from '../scenario/stage.ts';
import { actorsOf } from '../scenario/steps.ts';
import type { Scenario } from '../scenario/steps.ts';
import { appointPeople } from './appoint.ts';
import { demoReceiptCode } from './batches.ts';
import { readCast } from './cast.ts';
import { storeDocuments } from './documents.ts';
import { linksOf } from './links.ts';
import type { DemoLink } from './links.ts';
import { demoPeople } from './people.ts';
import { masksScenario, playMasks } from './playMasks.ts';
import type { DemoPerson } from './people.ts';
import { AmplePurse, needsOf } from './purse.ts';
import { XIAO_HE } from './story/twoHours.ts';

/** The story cannot be played on this chain. */
export class StoryError extends Error {
  override readonly name = 'StoryError';
}

export interface StoryOptions {
  readonly rpcUrl: string;
  readonly deployment: Deployment;
  readonly gatewayUrl: string;
  /** The folder of the operator's files, from which that gateway answers for receipts. */
  readonly batchesFolder: string;
  /** Where the deployment's record lies, which is to name everybody whom the story appoints. */
  readonly recordFolders?: readonly string[];
  /** Told how many of the story's steps are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Who is in the story, and what of it is worth opening; plain JSON. */
export interface DemoStory {
  readonly people: readonly DemoPerson[];
  readonly links: readonly DemoLink[];
  /** The receipt code of Xiao He, whose 1.40 are one of 10,000 small gifts. */
  readonly receiptCode: string;
}

/** Of the chain's own coin, for gas: a hundred. */
const COINS = 100n * 10n ** 18n;
/** Seconds between the story's end and now. */
const SINCE = 60;

/**
 * Plays the demo story on a local node, so that its days have passed by now, and stores its
 * documents through the gateway. Takes a chain on which nothing but the deployment has happened.
 * @throws StoryError when the chain's time is too late or there is no demo token; GatewayRefusal
 */
export async function playStory(options: StoryOptions): Promise<DemoStory> {
  const { rpcUrl, deployment, onProgress = () => {} } = options;
  const scenario = readStory();
  const before = masksScenario();
  const rpc = rpcOfUrl(rpcUrl);
  const length = durationOf(before) + durationOf(scenario);
  const start = Math.floor(Date.now() / 1000) - length - SINCE;
  await checkTime(rpc, start);

  const chain = new Chain(rpc, { chainId: deployment.chainId, mode: 'blocks', start });
  const token = contractOf(deployment, 'DemoToken').address;
  const office = { unlocked: await ownerOf(chain, token) };
  const place = {
    chainId: deployment.chainId,
    ledger: contractOf(deployment, 'Ledger').address,
    desk: contractOf(deployment, 'Desk').address,
    registry: contractOf(deployment, 'Registry').address,
    token,
    tokenName: await nameOf(chain, token),
    tokenVersion: '1',
    office,
    // The local deployment's one account holds every office.
    guardian: office,
  };
  const actors = new Actors();
  const stage: Stage = {
    scenario,
    place,
    chain,
    actors,
    purse: new AmplePurse(chain, token, office, needsOf(scenario, actors, donors())),
    documents: await storeDocuments(options, scenario, readCast()),
    records: new Records(chain, place, deployment.block),
    campaigns: new Map(),
    disbursements: new Map(),
    gifts: [],
    batches: new Map(),
  };

  await rpc.request('evm_setAutomine', [false]);
  try {
    await fundPeople(stage);
    let done = 0;
    const total = before.steps.length + scenario.steps.length;
    const told = (): void => onProgress(++done, total);
    await playMasks(stage, before, deployment, options, told);
    await play(stage, told);
    const appointed = await appointPeople(chain, actors, deployment, office);
    for (const folder of options.recordFolders ?? []) {
      await recordHolders(folder, deployment.chainId, appointed);
    }
    await stage.records.sync();
  } finally {
    await rpc.request('evm_setAutomine', [true]);
  }
  await rpc.request('evm_setTime', [Math.floor(Date.now() / 1000)]);
  // The chain itself now says what time it is.
  await rpc.request('evm_mine');
  return {
    people: demoPeople(),
    links: linksOf(stage),
    receiptCode: demoReceiptCode(XIAO_HE),
  };
}

function readStory(): Scenario {
  const text = readFileSync(new URL('./story.json', import.meta.url), 'utf8');
  return parseScenario(text, 'story.json');
}

/** Every step takes a second, and the blocks before the first step some more. */
function durationOf({ steps }: Scenario): number {
  return steps.reduce((sum, step) => sum + (step.do === 'advance' ? step.seconds + 1 : 1), 60);
}

async function checkTime(rpc: ReturnType<typeof rpcOfUrl>, start: number): Promise<void> {
  const latest = (await rpc.request('eth_getBlockByNumber', ['latest', false])) as {
    readonly timestamp: string;
  };
  if (Number(latest.timestamp) < start) return;
  const days = Math.ceil((Number(latest.timestamp) - start) / 86_400);
  throw new StoryError(`the chain's latest block is ${days} days too young for the story`);
}

/** Coins for gas to everybody, and pocket money to those who give. */
async function fundPeople({ chain, actors, scenario, purse }: Stage): Promise<void> {
  const names = new Set([...actorsOf(scenario), ...Object.keys(readCast().people)]);
  const addresses = [...names].map((name) => actors.wallet(name).address);
  await chain.rpc.batch(
    addresses.map((address) => ({
      method: 'anvil_setBalance',
      params: [address, `0x${COINS.toString(16)}`],
    })),
  );
  for (const name of donors()) await purse.fill(actors.wallet(name).address, 0n);
}

/** Whom a visitor may be to give something. */
function donors(): string[] {
  return Object.entries(readCast().people)
    .filter(([, { role }]) => role === 'donor')
    .map(([name]) => name);
}

async function ownerOf(chain: Chain, token: Hex): Promise<string> {
  const answer = await chain.read(token, tokenInterface.encodeFunctionData('owner'));
  return String(tokenInterface.decodeFunctionResult('owner', answer)[0]);
}

async function nameOf(chain: Chain, token: Hex): Promise<string> {
  const answer = await chain.read(token, tokenInterface.encodeFunctionData('name'));
  return String(tokenInterface.decodeFunctionResult('name', answer)[0]);
}
