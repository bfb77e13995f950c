import { ENUMS } from '../../domain/eventShape.ts';
import { ZERO_ADDRESS, ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import { registryInterface, tokenInterface } from '../../scripts/chain/interfaces.ts';
import { ledgerCall, toLedger } from '../../scripts/scenario/calls.ts';
import { Chain, type Sent } from '../../scripts/scenario/chain.ts';
import { makeGround, stageOn } from '../../scripts/scenario/inProcess.ts';
import { prepare } from '../../scripts/scenario/play/prepare.ts';
import { playStep } from '../../scripts/scenario/play/steps.ts';
import { campaignNamed, type Place, type Stage } from '../../scripts/scenario/stage.ts';
import type { CampaignStep, Scenario } from '../../scripts/scenario/steps.ts';
import { deployUsdc } from './usdc.ts';

/** Where gas is measured: the real contracts on a chain in this process, played by scenario steps. */

/** One stage per kind of money, on the same chain and with the same contracts. */
export interface Ground {
  readonly chain: Chain;
  /** In OpenZeppelin's token with permits and authorizations. */
  readonly demo: Stage;
  /** In Circle's FiatToken 2.2. */
  readonly usdc: Stage;
  /** In the chain's own coin. */
  readonly coin: Stage;
  /** Where the LedgerLens stands. */
  readonly lens: Hex;
}

/** What each gift is, and what everybody has. */
export const GIFT = 25_000_000n;
const PURSE = 10n ** 18n;

/** Gives by signature alone, and has approved nothing. */
export const SIGNER = 'signing donor';

/** Who has money from the start. */
export const PURSES = ['donor', SIGNER, 'operator', 'payee'];

/** The campaign that most is measured on. */
export const RELIEF = 'relief';
const DAY = 86_400;
export const CHALLENGE = 2 * DAY;

/** A campaign with three auditors, both proofs asked for. */
export function campaignStep(id: string): CampaignStep {
  return {
    do: 'campaign',
    id,
    charity: 'charity',
    auditors: ['auditor 1', 'auditor 2', 'auditor 3'],
    threshold: 2,
    proof: 'both',
    challenge: CHALLENGE,
    goal: 10n ** 15n,
    minimum: 1n,
    operators: ['operator'],
  };
}

export function scenarioOf(name: string, isNative: boolean): Scenario {
  const token = { symbol: 'Demo Dollar', decimals: isNative ? 18 : 6 };
  return { name, token, isNative, steps: [campaignStep(RELIEF)] };
}

/** Deploys everything; every stage has its General Fund and the campaign {@link RELIEF}. */
export async function layGround(): Promise<Ground> {
  const scenario = scenarioOf('bench', false);
  const { rpc, place, start, created } = await makeGround(scenario);
  if (created.LedgerLens === undefined) throw new Error('there is no LedgerLens');
  const chain = new Chain(rpc, { chainId: place.chainId, mode: 'single', start });
  const usdc: Place = {
    ...place,
    token: await deployUsdc(chain, place.office),
    tokenName: 'USD Coin',
    tokenVersion: '2',
  };
  const ground = {
    chain,
    demo: stageOn(chain, place, scenario),
    usdc: stageOn(chain, usdc, scenario),
    coin: stageOn(chain, { ...place, token: ZERO_ADDRESS }, scenarioOf('bench', true)),
    lens: created.LedgerLens.address as Hex,
  };
  for (const stage of [ground.demo, ground.usdc, ground.coin]) await furnish(stage);
  return ground;
}

export async function furnish(stage: Stage): Promise<void> {
  const { chain, place, purse, actors } = stage;
  const data = registryInterface.encodeFunctionData('recognise', [
    ENUMS.role.indexOf('token'),
    place.token,
    ZERO_BYTES32,
  ]);
  await chain.send(place.office, { to: place.registry, data });
  await prepare(stage);
  await playStep(stage, campaignStep(RELIEF));
  for (const name of PURSES) {
    const { address } = actors.wallet(name);
    await purse.fill(address, PURSE);
    const isApproving = place.token !== ZERO_ADDRESS && name !== SIGNER;
    if (isApproving) await allowAll(stage, name, place.ledger);
  }
}

/** Lets `spender` take any amount of the stage's token, as donors do who come back. */
export async function allowAll(stage: Stage, name: string, spender: string): Promise<void> {
  const data = tokenInterface.encodeFunctionData('approve', [spender, 2n ** 256n - 1n]);
  await stage.chain.send(stage.actors.wallet(name), { to: stage.place.token, data });
}

/** One gift of the donor's, approved long before. */
export function donate(stage: Stage, campaign: string): Promise<Sent> {
  const data = ledgerCall('donate', [campaignNamed(stage, campaign).id, GIFT]);
  return toLedger(stage, stage.actors.wallet('donor'), data);
}

/** Gifts that fit one transaction: Osaka allows 2^24 gas, and the first ones write new slots. */
const PER_CALL = 500;

/** Real gifts, many to a transaction, until the campaign has `entries` of them. */
export async function fillUpTo(
  stage: Stage,
  campaign: string,
  entries: number,
  already = 0,
): Promise<void> {
  const call = ledgerCall('donate', [campaignNamed(stage, campaign).id, GIFT]);
  for (let at = already; at < entries; at += PER_CALL) {
    const calls = new Array<string>(Math.min(PER_CALL, entries - at)).fill(call);
    await stage.chain.send(stage.actors.wallet('donor'), {
      to: stage.place.ledger,
      data: ledgerCall('multicall', [calls]),
      gasLimit: 16_000_000,
    });
  }
}

/** Sends the transactions of one round, numbered from 0. */
export type Send = (round: number) => Promise<Sent | readonly Sent[]>;

/** Average gas of all transactions in `times` rounds, rounded. Each round has a second of its own. */
export async function averageOf(chain: Chain, times: number, send: Send): Promise<number> {
  const sent: Sent[] = [];
  for (let round = 0; round < times; round++) {
    chain.now += 1;
    sent.push(...[await send(round)].flat());
  }
  return Math.round(sent.reduce((sum, { gasUsed }) => sum + gasUsed, 0) / sent.length);
}

/** The first round, which finds slots still empty, and the average of `times` repetitions. */
export async function firstAndRepeat(
  chain: Chain,
  times: number,
  send: Send,
): Promise<{ first: number; repeat: number }> {
  const first = await averageOf(chain, 1, send);
  return { first, repeat: await averageOf(chain, times, (round) => send(round + 1)) };
}
