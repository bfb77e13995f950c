import { ENUMS } from '../../domain/eventShape.ts';
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

/** What a motion is called on chain (`IDeskTypes.Motion`). */
export function motionNumber(motion: (typeof ENUMS)['motion'][number]): number {
  return ENUMS.motion.indexOf(motion);
}

/** What a ruling is called on chain (`IDeskTypes.Ruling`). */
export function rulingNumber(ruling: (typeof ENUMS)['ruling'][number]): number {
  return ENUMS.ruling.indexOf(ruling);
}

export const ledgerCall: typeof ledgerInterface.encodeFunctionData =
  ledgerInterface.encodeFunctionData.bind(ledgerInterface);
export const deskCall: typeof deskInterface.encodeFunctionData =
  deskInterface.encodeFunctionData.bind(deskInterface);

/** The domain of what recipients sign for the desk (EIP-712). */
export function deskDomain({ place: { chainId, desk } }: Stage) {
  return { name: 'Sunline Desk', version: '1', chainId, verifyingContract: desk };
}

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
