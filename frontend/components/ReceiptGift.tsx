import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FoundGift } from '../../domain/giftAnswer.ts';
import type { Hex } from '../../domain/hex.ts';
import { cleanLine } from '../../domain/text.ts';
import type { EntryView } from '../../domain/views.ts';
import { provenRange } from '../lib/receipt.ts';
import { NotFound } from '../lib/http.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useBatchEntry, usePartTrace, type EntryPart } from '../queries/reads.ts';
import { CampaignName } from './CampaignName.tsx';
import { CheckIcon } from './icons.tsx';
import { Failed } from './Failed.tsx';
import { FollowedWays } from './FollowedWays.tsx';
import { Notice } from './Notice.tsx';
import { RefundNotice } from './RefundNotice.tsx';
import { Who } from './Who.tsx';
import './ReceiptFacts.css';

interface Props {
  readonly gift: FoundGift;
  /** Of the receipt's key. */
  readonly address: Hex;
}

/** A gift of an anchored batch: nothing of it is shown before its proof leads to the entry's root. */
export function ReceiptGift({ gift, address }: Props) {
  const { t } = useTranslation();
  const { scope, root, file } = gift;
  const entry = useBatchEntry(scope.campaign, root, scope.operator);
  if (entry.isError) {
    // A campaign that is not on this chain has no entries either.
    if (entry.error instanceof NotFound) return <NotYet reference={gift.reference} />;
    return <Failed error={entry.error} retry={() => void entry.refetch()} />;
  }
  if (entry.data === undefined) return <Skeleton height={260} radius="lg" />;
  if (entry.data === null) return <NotYet reference={gift.reference} />;
  const range = provenRange(gift, address, entry.data);
  if (range === null) {
    return (
      <Notice tone="bad" title={t('receipt.wrong.title')} live>
        <p>{t('receipt.wrong.gift')}</p>
      </Notice>
    );
  }
  return (
    <>
      {file !== 'kept' && (
        <Notice tone="warn" title={t(`receipt.file.${file}`)}>
          <p>{t('receipt.file.still')}</p>
        </Notice>
      )}
      <Traced gift={gift} entry={entry.data} range={range} />
    </>
  );
}

function NotYet({ reference }: { reference: string | null }) {
  const { t } = useTranslation();
  return (
    <Notice tone="info" title={t('receipt.notYet.title')}>
      <p>{t('receipt.notYet.body', { reference: cleanLine(reference ?? '') })}</p>
    </Notice>
  );
}

function Traced({ gift, entry, range }: { gift: FoundGift; entry: EntryView; range: EntryPart }) {
  const { t } = useTranslation();
  const format = useFormat();
  const trace = usePartTrace(entry.campaign, entry.index, range);
  if (trace.isError) return <Failed error={trace.error} retry={() => void trace.refetch()} />;
  if (trace.data === undefined) return <Skeleton height={260} radius="lg" />;
  const home = trace.data.campaigns.find(({ id }) => id === entry.campaign);
  if (home === undefined) return <Failed error={new NotFound(entry.campaign)} />;
  const { token } = home;
  const { amount, reference, proof } = gift;
  const place = `${entry.campaign}/${entry.index}`;
  return (
    <article className="stack" data-receipt-gift={amount.toString()}>
      <header className="stack-s">
        <h2>{t('receipt.gift.heading', { amount: format.money(amount, token) })}</h2>
        <p className="follow-about">
          <Link to={`/campaign/${home.id}`}>
            <CampaignName campaign={home} />
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
              <Link to={`/follow/${place}`}>
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
      <FollowedWays trace={trace.data} token={token} total={amount}>
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
