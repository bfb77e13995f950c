import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ZERO_ADDRESS, type Hex } from '../../../domain/hex.ts';
import { shortHex } from '../../../domain/shortHex.ts';
import type { TokenView } from '../../../domain/views.ts';
import type { FlagView } from '../../../domain/views/flags.ts';
import { useFormat, type Format } from '../../lib/useFormat.ts';
import { useWords } from '../Who.tsx';

/** A flag in plain words: what is the matter, and the figures behind it. */
export interface FlagWords {
  readonly title: string;
  readonly body: string;
}

const ALL_BPS = 10_000n;

/** The account that a flag is about; null for those about documents and deliveries. */
export function accountOf(flag: FlagView): Hex | null {
  switch (flag.kind) {
    case 'payeeConcentration':
      return flag.figures.payee;
    case 'circularMoney':
    case 'twoRoles':
      return flag.figures.account;
    default:
      return null;
  }
}

export function useFlagWords(
  flag: FlagView,
  token: TokenView,
  names: ReadonlyMap<Hex, string>,
): FlagWords {
  const { t } = useTranslation();
  const format = useFormat();
  const who = useWords(accountOf(flag) ?? ZERO_ADDRESS);
  const money = (units: string) => format.money(units, token);
  switch (flag.kind) {
    case 'evidenceReused': {
      const { document, uses: count } = flag.figures;
      const name = names.get(document) ?? t('audit.flags.aDocument');
      const isReport = flag.evidence.every(
        (one) => one.kind === 'bundle' && one.purpose === 'report',
      );
      return isReport
        ? {
            title: t('audit.flags.evidenceReused.reports', { count }),
            body: t('audit.flags.evidenceReused.reportsBody', { name, count }),
          }
        : {
            title: t('audit.flags.evidenceReused.title', { count }),
            body: t('audit.flags.evidenceReused.body', { name, count }),
          };
    }
    case 'payeeConcentration': {
      const { paid, total, shareBps } = flag.figures;
      const percent = format.percent(BigInt(shareBps), ALL_BPS);
      return {
        title: t('audit.flags.payeeConcentration.title', { percent }),
        body: t('audit.flags.payeeConcentration.body', {
          who,
          paid: money(paid),
          total: money(total),
        }),
      };
    }
    case 'circularMoney': {
      const { paid, given, cameBack } = flag.figures;
      return {
        title: t(`audit.flags.circularMoney.${cameBack ? 'title' : 'giver'}`),
        body: t('audit.flags.circularMoney.body', { who, paid: money(paid), given: money(given) }),
      };
    }
    case 'batchRepeated': {
      const { root, entries: count } = flag.figures;
      return {
        title: t('audit.flags.batchRepeated.title', { count }),
        body: t('audit.flags.batchRepeated.body', { root: shortHex(root), count }),
      };
    }
    case 'lateProof':
      return lateProofWords(flag, t, format, money);
    case 'lateReport': {
      const { due, publishedAt, lateBy } = flag.figures;
      const duration = format.duration(lateBy);
      const date = format.date(due);
      return publishedAt === null
        ? {
            title: t('audit.flags.lateReport.overdue', { duration }),
            body: t('audit.flags.lateReport.open', { due: date }),
          }
        : {
            title: t('audit.flags.lateReport.title', { duration }),
            body: t('audit.flags.lateReport.body', { due: date, shown: format.date(publishedAt) }),
          };
    }
    case 'twoRoles': {
      const [first, second] = flag.figures.roles.map((role) => t(`audit.flags.roles.${role}`));
      return {
        title: t('audit.flags.twoRoles.title', { first, second }),
        body: t('audit.flags.twoRoles.body', { who }),
      };
    }
  }
}

function lateProofWords(
  { figures }: Extract<FlagView, { kind: 'lateProof' }>,
  t: TFunction,
  format: Format,
  money: (units: string) => string,
): FlagWords {
  const { deadline, shownAt, missing, writtenOff } = figures;
  const duration = format.duration(figures.lateBy);
  const about = { amount: money(figures.amount), due: format.date(deadline) };
  if (missing === null) {
    return {
      title: t('audit.flags.lateProof.title', { duration }),
      body: t('audit.flags.lateProof.body', { ...about, shown: format.date(shownAt ?? deadline) }),
    };
  }
  const body = t('audit.flags.lateProof.open', {
    ...about,
    missing: t(`audit.flags.lateProof.missing.${missing}`),
  });
  if (writtenOff) return { title: t('audit.flags.lateProof.writtenOff'), body };
  const title = missing === 'attestation' ? 'attestation' : 'overdue';
  return { title: t(`audit.flags.lateProof.${title}`, { duration }), body };
}
