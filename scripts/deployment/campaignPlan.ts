/** From a campaign file to what the contracts take, with every figure checked against the chain. */
import { AbiCoder, Contract, getAddress, keccak256, ZeroAddress } from 'ethers';
import { planCampaign as planFrom } from '../../domain/campaignPlan.ts';
import { ENUMS } from '../../domain/eventShape.ts';
import type { Hex } from '../../domain/hex.ts';
import { metadataDigest } from '../../domain/metadata.ts';
import { ShapeError } from '../../domain/shape.ts';
import type { Ledger } from '../../typechain-types/contracts/Ledger.ts';
import type { Desk } from '../../typechain-types/contracts/Desk.ts';
import type { ReadCampaign } from './campaignFile.ts';
import type { RpcProvider } from './connect.ts';
import { ParameterError } from './errors.ts';
import { address } from './parameters.ts';

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
  const digest = await metadataDigest(metadata);
  const { rules, config, salt } = shaped(() =>
    planFrom(file, {
      charity: lower(charity),
      token: { ...token, address: lower(token.address) },
      now,
      successor: lower(successor),
      metadata: digest,
    }),
  );
  return {
    rules: {
      ...rules,
      charity,
      auditors: rules.auditors.map((auditor) => getAddress(auditor)),
      proof: ENUMS.proofPolicy.indexOf(rules.proof),
    },
    config: {
      ...config,
      token: token.address,
      operators: config.operators.map((operator) => getAddress(operator)),
    },
    salt,
  };
}

const lower = (text: string) => text.toLowerCase() as Hex;

function shaped<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof ShapeError) throw new ParameterError(error.message);
    throw error;
  }
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
