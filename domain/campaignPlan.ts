import type { CampaignFile } from './campaignFile.ts';
import { keccakText } from './hash.ts';
import { isZero, type Hex } from './hex.ts';
import { NO_EXPOSURE_CAP, NO_MANAGEMENT_CAP, type CampaignConfig, type Rules } from './ids.ts';
import { MoneyError, parseAmount } from './money.ts';
import { ShapeError } from './shape.ts';
import { resolveMoment } from './times.ts';

/** What `Desk.openCampaign` is given; amounts in smallest units, times in Unix seconds. */
export interface CampaignPlan {
  readonly rules: Rules;
  readonly config: CampaignConfig;
  readonly salt: Hex;
}

/** What a campaign file leaves to whoever opens it, and to the chain. */
export interface Surroundings {
  readonly charity: Hex;
  readonly token: { readonly address: Hex; readonly symbol: string; readonly decimals: number };
  /** The later of the chain's time and the clock's, in Unix seconds. */
  readonly now: number;
  /** The successor's id; zero for a terminal fund. */
  readonly successor: Hex;
  /** SHA-256 of the metadata document. */
  readonly metadata: Hex;
}

const DAY = 86_400;
const YEAR = 365 * DAY;
const DEFAULTS = { claimWindow: 90 * DAY, silence: 180 * DAY, afterClosing: 2 * YEAR };
export const LONGEST_LIFE = 5 * YEAR;
const LATEST_OPENING = 365 * DAY;
/** The last second that the contracts can name, in 2106: "for good". */
export const FOR_GOOD = 2 ** 32 - 1;
/** Minimum amounts are kept as 27 bits and a number of decimal zeros. */
const MANTISSA_LIMIT = 1n << 27n;

/**
 * Works out everything the file leaves open.
 * @throws ShapeError naming the field that is impossible
 */
export function planCampaign(file: CampaignFile, surroundings: Surroundings): CampaignPlan {
  const { charity, token, successor, metadata } = surroundings;
  const { auditors, proof, challenge, managementCapBps, disclosure, operators } = file;
  if (auditors.includes(charity)) {
    throw new ShapeError('auditors', `${charity} is the charity itself`);
  }
  const goal = units('goal', file.goal, token);
  const minimum = file.minimum === undefined ? 1n : units('minimum', file.minimum, token);
  checkMinimum(minimum);
  const { opens, closes, hardEnd } = timesOf(file, surroundings);
  const isTerminal = isZero(successor);
  return {
    rules: {
      charity,
      auditors,
      threshold: file.threshold ?? majorityOf(auditors.length),
      proof,
      challenge,
      goal,
      exposureCap: capOf(file.exposureCap, goal, token),
      managementCapBps,
      disclosure,
      metadata,
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
      operators,
    },
    salt: keccakText(file.name),
  };
}

/** More than half of so many. */
export const majorityOf = (count: number): number => Math.floor(count / 2) + 1;

function timesOf(
  file: CampaignFile,
  { now, successor }: Surroundings,
): { readonly opens: number; readonly closes: number; readonly hardEnd: number } {
  const opens = resolveMoment(file.opens, now);
  const closes = file.closes === undefined ? FOR_GOOD : resolveMoment(file.closes, opens);
  const end = Math.min(closes + DEFAULTS.afterClosing, opens + LONGEST_LIFE);
  const hardEnd = file.hardEnd === undefined ? end : resolveMoment(file.hardEnd, opens);
  if (opens > now + LATEST_OPENING) throw new ShapeError('opens', 'must be within 365 days');
  if (closes <= opens || closes <= now) {
    throw new ShapeError('closes', 'lies before the opening or in the past');
  }
  const isTerminal = isZero(successor);
  if (!isTerminal && hardEnd < closes) throw new ShapeError('hardEnd', 'lies before the closing');
  if (!isTerminal && hardEnd > opens + LONGEST_LIFE) {
    throw new ShapeError('hardEnd', 'must be within 5 years of the opening');
  }
  return { opens, closes, hardEnd };
}

function units(field: string, text: string, { decimals, symbol }: Surroundings['token']): bigint {
  try {
    return parseAmount(text, decimals);
  } catch (error) {
    if (error instanceof MoneyError) throw new ShapeError(field, `${error.message} (${symbol})`);
    throw error;
  }
}

/** The exposure cap in smallest units; a share of the goal is rounded down. */
function capOf(text: string, goal: bigint, token: Surroundings['token']): bigint {
  if (text === 'none') return NO_EXPOSURE_CAP;
  const [, whole, hundredths = ''] = /^(\d+)(?:\.(\d+))?%$/.exec(text) ?? [];
  const share = whole === undefined ? undefined : BigInt(whole + hundredths.padEnd(2, '0'));
  const cap =
    share === undefined
      ? units('exposureCap', text, token)
      : (goal * share) / BigInt(NO_MANAGEMENT_CAP);
  if (cap === 0n) throw new ShapeError('exposureCap', 'must be more than nothing');
  return cap;
}

function checkMinimum(minimum: bigint): void {
  let mantissa = minimum;
  while (mantissa !== 0n && mantissa % 10n === 0n) mantissa /= 10n;
  if (minimum === 0n) throw new ShapeError('minimum', 'must be more than nothing');
  if (mantissa >= MANTISSA_LIMIT) {
    throw new ShapeError('minimum', 'has too many digits; at most 134,217,727 followed by zeros');
  }
}
