import { expect } from 'chai';
import type { BaseContract, Result } from 'ethers';
import { compare, type CampaignReading } from '../../../domain/compare.ts';
import { parseEvent, type ChainEvent } from '../../../domain/events.ts';
import { describeFinding } from '../../../domain/findings.ts';
import type { Hex } from '../../../domain/hex.ts';
import { replay } from '../../../domain/replay.ts';
import type { CampaignStateView } from '../../../domain/views.ts';
import type { ILedger } from '../../../typechain-types/index.ts';
import { ethers, NOBODY } from './chain.ts';
import type { World } from './deploy.ts';
import { expectDeskBooks, standingOf, type Standing } from './deskBooks.ts';

const BALANCE = ['function balanceOf(address) view returns (uint256)'];
const STATES: readonly CampaignStateView[] = ['active', 'closed', 'cancelled'];

/** What the contracts say of everything, and what the ledger holds. */
export interface Books {
  campaigns: Map<Hex, CampaignReading & { token: Hex }>;
  /** What the desk says of its own. */
  standings: Map<Hex, Standing>;
  balances: Map<Hex, bigint>;
}

/** A campaign as the ledger has it, its number of entries too, which ethers hides behind a list's own `entries`. */
export async function lineOf(
  world: World,
  campaign: string,
): Promise<Omit<ILedger.CampaignStructOutput, 'entries'> & { entries: number }> {
  const line = await world.ledger.campaignOf(campaign);
  const named = (line as unknown as Result).toObject() as ILedger.CampaignStructOutput;
  return { ...named, entries: Number(line[10]) };
}

/** Reads every campaign that was ever opened, at the latest block. */
export async function readBooks(world: World): Promise<Books> {
  const { ledger, desk } = world;
  const [ledgerAddress, deskAddress] = [await ledger.getAddress(), await desk.getAddress()];
  const opened = await ledger.queryFilter(ledger.filters.CampaignOpened());
  const campaigns: Books['campaigns'] = new Map();
  const standings: Books['standings'] = new Map();
  const balances: Books['balances'] = new Map();
  for (const { args } of opened) {
    const [line, root, journal] = await Promise.all([
      lineOf(world, args.campaign),
      ledger.rootOf(args.campaign),
      ledger.journalOf(args.campaign),
    ]);
    const standing = line.desk === deskAddress ? await standingOf(world, args.campaign) : null;
    if (standing !== null) standings.set(args.campaign as Hex, standing);
    const state = STATES[Number(line.state) - 1];
    if (state === undefined) throw new Error(`state ${line.state}`);
    const token = line.token.toLowerCase() as Hex;
    campaigns.set(args.campaign as Hex, {
      token,
      root: root as Hex,
      ledgerJournal: journal as Hex,
      deskJournal: standing === null ? null : (standing.journal as Hex),
      ...(standing === null ? {} : { rulesHash: standing.rulesHash as Hex }),
      raised: line.raised,
      disbursed: line.disbursed,
      settled: line.settled,
      entries: line.entries,
      disbursements: Number(line.disbursements),
      state,
    });
    if (!balances.has(token)) balances.set(token, await balanceOf(token, ledgerAddress));
  }
  return { campaigns, standings, balances };
}

async function balanceOf(token: Hex, account: string): Promise<bigint> {
  if (token === NOBODY) return ethers.provider.getBalance(account);
  const token20 = new ethers.Contract(token, BALANCE, ethers.provider);
  return token20.getFunction('balanceOf').staticCall(account) as Promise<bigint>;
}

async function readEvents(contracts: readonly BaseContract[]): Promise<ChainEvent[]> {
  const byAddress = new Map<string, BaseContract>();
  for (const contract of contracts) byAddress.set(await contract.getAddress(), contract);
  const logs = await ethers.provider.getLogs({ fromBlock: 0, address: [...byAddress.keys()] });
  const times = new Map<number, number>();
  const events: ChainEvent[] = [];
  for (const log of logs) {
    const parsed = byAddress.get(log.address)?.interface.parseLog(log);
    if (!parsed || parsed.name === 'AuthorityUpdated' || parsed.name === 'EIP712DomainChanged')
      continue;
    let timestamp = times.get(log.blockNumber);
    if (timestamp === undefined) {
      timestamp = (await ethers.provider.getBlock(log.blockNumber))?.timestamp ?? 0;
      times.set(log.blockNumber, timestamp);
    }
    events.push(
      parseEvent({
        address: log.address,
        eventName: parsed.name,
        args: parsed.args.toObject(),
        blockNumber: log.blockNumber,
        logIndex: log.index,
        transactionHash: log.transactionHash,
        timestamp,
      }),
    );
  }
  return events;
}

/**
 * The laws after a test: the events alone give the state that the contracts have, roots and journals included (law 9),
 * no event breaks another law, the desk's counters are the sums of its records, and the ledger holds what it owes in
 * every token (law 1).
 */
export async function expectLaws(world: World, insolvent: readonly string[] = []): Promise<void> {
  const { ledger, desk, registry } = world;
  const { chainId } = await ethers.provider.getNetwork();
  const scope = {
    chainId: Number(chainId),
    ledger: (await ledger.getAddress()).toLowerCase() as Hex,
    registry: (await registry.getAddress()).toLowerCase() as Hex,
  };
  const state = replay(scope, await readEvents([ledger, desk, registry]));
  const books = await readBooks(world);
  const findings = [...state.findings, ...compare(state, books)];
  expect(findings.map(describeFinding), 'laws').to.deep.equal([]);
  await expectDeskBooks(world);
  for (const [token, balance] of books.balances) {
    if (insolvent.some((address) => address.toLowerCase() === token)) continue;
    let owed = 0n;
    for (const line of books.campaigns.values()) {
      if (line.token === token) owed += line.raised - line.disbursed - line.settled;
    }
    expect(balance >= owed, `law 1: ${balance} held, ${owed} owed in ${token}`).to.equal(true);
  }
}
