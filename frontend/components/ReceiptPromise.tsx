import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { signedReceiptJson } from '../../domain/signedReceipt.ts';
import { cleanLine } from '../../domain/text.ts';
import type { PromisedGift } from '../lib/receipt.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { useCampaign } from '../queries/reads.ts';
import { CampaignName } from './CampaignName.tsx';
import { CopyButton } from './CopyButton.tsx';
import { Hash } from './Hash.tsx';
import { Notice } from './Notice.tsx';
import { Who } from './Who.tsx';
import './FollowedWays.css';
import './ReceiptFacts.css';

/** A gift that its operator promised to anchor and has not yet: the promise, until when, and by whom. */
export function ReceiptPromise({ gift }: { gift: PromisedGift }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { reference, receipt, isSigned } = gift;
  const { campaign: id, amount, anchorBy, operator, commitment, signature } = receipt;
  const { data: campaign } = useCampaign(id);
  if (!isSigned) {
    return (
      <Notice tone="bad" title={t('receipt.wrong.title')} live>
        <p>{t('receipt.wrong.promise')}</p>
      </Notice>
    );
  }
  const until = format.dateTime(anchorBy);
  return (
    <article className="card stack" data-receipt-waiting={amount.toString()}>
      <header className="stack-s">
        <h2>
          {campaign === undefined
            ? t('receipt.waiting.plain')
            : t('receipt.gift.heading', { amount: format.money(amount, campaign.token) })}
        </h2>
        {campaign !== undefined && (
          <p className="follow-about">
            <Link to={`/campaign/${id}`}>
              <CampaignName campaign={campaign} />
            </Link>
          </p>
        )}
      </header>
      {now <= anchorBy ? (
        <Notice tone="info" title={t('receipt.waiting.title')}>
          <p>{t('receipt.waiting.body', { until })}</p>
        </Notice>
      ) : (
        <Notice tone="warn" title={t('receipt.late.title', { until })}>
          <p>{t('receipt.late.body')}</p>
        </Notice>
      )}
      <dl className="receipt-facts small">
        <div>
          <dt>{t('receipt.gift.reference')}</dt>
          <dd className="figures">{cleanLine(reference)}</dd>
        </div>
        <div>
          <dt>{t('receipt.waiting.by')}</dt>
          <dd>
            <Who address={operator} />
          </dd>
        </div>
        <div>
          <dt>{t('receipt.waiting.until')}</dt>
          <dd>{until}</dd>
        </div>
        <div>
          <dt>{t('receipt.waiting.commitment')}</dt>
          <dd>
            <Hash value={commitment} />
          </dd>
        </div>
        <div>
          <dt>{t('receipt.waiting.signature')}</dt>
          <dd>
            <Hash value={signature} />
          </dd>
        </div>
      </dl>
      <p className="small soft">{t('receipt.waiting.keep')}</p>
      <div>
        <CopyButton
          text={JSON.stringify({ reference, receipt: signedReceiptJson(receipt) }, null, 2)}
          label={t('receipt.waiting.copy')}
        />
      </div>
    </article>
  );
}
