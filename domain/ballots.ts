import { SUPPORT_LAPSES, type Ballots } from './deskState.ts';
import { keccak256 } from './hash.ts';
import { encodeWords, type Hex } from './hex.ts';
import { recipientKey } from './ids.ts';

/** What auditors decide together, as their desk counts it: twin of `_vote` in `contracts/desk/DeskSteps.sol`. */

/** A vote that was cast, as its event tells it. */
export interface Vote {
  readonly subject: Hex;
  readonly question: number;
  /** All that support it now. */
  readonly supporters: number;
  readonly carried: boolean;
}

/**
 * Counts a vote. A ballot begins anew where the last one was carried or has lapsed, or where other
 * auditors are in office.
 * @param epoch the auditors in office
 * @param now time of the vote, Unix seconds
 */
export function castVote(ballots: Ballots, vote: Vote, epoch: number, now: number): void {
  const { subject, question, supporters, carried } = vote;
  const last = ballots.get(keyOf(subject, question));
  const goesOn =
    last !== undefined &&
    last.supporters !== 0 &&
    now <= last.since + SUPPORT_LAPSES &&
    last.epoch === epoch;
  ballots.set(keyOf(subject, question), {
    subject,
    question,
    supporters: carried ? 0 : supporters,
    epoch,
    since: goesOn ? last.since : now,
  });
}

/** Takes a ballot away, votes and all. */
export function dropBallot(ballots: Ballots, subject: Hex, question: number): void {
  ballots.delete(keyOf(subject, question));
}

/** What auditors vote on when a recipient's key is to be replaced: the payment, the place and the key. */
export function rekeyingSubject(disbursement: Hex, index: number, recipient: Hex): Hex {
  return keccak256(encodeWords([disbursement, index, recipientKey(recipient)]));
}

function keyOf(subject: Hex, question: number): string {
  return `${subject}:${question}`;
}
