/** What a random story is made of. */

export const ACTIONS = [
  'give',
  'anchor',
  'spend',
  'request',
  'approve',
  'veto',
  'pay',
  'transfer',
  'evidence',
  'confirm',
  'attest',
  'prove',
  'dispute',
  'resolve',
  'writeOff',
  'mark',
  'giveBack',
  'report',
  'pause',
  'openBadly',
  'close',
  'finish',
  'cancel',
  'settle',
  'wait',
] as const;

/** One random wish; what it comes to depends on what there is when its turn comes. */
export interface Wish {
  readonly action: (typeof ACTIONS)[number];
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly amount: number;
}

/** Auditors, of whom a campaign has the first ones. */
export const AUDITORS = ['ann', 'ben', 'cho'];
