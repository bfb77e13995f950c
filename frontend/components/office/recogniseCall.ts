import { registryAbi } from '../../../abi/Registry.ts';
import { ENUMS } from '../../../domain/eventShape.ts';
import type { Hex } from '../../../domain/hex.ts';
import type { RoleView } from '../../../domain/views.ts';
import { contractAddress } from '../../app/config.ts';
import { callOf, type Call } from '../../flows/call.ts';

/** The registry, as calls are made of it. */
export const registryAt = () =>
  ({ address: contractAddress('Registry'), abi: registryAbi }) as const;

/** The call that recognises an account, under the document that says who it is. */
export const recogniseCall = (role: RoleView, account: Hex, document: Hex): Call =>
  callOf(registryAt(), 'recognise', [ENUMS.role.indexOf(role), account, document]);
