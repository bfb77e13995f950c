import hre from 'hardhat';
import { BrowserProvider } from 'ethers';
import type { Eip1193Provider, Provider } from 'ethers';
import { ZERO_ADDRESS } from '../../domain/hex.ts';
import type { Hex } from '../../domain/hex.ts';
import { rpcOfProvider } from '../chain/rpc.ts';
import type { Rpc } from '../chain/rpc.ts';
import { deployContracts } from '../deployment/contracts.ts';
import type { DeployedContracts, DeployOptions } from '../deployment/contracts.ts';
import { Actors } from './actors.ts';
import { Chain } from './chain.ts';
import { unkeptDocuments } from './documents.ts';
import { ExactPurse } from './purse.ts';
import { Records } from './records.ts';
import type { Place, Stage } from './stage.ts';
import type { Scenario } from './steps.ts';

/** When stories begin: the same second in every run, so that every run comes out the same. */
const BEGINNING = new Date('2026-01-01T00:00:00Z');
const COINS = `0x${(10n ** 24n).toString(16)}`;
const REGISTRAR = 'the registrar';
const GUARDIAN = 'the guardian';

/** A chain with freshly deployed contracts, on which nothing has happened yet. */
export interface Ground {
  readonly rpc: Rpc;
  readonly place: Place;
  readonly start: number;
  /** Where each contract came to stand, and when. */
  readonly created: DeployedContracts['created'];
}

/** Grounds by the money of their stories: a chain takes longer to make than a short story to play. */
const grounds = new Map<string, Promise<Ground>>();

/**
 * Sets a stage for a scenario on a chain inside this process, hands it to `use`, and then takes the
 * chain back to where it was. One story at a time.
 */
export async function withStage<T>(
  scenario: Scenario,
  use: (stage: Stage) => Promise<T>,
): Promise<T> {
  const { token, isNative } = scenario;
  const key = JSON.stringify([token.symbol, token.decimals, isNative]);
  const made = grounds.get(key) ?? makeGround(scenario);
  grounds.set(key, made);
  const { rpc, place, start } = await made;

  const snapshot = await rpc.request('evm_snapshot');
  try {
    const chain = new Chain(rpc, { chainId: place.chainId, mode: 'single', start });
    return await use(stageOn(chain, place, scenario));
  } finally {
    await rpc.request('evm_revert', [snapshot]);
  }
}

/** A stage on which nobody has appeared yet. */
export function stageOn(chain: Chain, place: Place, scenario: Scenario): Stage {
  return {
    scenario,
    place,
    chain,
    actors: new Actors(),
    purse: new ExactPurse(chain, place.token, place.office),
    documents: unkeptDocuments,
    records: new Records(chain, place, 0),
    campaigns: new Map(),
    disbursements: new Map(),
    gifts: [],
    batches: new Map(),
  };
}

/**
 * Deploys the contracts on a new chain inside this process, by the rules of the Osaka fork: the
 * P-256 precompile is there, and no transaction may take more than 2^24 gas.
 */
export async function makeGround({
  token: money,
  isNative,
}: Pick<Scenario, 'token' | 'isNative'>): Promise<Ground> {
  const connection = await hre.network.create({
    override: {
      allowBlocksWithSameTimestamp: true,
      hardfork: 'osaka',
      initialBaseFeePerGas: 0,
      initialDate: BEGINNING,
    },
  });
  const rpc = rpcOfProvider(connection.provider);
  const clocked = secondBySecond(rpc, BEGINNING.getTime() / 1000);
  const provider = new BrowserProvider(clocked, undefined, { cacheTimeout: -1 });
  const ground = await deployOn(rpc, provider, { token: money, isNative });
  provider.destroy();
  return ground;
}

/**
 * Puts every transaction a second after the one before. Left to the clock on the wall, the set-up ends
 * sooner or later, and a story's times with one zero byte more or less cost other gas.
 */
function secondBySecond(rpc: Rpc, beginning: number): Eip1193Provider {
  let now = beginning;
  return {
    request: async ({ method, params }) => {
      if (method === 'eth_sendRawTransaction') {
        await rpc.request('evm_setNextBlockTimestamp', [++now]);
      }
      return rpc.request(method, [...((params ?? []) as readonly unknown[])]);
    },
  };
}

/** Deploys the contracts on a test chain; their registrar is an office that has all the coins it needs. */
export async function deployOn(
  rpc: Rpc,
  provider: Provider,
  { token: money, isNative }: Pick<Scenario, 'token' | 'isNative'>,
): Promise<Ground> {
  const officers = new Actors();
  const [office, guardian] = [officers.wallet(REGISTRAR), officers.wallet(GUARDIAN)];
  await rpc.request('hardhat_setBalance', [office.address, COINS]);
  const options: DeployOptions = {
    guardian: [guardian.address],
    ...(isNative
      ? { recognise: { token: [ZERO_ADDRESS] } }
      : { token: { name: money.symbol, symbol: money.symbol, decimals: money.decimals } }),
  };
  const deployed = await deployContracts(office.connect(provider), options);

  const latest = (await rpc.request('eth_getBlockByNumber', ['latest', false])) as {
    readonly timestamp: string;
  };
  const place = {
    chainId: Number(await rpc.request('eth_chainId')),
    ledger: lower(await deployed.ledger.getAddress()),
    desk: lower(await deployed.desk.getAddress()),
    registry: lower(await deployed.registry.getAddress()),
    token: deployed.token === undefined ? ZERO_ADDRESS : lower(await deployed.token.getAddress()),
    tokenName: money.symbol,
    tokenVersion: '1',
    office,
    guardian,
  };
  return { rpc, place, start: Number(latest.timestamp) + 1, created: deployed.created };
}

function lower(address: string): Hex {
  return address.toLowerCase() as Hex;
}
