import type { ChainEvent, Point } from '../../domain/events.ts';
import { ZERO_ADDRESS, ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import { campaignId } from '../../domain/ids.ts';
import {
  createAccumulator,
  append,
  hashLeaf,
  rootHex,
  type Accumulator,
} from '../../domain/accumulator.ts';
import { leafOf } from '../../domain/entryProof.ts';
import { account, CHAIN, CLAIM_WINDOW, DAY, DESK, LEDGER, ref, START, TOKEN } from './world.ts';

/**
 * The accounting, done the slow way: every unit of money is an object of its own that stands in a
 * queue, is taken from the front when money is spent, and remembers where it has been. It shares
 * no arithmetic with `domain/`: there are no ranges here but those that the events name. Besides
 * it writes the events that the contracts would have emitted.
 */

export interface Unit {
  /** `<campaign>:<entry>` it came in by at first, and its place in that entry. */
  readonly origin: string;
  readonly place: number;
  /** Payments and campaigns it went through, in order. */
  readonly path: string[];
  where:
    | { kind: 'escrow'; campaign: Hex }
    | { kind: 'payee'; ref: Hex }
    | { kind: 'giver'; giver: Hex };
}

interface BruteEntry {
  kind: 'gift' | 'batch' | 'transfer' | 'return';
  giver: Hex;
  payer: Hex;
  units: Unit[];
  start: number;
  source: { campaign: Hex; start: number } | null;
  settled: boolean;
}

interface Payment {
  ref: Hex;
  payee: Hex | null;
  units: Unit[];
  start: number;
  returned: number;
  times: number;
}

export interface BruteCampaign {
  readonly id: Hex;
  readonly successor: Hex;
  state: 'active' | 'closed' | 'cancelled';
  endedAt: number;
  readonly entries: BruteEntry[];
  readonly payments: Payment[];
  /** All units ever received, in order; the first `spent` of them are gone. */
  readonly line: Unit[];
  spent: number;
  settled: number;
  readonly tree: Accumulator;
}

export class BruteForce {
  readonly campaigns = new Map<Hex, BruteCampaign>();
  readonly events: ChainEvent[] = [];
  readonly units: Unit[] = [];
  now = START;
  /** What the ledger's balance of the token must be. */
  balance = 0;

  open(name: string, successor: Hex = ZERO_BYTES32): Hex {
    const terminal = successor === ZERO_BYTES32;
    const config = {
      token: TOKEN,
      opens: this.now,
      closes: this.now + 1000 * DAY,
      minimum: 1n,
      successor,
      claimWindow: terminal ? 0 : CLAIM_WINDOW,
      silence: terminal ? 0 : 90 * DAY,
      hardEnd: terminal ? 0 : this.now + 1000 * DAY,
      operators: [account('operator')],
    };
    const salt = ref(name);
    const id = campaignId(CHAIN, LEDGER, DESK, config, salt);
    this.emit({ name: 'CampaignOpened', campaign: id, desk: DESK, ...config, salt });
    this.campaigns.set(id, {
      id,
      successor,
      state: 'active',
      endedAt: 0,
      entries: [],
      payments: [],
      line: [],
      spent: 0,
      settled: 0,
      tree: createAccumulator(),
    });
    return id;
  }

  give(campaign: Hex, giver: Hex, amount: number): number {
    const line = this.get(campaign);
    const index = line.entries.length;
    const units = this.mint(campaign, index, amount);
    this.balance += amount;
    const { start, end } = this.receive(line, 'gift', giver, giver, units, null);
    this.emit({ name: 'Donated', campaign, giver, index, payer: giver, start, end });
    return index;
  }

  anchor(campaign: Hex, count: number, amount: number): number {
    const line = this.get(campaign);
    const index = line.entries.length;
    const units = this.mint(campaign, index, amount);
    this.balance += amount;
    const operator = account('operator');
    const { start, end } = this.receive(line, 'batch', operator, operator, units, null);
    const batch = { count, root: ref('root'), dataDigest: ref('data') };
    this.emit({ name: 'BatchAnchored', campaign, operator, index, start, end, ...batch });
    return index;
  }

  pay(campaign: Hex, payee: Hex, amount: number, id: Hex): void {
    const line = this.get(campaign);
    const { units, ...range } = this.spend(line, amount, id, payee);
    for (const unit of units) {
      unit.path.push(id);
      unit.where = { kind: 'payee', ref: id };
    }
    this.balance -= amount;
    const index = line.payments.length - 1;
    this.emit({ name: 'Disbursed', campaign, payee, ref: id, index, ...range });
  }

  transfer(campaign: Hex, target: Hex, amount: number, id: Hex): void {
    const line = this.get(campaign);
    const { units, ...range } = this.spend(line, amount, id, null);
    for (const unit of units) unit.path.push(id);
    const index = line.payments.length - 1;
    this.emit({ name: 'Transferred', campaign, target, ref: id, index, ...range });
    this.link(target, 'transfer', ZERO_ADDRESS, units, campaign, range.start);
  }

  giveBack(campaign: Hex, index: number, amount: number): void {
    const line = this.get(campaign);
    const payment = line.payments[index]!;
    const payee = payment.payee!;
    const held = payment.units.length - payment.returned;
    const units = payment.units.slice(held - amount, held);
    const start = BigInt(payment.start + held - amount);
    const end = BigInt(payment.start + held);
    payment.returned += amount;
    payment.times += 1;
    this.balance += amount;
    const target = line.state === 'active' ? campaign : this.heir(line).id;
    this.emit({ name: 'FundsReturned', campaign, target, payee, index, start, end });
    const kind = target === campaign ? 'return' : 'transfer';
    this.link(target, kind, payee, units, campaign, start);
  }

  close(campaign: Hex): void {
    const line = this.get(campaign);
    this.end(line, 'closed');
    this.emit({ name: 'CampaignClosed', campaign, root: rootHex(line.tree) });
    const units = line.line.slice(line.spent);
    if (units.length === 0) return;
    const start = BigInt(line.spent);
    const target = this.heir(line).id;
    line.settled = units.length;
    for (const unit of units) unit.path.push(`leftover:${campaign}`);
    this.emit({ name: 'LeftoverMoved', campaign, target, start, end: BigInt(line.line.length) });
    this.link(target, 'transfer', ZERO_ADDRESS, units, campaign, start);
  }

  cancel(campaign: Hex): void {
    const line = this.get(campaign);
    this.end(line, 'cancelled');
    this.emit({ name: 'CampaignCancelled', campaign, by: DESK, root: rootHex(line.tree) });
  }

  /** Whether the entry has anything left that can be settled. */
  canSettle(campaign: Hex, index: number): boolean {
    const line = this.get(campaign);
    const entry = line.entries[index];
    if (line.state !== 'cancelled' || entry === undefined || entry.settled) return false;
    return entry.start + entry.units.length > line.spent;
  }

  settle(campaign: Hex, index: number): void {
    const line = this.get(campaign);
    const entry = line.entries[index]!;
    const spent = Math.max(0, line.spent - entry.start);
    const units = entry.units.slice(spent);
    const start = BigInt(entry.start + spent);
    const end = BigInt(entry.start + entry.units.length);
    entry.settled = true;
    line.settled += units.length;
    const isGift = entry.kind === 'gift' || entry.kind === 'batch';
    if (isGift && this.now <= line.endedAt + CLAIM_WINDOW) {
      for (const unit of units) unit.where = { kind: 'giver', giver: entry.giver };
      this.balance -= units.length;
      this.emit({ name: 'Refunded', campaign, giver: entry.giver, index, start, end });
      return;
    }
    const { kind, target } = this.destination(line, entry);
    for (const unit of units) unit.path.push(`settled:${campaign}`);
    this.emit({ name: 'EntrySettled', campaign, target, index, start, end });
    this.link(target, kind, ZERO_ADDRESS, units, campaign, start);
  }

  /** Units that stand before a unit in the queue it waits in. */
  ahead(unit: Unit): number {
    if (unit.where.kind !== 'escrow') throw new Error('does not wait');
    const line = this.get(unit.where.campaign);
    return line.line.indexOf(unit, line.spent) - line.spent;
  }

  get(id: Hex): BruteCampaign {
    const campaign = this.campaigns.get(id);
    if (campaign === undefined) throw new Error(`no campaign ${id}`);
    return campaign;
  }

  private mint(campaign: Hex, index: number, amount: number): Unit[] {
    const origin = `${campaign}:${index}`;
    return Array.from({ length: amount }, (_, place) => {
      const unit: Unit = { origin, place, path: [], where: { kind: 'escrow', campaign } };
      this.units.push(unit);
      return unit;
    });
  }

  private receive(
    line: BruteCampaign,
    kind: BruteEntry['kind'],
    payer: Hex,
    giver: Hex,
    units: Unit[],
    source: BruteEntry['source'],
  ): { start: bigint; end: bigint } {
    const start = line.line.length;
    for (const unit of units) {
      unit.where = { kind: 'escrow', campaign: line.id };
      line.line.push(unit);
    }
    const index = line.entries.length;
    line.entries.push({ kind, giver, payer, units, start, source, settled: false });
    const range = { start: BigInt(start), end: BigInt(line.line.length) };
    const batch =
      kind === 'batch' ? { count: 2, root: ref('root'), dataDigest: ref('data') } : null;
    const linked = source && { campaign: source.campaign, start: BigInt(source.start) };
    const place = { index, payer, giver, ...range, source: linked, batch };
    append(line.tree, hashLeaf(leafOf({ kind, ...place })));
    return range;
  }

  private link(
    target: Hex,
    kind: 'transfer' | 'return',
    payer: Hex,
    units: Unit[],
    source: Hex,
    sourceStart: bigint,
  ): void {
    const line = this.get(target);
    const index = line.entries.length;
    const from = { campaign: source, start: Number(sourceStart) };
    const range = this.receive(line, kind, payer, payer, units, from);
    const name = kind === 'transfer' ? 'TransferReceived' : 'ReturnReceived';
    this.emit({ name, campaign: target, source, index, payer, ...range, sourceStart });
  }

  private spend(
    line: BruteCampaign,
    amount: number,
    id: Hex,
    payee: Hex | null,
  ): { units: Unit[]; start: bigint; end: bigint } {
    const start = line.spent;
    const units = line.line.slice(start, start + amount);
    if (units.length !== amount) throw new Error('not enough escrow');
    line.spent += amount;
    line.payments.push({ ref: id, payee, units, start, returned: 0, times: 0 });
    return { units, start: BigInt(start), end: BigInt(line.spent) };
  }

  private end(line: BruteCampaign, state: 'closed' | 'cancelled'): void {
    if (line.successor === ZERO_BYTES32) throw new Error('a terminal fund stays');
    line.state = state;
    line.endedAt = this.now;
  }

  private heir(line: BruteCampaign): BruteCampaign {
    const next = this.get(line.successor);
    return next.state === 'active' ? next : this.heir(next);
  }

  private terminal(line: BruteCampaign): BruteCampaign {
    return line.successor === ZERO_BYTES32 ? line : this.terminal(this.get(line.successor));
  }

  private destination(
    line: BruteCampaign,
    entry: BruteEntry,
  ): { kind: 'transfer' | 'return'; target: Hex } {
    if (entry.kind === 'return') return { kind: 'transfer', target: this.terminal(line).id };
    if (entry.source === null) return { kind: 'transfer', target: this.heir(line).id };
    const source = this.get(entry.source.campaign);
    if (source.state === 'active') return { kind: 'return', target: source.id };
    return { kind: 'transfer', target: this.heir(source).id };
  }

  private point(): Point {
    const logIndex = this.events.length;
    return { block: 1 + logIndex, logIndex, tx: ref(`tx${logIndex}`), timestamp: this.now };
  }

  private emit(event: DistributiveOmit<ChainEvent, 'at' | 'contract'>): void {
    this.events.push({ ...event, contract: LEDGER, at: this.point() });
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
