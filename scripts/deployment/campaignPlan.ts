/** From a campaign file to what the contracts take, with every figure checked against the chain. */
import { AbiCoder, Contract, keccak256, toUtf8Bytes, ZeroAddress, ZeroHash } from 'ethers';
import { metadataDigest } from '../../domain/metadata.ts';
import { MoneyError, parseAmount } from '../../domain/money.ts';
import type { Ledger } from '../../typechain-types/contracts/Ledger.ts';
import type { Desk } from '../../typechain-types/contracts/Desk.ts';
import type { ReadCampaign } from './campaignFile.ts';
import type { RpcProvider } from './connect.ts';
import { ParameterError } from './errors.ts';
import { address } from './parameters.ts';
import { resolveMoment } from './times.ts';

export interface Token {
  /** Zero for the chain's own coin. */
  readonly address: string;
  readonly symbol: string;
  readonly decimals: number;
}

/** What `Desk.openCampaign` is given; amounts in smallest units, times in Unix seconds. */
export interface CampaignPlan {
  readonly rules: {
    readonly charity: string;
    readonly auditors: string[];
    readonly threshold: number;
    readonly proof: number;
    readonly challenge: number;
    readonly goal: bigint;
    readonly exposureCap: bigint;
    readonly managementCapBps: number;
    readonly disclosure: number;
    readonly metadata: string;
  };
  readonly config: {
    readonly token: string;
    readonly opens: number;
    readonly closes: number;
    readonly minimum: bigint;
    readonly successor: string;
    readonly claimWindow: number;
    readonly silence: number;
    readonly hardEnd: number;
    readonly operators: string[];
  };
  readonly salt: string;
}

const TOKEN_ABI = [
  'function symbol() view returns (string)',
  'function decimals() view returns (uint8)',
];
const DAY = 86_400;
const YEAR = 365 * DAY;
const DEFAULTS = { claimWindow: 90 * DAY, silence: 180 * DAY, afterClosing: 2 * YEAR };
const LONGEST_LIFE = 5 * YEAR;
const LATEST_OPENING = 365 * DAY;
/** The last second that the contracts can name, in 2106: "for good". */
const FOR_GOOD = 2 ** 32 - 1;
/** Minimum amounts are kept as 27 bits and a number of decimal zeros. */
const MANTISSA_LIMIT = 1n << 27n;
/** An exposure cap that caps nothing. */
export const NO_CAP = 2n ** 96n - 1n;
/** The whole in hundredths of a percent, as a management cap: none. */
export const ALL_BPS = 10_000;
const PROOFS = { recipient: 0, auditor: 1, both: 2 } as const;

/**
 * The token a campaign file means.
 * @param symbols tokens of the network's parameters, by symbol
 * @throws ParameterError when it is none
 */
export async function findToken(
  text: string,
  symbols: Readonly<Record<string, string>>,
  provider: RpcProvider,
): Promise<Token> {
  if (text === 'ownCoin') return { address: ZeroAddress, symbol: 'ETH', decimals: 18 };
  const parsed = address.safeParse(symbols[text] ?? text);
  if (!parsed.success) {
    const known = ['ownCoin', ...Object.keys(symbols)].join(', ');
    throw new ParameterError(`token: ${text} is neither an address nor one of ${known}`);
  }
  const token = new Contract(parsed.data, TOKEN_ABI, provider);
  try {
    const symbol = String(await token.getFunction('symbol').staticCall());
    const decimals = Number(await token.getFunction('decimals').staticCall());
    return { address: parsed.data, symbol: symbol.slice(0, 20), decimals };
  } catch {
    throw new ParameterError(`token: there is no token at ${parsed.data} on this chain`);
  }
}

/**
 * Works out everything the file leaves open.
 * @param now the later of chain time and wall clock, in Unix seconds
 * @param successor the successor's id; zero for a terminal fund
 * @throws ParameterError naming the field that is impossible
 */
export async function planCampaign(
  { file, metadata }: ReadCampaign,
  charity: string,
  token: Token,
  now: number,
  successor: string,
): Promise<CampaignPlan> {
  if (file.auditors.includes(charity)) {
    throw new ParameterError(`auditors: ${charity} is the charity itself`);
  }
  const opens = resolveMoment(file.opens, now);
  const closes = file.closes === undefined ? FOR_GOOD : resolveMoment(file.closes, opens);
  const isTerminal = successor === ZeroHash;
  const end = Math.min(closes + DEFAULTS.afterClosing, opens + LONGEST_LIFE);
  const hardEnd = file.hardEnd === undefined ? end : resolveMoment(file.hardEnd, opens);
  if (opens > now + LATEST_OPENING) throw new ParameterError('opens: must be within 365 days');
  if (closes <= opens || closes <= now)
    throw new ParameterError('closes: lies before the opening or in the past');
  if (!isTerminal && hardEnd < closes) throw new ParameterError('hardEnd: lies before the closing');
  if (!isTerminal && hardEnd > opens + LONGEST_LIFE) {
    throw new ParameterError('hardEnd: must be within 5 years of the opening');
  }
  const goal = units('goal', file.goal, token);
  const minimum = file.minimum === undefined ? 1n : units('minimum', file.minimum, token);
  checkMinimum(minimum);
  return {
    rules: {
      charity,
      auditors: file.auditors,
      threshold: file.threshold ?? Math.floor(file.auditors.length / 2) + 1,
      proof: PROOFS[file.proof],
      challenge: file.challenge,
      goal,
      exposureCap: capOf(file.exposureCap, goal, token),
      managementCapBps: file.managementCapBps,
      disclosure: file.disclosure,
      metadata: await metadataDigest(metadata),
    },
    config: {
      token: token.address,
      opens,
      closes,
      minimum,
      successor,
      claimWindow: isTerminal ? 0 : (file.claimWindow ?? DEFAULTS.claimWindow),
      silence: isTerminal ? 0 : (file.silence ?? DEFAULTS.silence),
      hardEnd: isTerminal ? 0 : hardEnd,
      operators: file.operators,
    },
    salt: keccak256(toUtf8Bytes(file.name)),
  };
}

/** The id the campaign will have. */
export async function campaignIdOf(
  desk: Desk,
  ledger: Ledger,
  { rules, config, salt }: CampaignPlan,
): Promise<string> {
  const coder = AbiCoder.defaultAbiCoder();
  const [rulesType] = desk.interface.getFunction('openCampaign').inputs;
  if (rulesType === undefined) throw new Error('openCampaign takes no rules');
  const rulesHash = keccak256(coder.encode([rulesType], [rules]));
  const kernelSalt = keccak256(coder.encode(['bytes32', 'bytes32'], [rulesHash, salt]));
  return ledger.campaignId(desk, config, kernelSalt);
}

function units(field: string, text: string, { decimals, symbol }: Token): bigint {
  try {
    return parseAmount(text, decimals);
  } catch (error) {
    if (error instanceof MoneyError)
      throw new ParameterError(`${field}: ${error.message} (${symbol})`);
    throw error;
  }
}

/** The exposure cap in smallest units; a share of the goal is rounded down. */
function capOf(text: string, goal: bigint, token: Token): bigint {
  if (text === 'none') return NO_CAP;
  const [, whole, hundredths = ''] = /^(\d+)(?:\.(\d+))?%$/.exec(text) ?? [];
  const share = whole === undefined ? undefined : BigInt(whole + hundredths.padEnd(2, '0'));
  const cap =
    share === undefined ? units('exposureCap', text, token) : (goal * share) / BigInt(ALL_BPS);
  if (cap === 0n) throw new ParameterError('exposureCap: must be more than nothing');
  return cap;
}

function checkMinimum(minimum: bigint): void {
  let mantissa = minimum;
  while (mantissa !== 0n && mantissa % 10n === 0n) mantissa /= 10n;
  if (minimum === 0n) throw new ParameterError('minimum: must be more than nothing');
  if (mantissa >= MANTISSA_LIMIT) {
    throw new ParameterError('minimum: has too many digits; at most 134,217,727 followed by zeros');
  }
}
