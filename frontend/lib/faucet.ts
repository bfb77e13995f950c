import * as v from 'valibot';
import { appConfig } from '../app/config.ts';
import type { Hex } from '../../domain/hex.ts';
import { getJson } from './http.ts';

const giftSchema = v.object({ amount: v.string() });

/** Asks the local chain's faucet for play money. Throws ServiceError where there is none. */
export async function askFaucet(address: Hex): Promise<void> {
  await getJson(`${appConfig().gatewayUrl}/faucet`, giftSchema, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ address }),
  });
}
