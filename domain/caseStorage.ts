import type { CampaignReading } from './compare.ts';
import { ZERO_BYTES32, type Hex } from './hex.ts';
import { slotAfter, slotAt, slotOfKey, unpackWord } from './storage.ts';

/** What a desk keeps of a campaign in its storage: twin of `Case` in `contracts/desk/DeskStorage.sol`. */

const CASES = slotAt(3);
/** Offsets of a case's fields from its slot. */
const WATCH = 0;
const PARTY = 1;
const RULES_HASH = 2;
const JOURNAL = 3;
const COSTS = 4;
const FIELDS = [WATCH, PARTY, RULES_HASH, JOURNAL, COSTS];

const WATCH_WIDTHS = [96, 32, 32, 32, 16, 16, 16, 8, 8];
const PARTY_WIDTHS = [160, 16, 32, 32];
const COSTS_WIDTHS = [96, 96];

/** The slots that {@link readCase} needs. */
export function caseSlots(campaign: Hex): Hex[] {
  const base = slotOfKey(campaign, CASES);
  return FIELDS.map((offset) => slotAfter(base, offset));
}

/** The desk's part of a campaign's reading, from words of its storage; missing words are zero. */
export function readCase(
  campaign: Hex,
  wordAt: (slot: Hex) => Hex,
): Pick<CampaignReading, 'deskJournal'> &
  Required<Pick<CampaignReading, 'rulesHash' | 'standing'>> {
  const words = caseSlots(campaign).map(wordAt);
  const word = (offset: number): Hex => words[offset] ?? ZERO_BYTES32;
  const watch = unpackWord(word(WATCH), WATCH_WIDTHS);
  const [room = 0n, reportDue = 0n, pausedUntil = 0n, requests = 0n, disputed = 0n] = watch;
  const [overdue = 0n, epoch = 0n] = watch.slice(5);
  const [, , pausedTotal = 0n] = unpackWord(word(PARTY), PARTY_WIDTHS);
  const [management = 0n, passedOn = 0n] = unpackWord(word(COSTS), COSTS_WIDTHS);
  const journal = word(JOURNAL);
  return {
    deskJournal: journal === ZERO_BYTES32 ? campaign : journal,
    rulesHash: word(RULES_HASH),
    standing: {
      room,
      management,
      passedOn,
      requests: Number(requests),
      epoch: Number(epoch),
      reportDue: Number(reportDue),
      pausedUntil: Number(pausedUntil),
      pausedTotal: Number(pausedTotal),
      disputed: Number(disputed),
      overdue: Number(overdue),
    },
  };
}
