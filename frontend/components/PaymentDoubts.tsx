import { useTranslation } from 'react-i18next';
import type { CampaignView, DisbursementView } from '../../domain/views.ts';
import { isLate } from '../lib/nextStep.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { Documents } from './Documents.tsx';
import { Notice } from './Notice.tsx';
import { useWords } from './Who.tsx';

interface Props {
  readonly disbursement: DisbursementView;
  readonly campaign: CampaignView;
}

const NO_REASON = /^0x0*$/;

/** What is wrong with a payment now: a dispute that is open, a delivery that is late, a loss. */
export default function PaymentDoubts({ disbursement, campaign }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { disputes, writtenOff, overdue, deadline, exposed } = disbursement;
  const open = disputes.find(({ ended }) => ended === null);
  const date = format.date(deadline);
  return (
    <>
      {open !== undefined && <OpenDispute {...{ disbursement, campaign, open }} />}
      {writtenOff !== null && (
        <Notice tone="bad">
          {t('campaign.doubts.writtenOff', { date: format.date(writtenOff.timestamp) })}
        </Notice>
      )}
      {overdue && (
        <Notice tone="warn">
          {t('campaign.doubts.overdue', { date, amount: format.money(exposed, campaign.token) })}
        </Notice>
      )}
      {!overdue && isLate(disbursement, now) && (
        <Notice tone="warn">{t('campaign.doubts.late', { date })}</Notice>
      )}
    </>
  );
}

interface OpenProps extends Props {
  readonly open: DisbursementView['disputes'][number];
}

/** Who doubts it and why, and how far the auditors are with their ruling. */
function OpenDispute({ disbursement, campaign, open }: OpenProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { terms, shortfalls, rulings } = disbursement;
  const { token, threshold } = campaign;
  const by = useWords(open.by);
  const date = format.date(open.at.timestamp);
  const short = NO_REASON.test(open.reason) ? shortfalls.at(-1) : undefined;
  const supported = rulings.filter(
    ({ ruling, carried, at }) =>
      ruling === 'resolve' && !carried && at.timestamp >= open.at.timestamp,
  );
  return (
    <Notice
      tone="warn"
      title={
        open.byRecipient
          ? t('campaign.doubts.byRecipient', { date })
          : t('campaign.doubts.byAuditor', { who: by, date })
      }
    >
      {short !== undefined && (
        <p>
          {t('campaign.doubts.short', {
            received: format.money(short.received, token),
            amount: format.money(terms.amount, token),
          })}
        </p>
      )}
      {!NO_REASON.test(open.reason) && (
        <Documents digest={open.reason} title={t('campaign.payments.reason')} />
      )}
      <p className="small">
        {supported.length === 0
          ? t('campaign.doubts.unruled', { count: threshold })
          : t('campaign.doubts.ruled', { given: supported.length, count: threshold })}
      </p>
    </Notice>
  );
}
