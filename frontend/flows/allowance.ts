import { parseAbi } from 'viem';
import { readContract, simulateContract } from 'wagmi/actions';
import { demoTokenAbi } from '../../abi/DemoToken.ts';
import type { Hex } from '../../domain/hex.ts';
import { callOf, type Call } from './call.ts';
import { troubleOf } from './errors.ts';
import type { Tools } from './tools.ts';

/** `approve` as all tokens have it: some return nothing, so no answer is read. */
const approveAbi = parseAbi(['function approve(address spender, uint256 amount)']);

/** What the account has released to `spender`, in the token's smallest unit. */
export const allowanceOf = (
  { config, account }: Tools,
  token: Hex,
  spender: Hex,
): Promise<bigint> =>
  readContract(config, {
    address: token,
    abi: demoTokenAbi,
    functionName: 'allowance',
    args: [account, spender],
  });

/**
 * Releases exactly `amount` to `spender`, neither more nor less.
 * @param before what is released now
 */
export async function allowExactly(
  tools: Tools,
  {
    token,
    spender,
    amount,
    before,
  }: {
    readonly token: Hex;
    readonly spender: Hex;
    readonly amount: bigint;
    readonly before: bigint;
  },
): Promise<void> {
  const contract = { address: token, abi: approveAbi };
  const release = (units: bigint) => callOf(contract, 'approve', [spender, units]);
  tools.at('approve');
  // Some tokens (Tether) change an allowance only by way of zero.
  if (before > 0n && !(await works(release(amount), tools))) await tools.send(release(0n));
  await tools.send(release(amount));
}

/** Whether a call would go through; where the node does not answer, sending it will say so. */
async function works(call: Call, { account, config }: Tools): Promise<boolean> {
  try {
    await simulateContract(config, { ...call, account });
    return true;
  } catch (error) {
    return troubleOf(error).kind === 'unreachable';
  }
}
