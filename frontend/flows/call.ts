import type { Abi, ContractFunctionArgs, ContractFunctionName } from 'viem';
import { authorityAbi } from '../../abi/Authority.ts';
import { demoTokenAbi } from '../../abi/DemoToken.ts';
import { deskAbi } from '../../abi/Desk.ts';
import { ledgerAbi } from '../../abi/Ledger.ts';
import type { Hex } from '../../domain/hex.ts';

/** A contract call that is ready to be simulated and sent. */
export interface Call {
  readonly address: Hex;
  readonly abi: Abi;
  readonly functionName: string;
  readonly args: readonly unknown[];
  /** Of the chain's own coin, in its smallest unit. */
  readonly value?: bigint;
}

/** A contract at an address. */
export interface Contract<abi extends Abi> {
  readonly address: Hex;
  readonly abi: abi;
}

/** Makes a {@link Call}, its name and arguments checked against the ABI by the compiler. */
export function callOf<
  const abi extends Abi,
  name extends ContractFunctionName<abi, 'nonpayable' | 'payable'>,
>(
  contract: Contract<abi>,
  functionName: name,
  args: ContractFunctionArgs<abi, 'nonpayable' | 'payable', name>,
  value?: bigint,
): Call {
  const call = { ...contract, functionName, args: args as readonly unknown[] };
  return value === undefined ? call : { ...call, value };
}

const bubbling = [...ledgerAbi, ...demoTokenAbi, ...authorityAbi].filter(
  ({ type }) => type === 'error',
);

/**
 * Errors of the ledger, of a token and of the access manager reach whoever calls the contract in
 * front of them: with them any refusal can be named.
 */
export const withErrors = (call: Call): Call => ({ ...call, abi: [...call.abi, ...bubbling] });

/** The desk that a campaign belongs to. */
export const deskAt = (address: Hex): Contract<typeof deskAbi> => ({ address, abi: deskAbi });

/** The ledger at its address. */
export const ledgerAt = (address: Hex): Contract<typeof ledgerAbi> => ({
  address,
  abi: ledgerAbi,
});
