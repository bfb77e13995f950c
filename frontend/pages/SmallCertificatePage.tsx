import { Button, Skeleton } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { receiptFragment } from '../../domain/receiptFragment.ts';
import { cleanLine } from '../../domain/text.ts';
import { CertificateSheet, Fact } from '../components/CertificateSheet.tsx';
import { Failed } from '../components/Failed.tsx';
import { Notice } from '../components/Notice.tsx';
import { ProvenGift, type Proven } from '../components/ProvenGift.tsx';
import { SearchBox } from '../components/SearchBox.tsx';
import { useName } from '../components/Who.tsx';
import { receiptLinkOf, type ReceiptLink } from '../lib/receiptLink.ts';
import { useFaultWords } from '../lib/useFaultWords.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useGifts } from '../queries/receipt.ts';

/** A small gift on one sheet of paper. Its code stands behind the #, so no server sees it. */
export default function SmallCertificatePage() {
  const { t } = useTranslation();
  useTitle(t('certificate.title'));
  const faultWords = useFaultWords();
  const { hash } = useLocation();
  const read = useMemo(() => receiptLinkOf(hash), [hash]);
  if ('address' in read) return <Loaded key={read.fragment} link={read} />;
  return (
    <section className="narrow stack-s">
      <h1>{t('certificate.title')}</h1>
      {read.fault.fault !== 'empty' && <Notice tone="warn" title={faultWords(read.fault)} live />}
      <p>{t('receipt.enter')}</p>
      <SearchBox key={hash} initial={read.typed} />
    </section>
  );
}

function Loaded({ link }: { link: ReceiptLink }) {
  const { t } = useTranslation();
  const [withCode, setWithCode] = useState(true);
  const { code, address, reference, fragment } = link;
  const { data, error, refetch } = useGifts(address, reference);
  if (data === undefined) {
    if (error === null) return <Skeleton height={560} radius="lg" />;
    return <Failed error={error} retry={() => void refetch()} />;
  }
  return (
    <>
      <div className="row certificate-tools">
        <Button onClick={() => print()}>{t('certificate.print')}</Button>
        <label className="certificate-option small">
          <input
            type="checkbox"
            name="withCode"
            checked={withCode}
            onChange={(event) => setWithCode(event.currentTarget.checked)}
          />
          {t('certificate.small.withCode')}
        </label>
        <Link to={`/receipt#${fragment}`}>{t('certificate.back')}</Link>
        <p className="small soft">
          {t(withCode ? 'certificate.small.secret' : 'certificate.small.open')}
        </p>
      </div>
      {data.gifts.length === 0 && (
        <Notice tone="info" title={t('certificate.small.notYet')}>
          <p>{t('certificate.small.notYetBody')}</p>
        </Notice>
      )}
      {data.gifts.map((gift) => (
        <ProvenGift key={`${gift.root}${gift.commitment}`} gift={gift} address={address}>
          {(proven) => <Certificate {...proven} code={withCode ? code : null} />}
        </ProvenGift>
      ))}
    </>
  );
}

/** @param code null where it is to stay off the sheet, which may then be shown to anybody */
function Certificate({ gift, entry, campaign, trace, code }: Proven & { code: string | null }) {
  const { t } = useTranslation();
  const operator = useName(entry.giver);
  const { amount, reference, proof, commitment } = gift;
  const fragment = code === null ? null : receiptFragment(code, reference);
  const place =
    fragment === null ? `/follow/${entry.campaign}/${entry.index}` : `/receipt#${fragment}`;
  const asked = fragment ?? `${entry.campaign}:${entry.index}`;
  return (
    <CertificateSheet
      trace={trace}
      campaign={campaign}
      total={amount}
      url={`${location.origin}${place}`}
      command={`npm run trace -- ${asked}`}
      word={t('certificate.small.word')}
    >
      <Fact
        term={t('certificate.small.giver')}
        name={
          code === null
            ? t('certificate.small.holder')
            : t('certificate.small.payment', { reference: cleanLine(reference ?? '') })
        }
      />
      {code !== null && <Fact term={t('certificate.small.code')} code={code} />}
      <Fact term={t('certificate.small.commitment')} code={commitment} />
      <Fact term={t('certificate.small.operator')} name={operator} code={entry.giver} />
      <Fact
        term={t('certificate.small.place')}
        name={t('receipt.gift.number', { number: proof.index + 1, count: proof.count })}
      />
    </CertificateSheet>
  );
}
