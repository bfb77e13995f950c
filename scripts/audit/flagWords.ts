import type { FlagEvidence, FlagOf } from '../../domain/flags/flag.ts';
import type { Words } from './words/words.ts';

/** Writes out an amount of a campaign's token, given in smallest units. */
export type Money = (campaign: string, units: string) => string;

const DAY = 86_400;

/** One sentence about a flag. */
export function flagSentence(flag: FlagOf<string>, words: Words, money: Money): string {
  const { campaign } = flag;
  switch (flag.kind) {
    case 'evidenceReused':
      return words.flag.evidenceReused(flag.figures);
    case 'payeeConcentration': {
      const { payee, paid, total, shareBps, payments } = flag.figures;
      const share = `${Math.floor(shareBps / 100)}%`;
      const sums = { paid: money(campaign, paid), total: money(campaign, total) };
      return words.flag.payeeConcentration({ payee, share, payments, ...sums });
    }
    case 'circularMoney': {
      const { account, paid, given, cameBack } = flag.figures;
      const sums = { paid: money(campaign, paid), given: money(campaign, given) };
      return words.flag.circularMoney({ account, cameBack, ...sums });
    }
    case 'batchRepeated':
      return words.flag.batchRepeated(flag.figures);
    case 'lateProof': {
      const { amount, lateBy, shownAt } = flag.figures;
      const shown = shownAt !== null;
      return words.flag.lateProof({ amount: money(campaign, amount), days: daysOf(lateBy), shown });
    }
    case 'lateReport': {
      const { lateBy, publishedAt } = flag.figures;
      return words.flag.lateReport({ days: daysOf(lateBy), published: publishedAt !== null });
    }
    case 'twoRoles': {
      const { account, roles } = flag.figures;
      return words.flag.twoRoles({
        account,
        roles: roles.map((role) => words.role[role]).join(words.and),
      });
    }
  }
}

/** What a flag rests on, one line for each thing. */
export function evidenceLine(
  evidence: FlagEvidence<string>,
  { evidence: words, role }: Words,
  money: Money,
): string {
  switch (evidence.kind) {
    case 'payment': {
      const { disbursement, campaign, amount } = evidence;
      return `${words.payment} ${disbursement}, ${money(campaign, amount)}`;
    }
    case 'gift': {
      const { index, campaign, amount } = evidence;
      return `${words.gift} ${index}, ${money(campaign, amount)}`;
    }
    case 'bundle':
      return `${words.bundle[evidence.purpose]} ${evidence.digest}`;
    case 'role':
      return `${words.role}: ${role[evidence.role]} ${evidence.account}`;
  }
}

function daysOf(seconds: number): number {
  return Math.max(1, Math.floor(seconds / DAY));
}
