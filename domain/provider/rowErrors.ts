import { DomainError } from '../errors.ts';
import type { Hex } from '../hex.ts';

/** What can be wrong with a payment provider's file and its rows. */

/** Longest part of a row's own words that is repeated, in characters. */
export const SHOWN = 40;

/** The heading lacks a column that must be there, or the campaign is nowhere said. */
export class HeadingError extends DomainError {
  override readonly name = 'HeadingError';
}

/** Why a row cannot be used; pages translate these. */
export type BadReason =
  | 'fewerColumns'
  | 'moreColumns'
  | 'noOrder'
  | 'longOrder'
  | 'zeroAmount'
  | 'amount'
  | 'refund'
  | 'tooMuchBack'
  | 'unknownStatus'
  | 'unknownCampaign'
  | 'noCampaign'
  | 'receipt'
  | 'reference'
  | 'sameReceipt'
  | 'otherOrder'
  | 'unknownOrder'
  | 'afterAnchoring';

/** A row that cannot be used; the message is the reason in English. */
export class BadRow extends DomainError {
  override readonly name = 'BadRow';
  readonly reason: BadReason;
  /** The words in question, as they stand in the row; often none. */
  readonly words: string;

  constructor(reason: BadReason, message: string, words = '') {
    super(message);
    this.reason = reason;
    this.words = words.slice(0, SHOWN);
  }
}

/** A row names a campaign of which nobody has asked yet whether it is there. */
export class NewCampaign extends DomainError {
  override readonly name = 'NewCampaign';
  readonly id: Hex;

  constructor(id: Hex) {
    super(`a row names campaign ${id}`);
    this.id = id;
  }
}

/** Whether a row of its own says so or the payment's. */
export const tooMuchBack = (): BadRow =>
  new BadRow('tooMuchBack', 'more is given back than was paid');
