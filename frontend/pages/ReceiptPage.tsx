import { Skeleton } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { Failed } from '../components/Failed.tsx';
import { Hash } from '../components/Hash.tsx';
import { KeepCode } from '../components/KeepCode.tsx';
import { Notice } from '../components/Notice.tsx';
import { PaymentNumber } from '../components/PaymentNumber.tsx';
import { ProvenGift } from '../components/ProvenGift.tsx';
import { ReceiptCode } from '../components/ReceiptCode.tsx';
import { ReceiptGift } from '../components/ReceiptGift.tsx';
import { ReceiptPromise } from '../components/ReceiptPromise.tsx';
import { SearchBox } from '../components/SearchBox.tsx';
import { NotFound, Unreachable } from '../lib/http.ts';
import { receiptLinkOf, type ReceiptLink } from '../lib/receiptLink.ts';
import { useFaultWords } from '../lib/useFaultWords.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useGifts } from '../queries/receipt.ts';

/** What became of the gifts of a receipt code. The code stands behind the #, so no server sees it. */
export default function ReceiptPage() {
  const { t } = useTranslation();
  useTitle(t('receipt.title'));
  const faultWords = useFaultWords();
  const { hash } = useLocation();
  const read = useMemo(() => receiptLinkOf(hash), [hash]);
  return (
    <>
      <header className="stack-s">
        <h1>{t('receipt.title')}</h1>
        {'address' in read && (
          <>
            <ReceiptCode code={read.code} small />
            <KeepCode code={read.code} />
          </>
        )}
        <p className="soft small">{t('receipt.secret')}</p>
      </header>
      {'address' in read ? (
        <Gifts key={read.fragment} link={read} />
      ) : (
        <section className="stack-s">
          {read.fault.fault !== 'empty' && (
            <Notice tone="warn" title={faultWords(read.fault)} live />
          )}
          <p>{t('receipt.enter')}</p>
          <SearchBox key={hash} initial={read.typed} />
        </section>
      )}
    </>
  );
}

function Gifts({ link }: { link: ReceiptLink }) {
  const { t } = useTranslation();
  const { code, address, reference } = link;
  const answer = useGifts(address, reference);
  if (answer.data === undefined) {
    if (!answer.isError) return <Skeleton height={320} radius="lg" />;
    const retry = () => void answer.refetch();
    if (answer.error instanceof NotFound) return <Unknown link={link} />;
    if (answer.error instanceof Unreachable) {
      return (
        <Failed error={answer.error} retry={retry}>
          <p>{t('receipt.down')}</p>
        </Failed>
      );
    }
    return <Failed error={answer.error} retry={retry} />;
  }
  const { gifts, waiting, unavailable } = answer.data;
  const count = gifts.length + waiting.length;
  return (
    <>
      {count > 1 && (
        <Notice tone="warn" title={t('receipt.several.title', { count })}>
          <p>{t('receipt.several.body')}</p>
        </Notice>
      )}
      {gifts.map((gift) => (
        <ProvenGift key={`${gift.root}${gift.commitment}`} gift={gift} address={address}>
          {(proven) => <ReceiptGift {...proven} code={code} />}
        </ProvenGift>
      ))}
      {waiting.map((gift) => (
        <ReceiptPromise key={gift.receipt.commitment} gift={gift} />
      ))}
      {unavailable.map((root) => (
        <Notice key={root} tone="warn" title={t('receipt.file.unavailable')}>
          <p>{t('receipt.file.nobody')}</p>
          <p>
            {t('receipt.file.root')} <Hash value={root} />
          </p>
        </Notice>
      ))}
    </>
  );
}

/** The code alone is known to the operator's gateway only; with the payment's number any other will do. */
function Unknown({ link: { code, reference } }: { link: ReceiptLink }) {
  const { t } = useTranslation();
  return (
    <section className="card stack" role="status">
      <h2>{t('receipt.unknown.title')}</h2>
      <p className="soft">{t('receipt.unknown.body')}</p>
      <PaymentNumber code={code} initial={reference ?? ''} />
    </section>
  );
}
