/**
 * `inApp`: a browser inside another app, which cannot; `unsupported`: this browser cannot;
 * `declined`: the visitor or the device did not go through with it; `otherCurve`: the device makes
 * keys of another kind only; `notHere`: the key is on another device.
 */
export type PasskeyTrouble = 'inApp' | 'unsupported' | 'declined' | 'otherCurve' | 'notHere';

/** Why a passkey cannot be made or used here. */
export class PasskeyError extends Error {
  override readonly name = 'PasskeyError';
  readonly why: PasskeyTrouble;

  constructor(why: PasskeyTrouble, options?: ErrorOptions) {
    super(why, options);
    this.why = why;
  }
}
