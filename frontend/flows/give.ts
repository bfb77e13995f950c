import { encodeFunctionData, hexToNumber, parseEventLogs, slice } from 'viem';
import { getBlock, readContract } from 'wagmi/actions';
import { demoTokenAbi } from '../../abi/DemoToken.ts';
import { ledgerAbi } from '../../abi/Ledger.ts';
import type { Hex } from '../../domain/hex.ts';
import { allowanceOf, allowExactly } from './allowance.ts';
import { callOf, ledgerAt, type Call } from './call.ts';
import { FlowError } from './errors.ts';
import type { Gift } from './gift.ts';
import { giveByRelay } from './giveByRelay.ts';
import { permitDomain } from './permit.ts';
import type { Flow, Tools } from './tools.ts';

/** Which entry the gift became. */
export interface Given {
  readonly campaign: Hex;
  readonly index: number;
}

const NATIVE = /^0x0*$/;
const PERMIT_SECONDS = 20n * 60n;
const PLAIN_SIGNATURE = 132;

/**
 * Gives to a campaign. By one signature that the relay sends, where token and relay can do that. In the chain's own coin by value; in a token with ERC-2612 by one signature
 * and one transaction; otherwise by an approval of exactly the amount and the gift after it.
 */
export const give =
  (gift: Gift): Flow<Given> =>
  async (tools) => {
    tools.at('check');
    const keepsake = { what: 'gift', campaign: gift.campaign } as const;
    const receipt =
      (await giveByRelay(gift, keepsake, tools)) ??
      (await tools.send(await giftCall(gift, tools), keepsake));
    const [donated] = parseEventLogs({
      abi: ledgerAbi,
      eventName: 'Donated',
      logs: receipt.logs.filter(({ address }) => address.toLowerCase() === gift.ledger),
    });
    if (donated === undefined) throw new FlowError({ kind: 'reverted' });
    return { campaign: gift.campaign, index: donated.args.index };
  };

async function giftCall(gift: Gift, tools: Tools): Promise<Call> {
  const ledger = ledgerAt(gift.ledger);
  const { campaign, amount, token } = gift;
  if (NATIVE.test(token)) {
    return callOf(ledger, 'donateNative', [campaign], amount);
  }
  const donate = callOf(ledger, 'donate', [campaign, amount]);
  const allowance = await allowanceOf(tools, token, gift.ledger);
  if (allowance >= amount) return donate;

  const permit = await permitData(gift, tools);
  if (permit !== null) return callOf(ledger, 'multicall', [[permit, encode(donate)]]);

  await allowExactly(tools, { token, spender: gift.ledger, amount, before: allowance });
  return donate;
}

/** The encoded `permit` call; null where the token, or the wallet, cannot do it. */
async function permitData(gift: Gift, tools: Tools): Promise<Hex | null> {
  const domain = await permitDomain(tools.config, gift.token);
  if (domain === null) return null;
  const nonce = await readContract(tools.config, {
    address: gift.token,
    abi: demoTokenAbi,
    functionName: 'nonces',
    args: [tools.account],
  });
  // The chain's clock decides; it may be ahead of the visitor's.
  const { timestamp } = await getBlock(tools.config);
  const now = BigInt(Math.floor(Date.now() / 1000));
  const deadline = (timestamp > now ? timestamp : now) + PERMIT_SECONDS;
  const signature = await tools.signTypedData({
    domain,
    types: PERMIT_TYPES,
    primaryType: 'Permit',
    message: {
      owner: tools.account,
      spender: gift.ledger,
      value: gift.amount,
      nonce,
      deadline,
    },
  });
  // A contract wallet's signature has another form, which a permit does not take.
  if (signature.length !== PLAIN_SIGNATURE) return null;
  const [r, s] = [slice(signature, 0, 32), slice(signature, 32, 64)];
  const last = hexToNumber(slice(signature, 64, 65));
  const v = last < 27 ? last + 27 : last;
  const args = [gift.token, gift.amount, deadline, v, r, s] as const;
  return encode(callOf(ledgerAt(gift.ledger), 'permit', args));
}

const PERMIT_TYPES = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const;

const encode = ({ abi, functionName, args }: Call): Hex =>
  encodeFunctionData({ abi, functionName, args });
