import { askRelay, type RelayRequest } from '../lib/relay.ts';
import type { Call } from './call.ts';
import { isDeclined } from './handIn.ts';
import type { Tools } from './tools.ts';

/**
 * Hands in what a recipient signed: by the relay, so that it costs nobody here anything, else from
 * the wallet that is connected. Anyone may, so it need not be the recipient's.
 */
export async function handInWord(request: RelayRequest, call: Call, tools: Tools): Promise<void> {
  const health = await askRelay().catch(() => null);
  if (health?.ready === true) {
    try {
      await tools.handIn(request);
      return;
    } catch (error) {
      if (!isDeclined(error)) throw error;
      tools.declined(error.message);
    }
  }
  await tools.send(call);
}
