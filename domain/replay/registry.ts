import type { EventOf } from '../events.ts';
import type { Hex } from '../hex.ts';
import type { ReplayState } from '../state.ts';

/** Who is recognised as what. */

export function applyRecognised(state: ReplayState, event: EventOf<'Recognised'>): void {
  const accounts = state.roles.get(event.role) ?? new Map<Hex, Hex>();
  accounts.set(event.account, event.document);
  state.roles.set(event.role, accounts);
}

export function applyUnrecognised(state: ReplayState, event: EventOf<'Unrecognised'>): void {
  state.roles.get(event.role)?.delete(event.account);
}

export function applyGeneralFundNamed(
  state: ReplayState,
  event: EventOf<'GeneralFundNamed'>,
): void {
  state.generalFunds.set(event.token, event.campaign);
}
