import { owedByToken } from '../../domain/figures.ts';
import { isZero, type Hex } from '../../domain/hex.ts';
import { isRecognised, type ReplayState } from '../../domain/state.ts';
import { slotAt, slotOfKey } from '../../domain/storage.ts';
import type { Header } from '../chain/header.ts';
import { tokenInterface } from '../chain/interfaces.ts';
import { readProven } from '../chain/proofs.ts';
import type { AuditNode } from './node.ts';
import type { Place } from './place.ts';

/** A token that campaigns are in, and what the ledger has of it. */
export interface TokenCheck {
  readonly address: Hex;
  readonly symbol: string;
  readonly decimals: number;
  readonly isRecognised: boolean;
  /** What the ledger holds; null where the token does not say. */
  readonly held: bigint | null;
  /** The escrow of all campaigns in it. */
  readonly owed: bigint;
  /** Whether the balance stands in the block's state, or is the node's word alone. */
  readonly isProven: boolean;
}

/** Where tokens keep their balances: the first slots of most, and OpenZeppelin's upgradeable ones. */
const BALANCE_SLOTS: readonly Hex[] = [
  ...Array.from({ length: 12 }, (_, slot) => slotAt(slot)),
  slotAt(51),
  '0x52c63247e1f47db19d5ce0460030c497f067ca4cebf71ba98eeadabe20bace00',
];
const SYMBOL_LIMIT = 12;
/** As many as amounts can be written with; whoever says more is not asked again. */
const MOST_DECIMALS = 36;

/** @param withProofs whether the node can prove what it says */
export async function readTokens(
  node: AuditNode,
  header: Header,
  { ledger }: Place,
  state: ReplayState,
  withProofs: boolean,
): Promise<TokenCheck[]> {
  const tokens: TokenCheck[] = [];
  for (const [address, owed] of owedByToken(state)) {
    const names = isZero(address)
      ? { symbol: 'ETH', decimals: 18 }
      : await readNames(node, address, header.number);
    const held = isZero(address)
      ? await readCoins(node, header, ledger, withProofs)
      : await readBalance(node, header, address, ledger, withProofs);
    const isKnown = isRecognised(state, 'token', address);
    tokens.push({ address, ...names, isRecognised: isKnown, owed, ...held });
  }
  return tokens;
}

async function readCoins(
  node: AuditNode,
  header: Header,
  ledger: Hex,
  withProofs: boolean,
): Promise<Pick<TokenCheck, 'held' | 'isProven'>> {
  if (withProofs) {
    return { held: (await readProven(node.rpc, header, ledger)).balance, isProven: true };
  }
  return { held: await node.balance(ledger, header.number), isProven: false };
}

async function readBalance(
  node: AuditNode,
  header: Header,
  token: Hex,
  ledger: Hex,
  withProofs: boolean,
): Promise<Pick<TokenCheck, 'held' | 'isProven'>> {
  const data = tokenInterface.encodeFunctionData('balanceOf', [ledger]);
  const answer = await node.call(token, data, header.number);
  if (answer?.length !== 66) return { held: null, isProven: false };
  const held = BigInt(answer);
  if (!withProofs || held === 0n) return { held, isProven: false };
  const slots = BALANCE_SLOTS.map((slot) => slotOfKey(ledger, slot));
  const { words } = await readProven(node.rpc, header, token, slots);
  return { held, isProven: [...words.values()].some((word) => BigInt(word) === held) };
}

async function readNames(
  node: AuditNode,
  token: Hex,
  block: number,
): Promise<Pick<TokenCheck, 'symbol' | 'decimals'>> {
  const [symbolSaid, decimalsSaid] = [
    await node.call(token, tokenInterface.encodeFunctionData('symbol'), block),
    await node.call(token, tokenInterface.encodeFunctionData('decimals'), block),
  ];
  const read = <T>(decode: () => T, otherwise: T): T => {
    try {
      return decode();
    } catch {
      // A token of another making, or none at all.
      return otherwise;
    }
  };
  const symbol = read(
    () => String(tokenInterface.decodeFunctionResult('symbol', symbolSaid ?? '0x')[0]),
    '?',
  );
  const decimals = read(
    () => Number(tokenInterface.decodeFunctionResult('decimals', decimalsSaid ?? '0x')[0]),
    0,
  );
  // Symbols are anybody's words: nothing but letters and digits is shown.
  const clean = symbol.replace(/[^\p{L}\p{N}.-]/gu, '');
  return {
    symbol: clean.slice(0, SYMBOL_LIMIT) || '?',
    decimals: decimals > MOST_DECIMALS ? 0 : decimals,
  };
}
