import * as v from 'valibot';
import {
  DERIVE_TYPES,
  derivePurpose,
  openingKeyOf,
  parseSealed,
  PUBLISH_TYPES,
  sealingDomain,
  unseal,
  type OpeningKey,
  type Original,
} from '../../domain/sealing.ts';
import { appConfig } from '../app/config.ts';
import { getJson } from '../lib/http.ts';
import { FlowError } from './errors.ts';
import { asFlowError } from './publish.ts';
import type { Flow, Tools } from './tools.ts';

/** The account's key, by its signature of always the same words. */
async function deriveKey({ account, signTypedData: sign }: Tools): Promise<OpeningKey> {
  const signature = await sign({
    domain: sealingDomain(appConfig().chainId),
    types: DERIVE_TYPES,
    primaryType: 'OpenSealed',
    message: { purpose: derivePurpose, account },
  });
  return openingKeyOf(account, signature);
}

/**
 * An auditor makes its key and publishes it, so that documents can be sealed for it. A wallet that
 * signs the same words differently each time could never open one, and is refused.
 */
export const publishSealingKey: Flow<null> = async (tools) => {
  const { account, signTypedData: sign, at } = tools;
  const { key } = await deriveKey(tools);
  if ((await deriveKey(tools)).key !== key) {
    const message = 'this wallet signs differently each time, so it could never open anything';
    throw new FlowError({ kind: 'other', message });
  }
  const { chainId, gatewayUrl } = appConfig();
  const now = Math.floor(Date.now() / 1000);
  const signature = await sign({
    domain: sealingDomain(chainId),
    types: PUBLISH_TYPES,
    primaryType: 'SealingKey',
    message: { account, key, at: BigInt(now) },
  });
  at('upload');
  try {
    await getJson(`${gatewayUrl}/sealing-keys`, v.looseObject({}), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, key, at: now, signature }),
    });
  } catch (error) {
    throw asFlowError(error);
  }
  return null;
};

/** An auditor opens a sealed original; nothing of it leaves the browser. */
export const openSealed =
  (sealed: Blob): Flow<Original> =>
  async (tools) => {
    const document = parseSealed(JSON.parse(await sealed.text()));
    return unseal(document, await deriveKey(tools));
  };
