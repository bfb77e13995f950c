import { BadRequest, GatewayError } from '../errors.ts';

/** What a contract answered instead of doing it: its error's name and arguments, numbers as text. */
export interface ContractWord {
  readonly name: string;
  readonly args: readonly string[];
}

/** Not one of the product's calls that somebody else's signature authorises. */
export class ForeignCall extends BadRequest {}

/** Meant for another contract than the deployment's. */
export class ForeignContract extends GatewayError {
  readonly status = 403;
}

/** Meant for another chain than the one this relay sends to. */
export class WrongChain extends GatewayError {
  readonly status = 409;
}

/** Something else by the same giver, or about the same delivery, is on its way. */
export class InProgress extends GatewayError {
  readonly status = 409;
}

/** The contract would refuse the call; the answer carries its own error. */
export class ContractRefused extends GatewayError {
  readonly status = 422;
  readonly contract: ContractWord;
  override readonly details: Readonly<Record<string, unknown>>;

  constructor(contract: ContractWord) {
    super(`the contract refuses: ${contract.name}(${contract.args.join(', ')})`);
    this.contract = contract;
    this.details = { contract };
  }
}

/** A campaign or token that this deployment does not vouch for: its code could burn any gas. */
export class NotRecognised extends GatewayError {
  readonly status = 422;
}

/** A gift too small to be worth the gas of relaying it. */
export class NotWorthIt extends GatewayError {
  readonly status = 422;
}

/** The call takes more gas than the relay spends on one. */
export class TooMuchGas extends GatewayError {
  readonly status = 422;
}

/** What the relay spends within a day is spent: in all, or on this campaign. */
export class OverBudget extends GatewayError {
  readonly status = 429;
  override readonly headers: Readonly<Record<string, string>> = { 'Retry-After': '3600' };
}

/** This signer has had enough sent for a day, or had the relay pay for calls that failed. */
export class SignerLimited extends GatewayError {
  readonly status = 429;
  override readonly headers: Readonly<Record<string, string>> = { 'Retry-After': '3600' };
}

/** The chain asks more for gas than the relay pays. */
export class FeesTooHigh extends GatewayError {
  readonly status = 503;
}

/** The relay's account cannot pay for gas any more. */
export class RelayEmpty extends GatewayError {
  readonly status = 503;
}

/** The relay's journal is not what this program wrote; nothing is sent on its word. */
export class JournalDamaged extends Error {
  override readonly name = 'JournalDamaged';
}
