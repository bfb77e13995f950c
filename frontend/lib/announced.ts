import { decodeFunctionData, type Abi } from 'viem';
import { authorityAbi } from '../../abi/Authority.ts';
import { custodyTokenAbi } from '../../abi/CustodyToken.ts';
import { deskAbi } from '../../abi/Desk.ts';
import { registryAbi } from '../../abi/Registry.ts';
import { ENUMS } from '../../domain/eventShape.ts';
import type { Hex } from '../../domain/hex.ts';
import type { RoleView } from '../../domain/views.ts';

/** What was announced, as far as this page knows the function. */
export type Intent =
  | { readonly kind: 'recognise' | 'unrecognise'; readonly role: RoleView; readonly account: Hex }
  | { readonly kind: 'nameGeneralFund'; readonly token: Hex; readonly campaign: Hex }
  | { readonly kind: 'pause'; readonly campaign: Hex; readonly seconds: number }
  | { readonly kind: 'mint'; readonly account: Hex; readonly amount: bigint }
  | { readonly kind: 'other'; readonly name: string };

const KNOWN: Abi = [...registryAbi, ...deskAbi, ...custodyTokenAbi, ...authorityAbi];

/** Reads a call's data; a function that none of the product's contracts has is told by its selector. */
export function intentOf(data: Hex): Intent {
  let name: string;
  let args: readonly unknown[];
  try {
    const call = decodeFunctionData({ abi: KNOWN, data });
    name = call.functionName;
    args = call.args ?? [];
  } catch {
    return { kind: 'other', name: data.slice(0, 10) };
  }
  const hex = (i: number) => String(args[i]).toLowerCase() as Hex;
  switch (name) {
    case 'recognise':
    case 'unrecognise': {
      const role = ENUMS.role[Number(args[0])];
      return role === undefined ? { kind: 'other', name } : { kind: name, role, account: hex(1) };
    }
    case 'nameGeneralFund':
      return { kind: name, token: hex(0), campaign: hex(1) };
    case 'pause':
      return { kind: name, campaign: hex(0), seconds: Number(args[1]) };
    case 'mint':
      return { kind: name, account: hex(0), amount: BigInt(String(args[1])) };
    default:
      return { kind: 'other', name };
  }
}
