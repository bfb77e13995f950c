import { KINDS } from './accumulator.ts';
import type { CategoryView, ProofPolicyView, RoleView } from './views.ts';

/** What events are made of: the contracts' enums and the types of arguments. */

/** The contracts' enums, in the order of their numbers. */
export const ENUMS = {
  kind: KINDS,
  proofPolicy: ['recipient', 'auditor', 'both'],
  category: ['goods', 'services', 'cash', 'management', 'fee', 'transfer'],
  motion: ['close', 'cancel', 'extend'],
  ruling: ['resolve', 'writeOff'],
  role: ['charity', 'auditor', 'operator', 'token', 'desk', 'fundKeeper', 'witness'],
} as const satisfies Record<string, readonly string[]> & {
  proofPolicy: readonly ProofPolicyView[];
  category: readonly CategoryView[];
  role: readonly RoleView[];
};

/** Enums are `uint8` in an event's signature. */
export type EnumName = 'proofPolicy' | 'category' | 'motion' | 'ruling' | 'role';

export type FieldType =
  | 'bytes32'
  | 'address'
  | 'address[]'
  | 'bytes'
  | 'bool'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint96'
  | EnumName;

export interface EventShape {
  readonly by: 'ledger' | 'desk' | 'registry';
  readonly journaled: boolean;
  readonly fields: Readonly<Record<string, FieldType>>;
}
