import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cleanLine } from '../../domain/text.ts';
import { receiptFragment } from '../../domain/receiptFragment.ts';
import { useFormat } from '../lib/useFormat.ts';
import { CampaignName } from './CampaignName.tsx';
import { CheckIcon } from './icons.tsx';
import { FollowedWays } from './FollowedWays.tsx';
import { KeepReceipt } from './KeepReceipt.tsx';
import type { Proven } from './ProvenGift.tsx';
import { RefundNotice } from './RefundNotice.tsx';
import { Who } from './Who.tsx';
import './ReceiptFacts.css';

interface Props extends Proven {
  /** In its groups; it is only ever put behind the # of a link. */
  readonly code: string;
}

/** A small gift whose proof holds, and everything that became of it. */
export function ReceiptGift({ gift, entry, range, campaign, trace, code }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { token } = campaign;
  const { amount, reference, proof } = gift;
  const hash = receiptFragment(code, reference);
  return (
    <article className="stack" data-receipt-gift={amount.toString()}>
      <header className="stack-s">
        <h2>{t('receipt.gift.heading', { amount: format.money(amount, token) })}</h2>
        <p className="follow-about">
          <Link to={`/campaign/${campaign.id}`}>
            <CampaignName campaign={campaign} />
          </Link>
          <span className="soft">{format.dateTime(entry.at.timestamp)}</span>
        </p>
        <dl className="receipt-facts small">
          <div>
            <dt>{t('receipt.gift.reference')}</dt>
            <dd className="figures">{cleanLine(reference ?? '')}</dd>
          </div>
          <div>
            <dt>{t('receipt.gift.anchoredBy')}</dt>
            <dd>
              <Who address={entry.giver} />
            </dd>
          </div>
          <div>
            <dt>{t('receipt.gift.place')}</dt>
            <dd>
              <Link to={`/follow/${entry.campaign}/${entry.index}`}>
                {t('receipt.gift.number', { number: proof.index + 1, count: proof.count })}
              </Link>
            </dd>
          </div>
        </dl>
        <p className="verdict verdict-good small">
          <CheckIcon size={18} />
          <span>{t('receipt.gift.proven')}</span>
        </p>
      </header>
      <RefundNotice gift={gift} entry={entry} range={range} token={token} />
      <FollowedWays trace={trace} token={token} total={amount}>
        <KeepReceipt follow={`/receipt#${hash}`} certificate={`/certificate#${hash}`} isSecret />
        <Button
          component={Link}
          variant="default"
          to={`/verify?donation=${entry.campaign}:${entry.index}`}
        >
          {t('follow.verify')}
        </Button>
      </FollowedWays>
    </article>
  );
}
