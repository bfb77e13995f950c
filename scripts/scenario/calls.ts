import { ENUMS } from '../../domain/eventTable.ts';
import type { Rules, Terms } from '../../domain/ids.ts';
import { deskInterface, ledgerInterface } from '../chain/interfaces.ts';
import type { Sender, Sent } from './chain.ts';
import type { Stage } from './stage.ts';

/** The contracts' structs and calls, from the domain's types. */

export function rulesStruct(rules: Rules) {
  return {
    ...rules,
    auditors: [...rules.auditors],
    proof: ENUMS.proofPolicy.indexOf(rules.proof),
  };
}

export function termsStruct(terms: Terms) {
  return { ...terms, category: ENUMS.category.indexOf(terms.category) };
}

/** What a motion is called on chain (`IDesk.Motion`). */
export function motionNumber(motion: (typeof ENUMS)['motion'][number]): number {
  return ENUMS.motion.indexOf(motion);
}

export const ledgerCall: typeof ledgerInterface.encodeFunctionData =
  ledgerInterface.encodeFunctionData.bind(ledgerInterface);
export const deskCall: typeof deskInterface.encodeFunctionData =
  deskInterface.encodeFunctionData.bind(deskInterface);

/** Calls the ledger in somebody's name. */
export function toLedger(
  { chain, place }: Stage,
  from: Sender,
  data: string,
  value = 0n,
): Promise<Sent> {
  return chain.send(from, { to: place.ledger, data, value });
}

/** Calls the desk in somebody's name. */
export function toDesk({ chain, place }: Stage, from: Sender, data: string): Promise<Sent> {
  return chain.send(from, { to: place.desk, data });
}
