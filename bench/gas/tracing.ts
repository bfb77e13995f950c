import { id as hashOf, type Wallet } from 'ethers';
import type { Hex } from '../../domain/hex.ts';
import { campaignId } from '../../domain/ids.ts';
import { ledgerCall, toLedger } from '../../scripts/scenario/calls.ts';
import { addressOf } from '../../scripts/scenario/play/campaigns.ts';
import { saltOf } from '../../scripts/scenario/salt.ts';
import { campaignNamed, type Stage } from '../../scripts/scenario/stage.ts';
import { GENERAL_FUND } from '../../scripts/scenario/steps.ts';
import type { ILedgerLens } from '../../typechain-types/contracts/LedgerLens.ts';
import { LedgerLens__factory } from '../../typechain-types/factories/contracts/LedgerLens__factory.ts';
import type { GasFigures, GrowthPoint, Progress, Sizes } from '../names.ts';
import { GIFT, type Ground } from './ground.ts';

/** Payments after which gifts are looked up; the last is the size asked for. */
const PLACES = [1_000, 10_000];
/** Gifts to be looked up, spread evenly over what is paid from one place to the next. */
const LOOKUPS = 64;
/** Payments that fit one transaction: Osaka allows 2^24 gas. */
const PER_CALL = 400;
const DOLLAR = 1_000_000n;
const DAY = 86_400;
/** What every transaction costs before it does anything, which a call does not pay. */
const TRANSACTION = 21_000;
/** Slices asked for at most: room for them is part of what asking costs. */
const PAGE = 16;

const lensInterface = LedgerLens__factory.createInterface();

/** A campaign of the ledger's whose desk is an ordinary account, which pays without asking anybody. */
interface Line {
  readonly stage: Stage;
  readonly desk: Wallet;
  readonly id: Hex;
  raised: bigint;
  payments: number;
  /** Where the gifts to be looked up begin. */
  readonly gifts: bigint[];
}

/**
 * What it costs to ask the lens what became of a gift, as payments grow many. Every gift and every
 * payment is a real one, and payments differ in size a thousandfold: alike ones would be found at the
 * first guess.
 */
export async function measureTracing(
  { demo, lens }: Ground,
  { payments }: Sizes,
  progress: Progress,
): Promise<{ gas: GasFigures; growth: GrowthPoint[] }> {
  const line = await openLine(demo);
  const gas: GasFigures = {};
  const growth: GrowthPoint[] = [];
  for (const size of [...PLACES.filter((place) => place < payments), payments]) {
    progress(`payments up to number ${size}, and gifts looked up across them`);
    await payUpTo(line, size);
    const figures = await lookUp(line, lens);
    const average = Math.round(figures.reduce((sum, one) => sum + one, 0) / figures.length);
    growth.push(
      { what: 'traceCall', size, figure: average, unit: 'gas' },
      { what: 'traceCall, dearest', size, figure: Math.max(...figures), unit: 'gas' },
    );
    if (size === 100_000) gas.traceCall100000 = average;
  }
  return { gas, growth };
}

async function openLine(stage: Stage): Promise<Line> {
  const { place, chain, actors } = stage;
  const desk = actors.wallet('a desk of its own');
  const closes = chain.now + 365 * DAY;
  const config = {
    ...{ token: place.token, opens: chain.now, closes, minimum: 1n, operators: [] },
    ...{ successor: campaignNamed(stage, GENERAL_FUND).id, claimWindow: 90 * DAY },
    ...{ silence: 180 * DAY, hardEnd: closes + 365 * DAY },
  };
  const salt = saltOf('many payments');
  await toLedger(stage, desk, ledgerCall('open', [config, salt]));
  const at = addressOf(stage, 'a desk of its own');
  const id = campaignId(place.chainId, place.ledger, at, config, salt);
  return { stage, desk, id, raised: 0n, payments: 0, gifts: [] };
}

/** A dollar to a thousand; ones, tens and hundreds are equally many. Follows from the number alone. */
function amountOf(number: number): bigint {
  const chance = BigInt(hashOf(`payment ${number}`));
  return (DOLLAR + (chance % (9n * DOLLAR))) * 10n ** ((chance >> 128n) % 3n);
}

/** Gives exactly what the payments up to number `size` take, and pays them, many to a transaction. */
async function payUpTo(line: Line, size: number): Promise<void> {
  const amounts = Array.from({ length: size - line.payments }, (_, i) =>
    amountOf(line.payments + i),
  );
  await give(
    line,
    amounts.reduce((sum, amount) => sum + amount, 0n),
  );
  const { stage, desk, id } = line;
  const payee = addressOf(stage, 'payee');
  for (let done = 0; done < amounts.length; done += PER_CALL) {
    const calls = amounts
      .slice(done, done + PER_CALL)
      .map((amount, i) =>
        ledgerCall('pay', [id, payee, amount, hashOf(`payment ${line.payments + done + i}`)]),
      );
    await stage.chain.send(desk, {
      to: stage.place.ledger,
      data: ledgerCall('multicall', [calls]),
      gasLimit: 16_000_000,
    });
  }
  line.payments = size;
}

/** Gives `total` as gifts to be looked up, each after a larger one that fills the line up to it. */
async function give(line: Line, total: bigint): Promise<void> {
  const { stage, id } = line;
  const donor = stage.actors.wallet('donor');
  const first = line.raised;
  for (let i = 1n; i <= LOOKUPS; i++) {
    const end = first + (total * i) / BigInt(LOOKUPS);
    for (const amount of [end - GIFT - line.raised, GIFT]) {
      await toLedger(stage, donor, ledgerCall('donate', [id, amount]));
    }
    line.gifts.push(end - GIFT);
    line.raised = end;
  }
}

/**
 * Gas of asking for each gift's slices, one figure per gift: of a transaction that asks, less what only transactions pay.
 * Throws Error when an answer does not cover the gift.
 */
async function lookUp({ stage, id, gifts }: Line, lens: Hex): Promise<number[]> {
  const figures: number[] = [];
  for (const start of gifts) {
    const data = lensInterface.encodeFunctionData('slicesOf', [id, start, start + GIFT, PAGE]);
    const answer = await stage.chain.read(lens, data);
    expectCovered(answer, start);
    const { gasUsed } = await stage.chain.send(stage.actors.wallet('anyone'), { to: lens, data });
    figures.push(gasUsed - TRANSACTION);
  }
  return figures;
}

/** Throws Error unless the answer's slices follow one another from the gift's start to its end. */
function expectCovered(answer: string, gift: bigint): void {
  const [slices, next] = lensInterface.decodeFunctionResult('slicesOf', answer) as unknown as [
    ILedgerLens.SliceStructOutput[],
    bigint,
  ];
  let at = gift;
  for (const { start, end } of slices) if (start === at) at = end;
  if (next !== 0n || at !== gift + GIFT)
    throw new Error(`no slices for all of the gift at ${gift}`);
}
