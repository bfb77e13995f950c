import type { Hex } from '../../../domain/hex.ts';
import { ZERO_BYTES32 } from '../../../domain/hex.ts';
import type { StatusView } from '../../../domain/views.ts';
import { ledgerInterface } from '../../../scripts/chain/interfaces.ts';
import { read, rpcCall } from './product.ts';
import type { Product } from './product.ts';

/** Whoever wants to may open a campaign on the ledger; this account asks nobody. */
const OUTSIDER = `0x${'a1'.repeat(20)}`;

interface Receipt {
  readonly status: string;
  readonly contractAddress: Hex;
  readonly logs: readonly { readonly topics: readonly Hex[] }[];
}

/** What an outsider has opened, and the contract that it calls a token. */
export interface Opened {
  readonly campaign: Hex;
  readonly token: Hex;
}

/**
 * Opens a campaign for nobody's desk, in a token of the outsider's own.
 * @param code what creates the token's contract
 * @throws Error if the chain refuses
 */
export async function openAsOutsider(product: Product, code: string): Promise<Opened> {
  const { rpc } = product;
  const { ledger } = await read<StatusView>(product, '/api/status');
  await rpcCall(rpc, 'anvil_setBalance', [OUTSIDER, `0x${(10n ** 18n).toString(16)}`]);
  await rpcCall(rpc, 'anvil_impersonateAccount', [OUTSIDER]);
  const { contractAddress: token } = await sendAsOutsider(rpc, { data: code });
  const block = (await rpcCall(rpc, 'eth_getBlockByNumber', ['latest', false])) as {
    timestamp: string;
  };
  const opens = Number(block.timestamp);
  const config = {
    ...{ token, opens, closes: opens + 86_400, minimum: 1n, successor: ZERO_BYTES32 },
    ...{ claimWindow: 0, silence: 0, hardEnd: 0, operators: [] },
  };
  const data = ledgerInterface.encodeFunctionData('open', [config, ZERO_BYTES32]);
  const { logs } = await sendAsOutsider(rpc, { to: ledger, data });
  const campaign = logs[0]?.topics[1];
  if (campaign === undefined) throw new Error('no campaign was opened');
  return { campaign, token };
}

async function sendAsOutsider(rpc: string, call: object): Promise<Receipt> {
  const hash = await rpcCall(rpc, 'eth_sendTransaction', [{ from: OUTSIDER, ...call }]);
  for (;;) {
    const receipt = (await rpcCall(rpc, 'eth_getTransactionReceipt', [hash])) as Receipt | null;
    if (receipt?.status === '0x1') return receipt;
    if (receipt !== null) throw new Error(`the chain refused ${String(hash)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
