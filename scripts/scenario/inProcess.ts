import hre from 'hardhat';
import { BrowserProvider } from 'ethers';
import { ZERO_ADDRESS } from '../../domain/hex.ts';
import type { Hex } from '../../domain/hex.ts';
import { deployContracts } from '../deployment/contracts.ts';
import type { DeployOptions } from '../deployment/contracts.ts';
import { Actors } from './actors.ts';
import { Chain } from './chain.ts';
import { unkeptDocuments } from './documents.ts';
import { ExactPurse } from './purse.ts';
import { Records } from './records.ts';
import { rpcOfProvider } from '../chain/rpc.ts';
import type { Stage } from './stage.ts';
import type { Scenario } from './steps.ts';

/** When stories begin: the same second in every run, so that every run comes out the same. */
const BEGINNING = new Date('2026-01-01T00:00:00Z');
const COINS = `0x${(10n ** 24n).toString(16)}`;

/**
 * Sets a stage for a scenario on a chain inside this process, with freshly deployed contracts and
 * free gas, hands it to `use`, and takes the chain down again.
 */
export async function withStage<T>(
  scenario: Scenario,
  use: (stage: Stage) => Promise<T>,
): Promise<T> {
  const connection = await hre.network.create({
    override: {
      allowBlocksWithSameTimestamp: true,
      initialBaseFeePerGas: 0,
      initialDate: BEGINNING,
    },
  });
  try {
    const rpc = rpcOfProvider(connection.provider);
    const actors = new Actors();
    const office = actors.wallet('the registrar');
    await rpc.request('hardhat_setBalance', [office.address, COINS]);
    const { token: money, isNative } = scenario;
    const provider = new BrowserProvider(connection.provider, undefined, { cacheTimeout: -1 });
    const options: DeployOptions = isNative
      ? { recognise: { token: [ZERO_ADDRESS] } }
      : { token: { name: money.symbol, symbol: money.symbol, decimals: money.decimals } };
    const deployed = await deployContracts(office.connect(provider), options);
    provider.destroy();

    const latest = (await rpc.request('eth_getBlockByNumber', ['latest', false])) as {
      readonly timestamp: string;
    };
    const chainId = Number(await rpc.request('eth_chainId'));
    const start = Number(latest.timestamp) + 1;
    const chain = new Chain(rpc, { chainId, mode: 'single', start });
    const place = {
      chainId,
      ledger: lower(await deployed.ledger.getAddress()),
      desk: lower(await deployed.desk.getAddress()),
      registry: lower(await deployed.registry.getAddress()),
      token: deployed.token === undefined ? ZERO_ADDRESS : lower(await deployed.token.getAddress()),
      tokenName: money.symbol,
      office,
    };
    return await use({
      scenario,
      place,
      chain,
      actors,
      purse: new ExactPurse(chain, place.token, office),
      documents: unkeptDocuments,
      records: new Records(chain, place, 0),
      campaigns: new Map(),
      disbursements: new Map(),
      gifts: [],
      batches: new Map(),
    });
  } finally {
    await connection.close();
  }
}

function lower(address: string): Hex {
  return address.toLowerCase() as Hex;
}
