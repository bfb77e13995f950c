import { id } from 'ethers';
import { contractOf, type Deployment } from '../../domain/deployment.ts';
import type { Hex } from '../../domain/hex.ts';
import { custodyTokenName } from '../deployment/contracts.ts';
import { parseScenario } from '../scenario/format.ts';
import { play } from '../scenario/runner.ts';
import type { Stage } from '../scenario/stage.ts';
import type { Scenario } from '../scenario/steps.ts';
import { readCast } from './cast.ts';
import { storeDocuments } from './documents.ts';
import { GatewayClient } from './gatewayClient.ts';
import { buildMasks, HANDED_OUT, HELD, WAITING } from './story/masks.ts';
import { Warehouse } from './warehouse.ts';

const STOCK_LIST =
  '北门仓库清单：口罩 12,000 只，共 240 箱。 Stock list of the Northgate warehouse: 12,000 masks in 240 cartons.';

/** What happens before the winter, with masks instead of money. */
export function masksScenario(): Scenario {
  return parseScenario(JSON.stringify(buildMasks()), 'masks');
}

/**
 * Plays it with the people and contracts of the story, in receipts for masks instead of its token:
 * the warehouse says what it holds, and in the end most receipts are given back for masks, and some
 * wait to be.
 * @param onStep called after each step
 * @throws GatewayRefusal, ExpectationError
 */
export async function playMasks(
  { place, chain, actors, records }: Stage,
  scenario: Scenario,
  deployment: Deployment,
  store: { readonly gatewayUrl: string; readonly batchesFolder: string },
  onStep: () => void,
): Promise<void> {
  const { symbol } = scenario.token;
  const token = contractOf(deployment, custodyTokenName(symbol)).address;
  const warehouse = new Warehouse(chain, token, place.office);
  const stage: Stage = {
    scenario,
    place: { ...place, token, tokenName: symbol },
    chain,
    actors,
    records,
    purse: warehouse,
    documents: await storeDocuments(store, scenario, readCast()),
    campaigns: new Map(),
    disbursements: new Map(),
    gifts: [],
    batches: new Map(),
  };
  const list = { name: 'stock-list.txt', bytes: new TextEncoder().encode(`${STOCK_LIST}\n`) };
  await warehouse.state(HELD, await new GatewayClient(store.gatewayUrl).storeBundle([list]));
  await play(stage, onStep);
  const holder = actors.wallet('hillroad');
  await warehouse.redeem(holder, HANDED_OUT, id('to the clinic') as Hex, true);
  await warehouse.redeem(holder, WAITING, id('to the school') as Hex, false);
  await chain.flush();
}
