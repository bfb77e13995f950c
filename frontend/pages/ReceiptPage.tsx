import { Skeleton } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { formatReceiptCode, parseReceiptCode, ReceiptCodeError } from '../../domain/receiptCode.ts';
import type { Hex } from '../../domain/hex.ts';
import { Failed } from '../components/Failed.tsx';
import { Hash } from '../components/Hash.tsx';
import { KeepCode } from '../components/KeepCode.tsx';
import { Notice } from '../components/Notice.tsx';
import { ReceiptCode } from '../components/ReceiptCode.tsx';
import { ReceiptGift } from '../components/ReceiptGift.tsx';
import { ReceiptPromise } from '../components/ReceiptPromise.tsx';
import { SearchBox } from '../components/SearchBox.tsx';
import { NotFound, Unreachable } from '../lib/http.ts';
import { receiptAddress } from '../lib/receipt.ts';
import { useFaultWords } from '../lib/useFaultWords.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useGifts } from '../queries/receipt.ts';

/** What became of the gifts of a receipt code. The code stands behind the #, so no server sees it. */
export default function ReceiptPage() {
  const { t } = useTranslation();
  useTitle(t('receipt.title'));
  const faultWords = useFaultWords();
  const { hash } = useLocation();
  const read = useMemo(() => readFragment(hash), [hash]);
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
        <Gifts key={read.address} address={read.address} />
      ) : (
        <section className="stack-s">
          {read.fault.fault !== 'empty' && (
            <Notice tone="warn" title={faultWords(read.fault)} live />
          )}
          <p>{t('receipt.enter')}</p>
          <SearchBox key={hash} />
        </section>
      )}
    </>
  );
}

function Gifts({ address }: { address: Hex }) {
  const { t } = useTranslation();
  const answer = useGifts(address);
  if (answer.data === undefined) {
    if (!answer.isError) return <Skeleton height={320} radius="lg" />;
    const retry = () => void answer.refetch();
    if (answer.error instanceof NotFound) return <Unknown />;
    if (answer.error instanceof Unreachable) {
      return (
        <>
          <Failed error={answer.error} retry={retry} />
          <p className="soft">{t('receipt.down')}</p>
        </>
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
        <ReceiptGift key={`${gift.root}${gift.commitment}`} gift={gift} address={address} />
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

function Unknown() {
  const { t } = useTranslation();
  return (
    <section className="card stack-s" role="status">
      <h2>{t('receipt.unknown.title')}</h2>
      <p className="soft">{t('receipt.unknown.body')}</p>
      <SearchBox />
    </section>
  );
}

type Fragment =
  { readonly code: string; readonly address: Hex } | { readonly fault: ReceiptCodeError };

/** The code behind the # of the page's address, and the address of its key. */
function readFragment(hash: string): Fragment {
  try {
    const secret = parseReceiptCode(decoded(hash.slice(1)));
    return { code: formatReceiptCode(secret), address: receiptAddress(secret) };
  } catch (error) {
    if (error instanceof ReceiptCodeError) return { fault: error };
    throw error;
  }
}

/** Messengers may write some of a code's symbols as %.. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
