import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView } from '../../domain/views.ts';
import type { TraceView } from '../../domain/views/trace.ts';
import { CertificateSheet, Fact } from '../components/CertificateSheet.tsx';
import { Failed } from '../components/Failed.tsx';
import { Missing } from '../components/Missing.tsx';
import { ShareLink } from '../components/ShareLink.tsx';
import { useName } from '../components/Who.tsx';
import { NotFound } from '../lib/http.ts';
import { useNumberParam, useWordParam } from '../lib/params.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useTrace } from '../queries/reads.ts';

/** A gift on one sheet of paper: what it was, what became of it so far, and how to check that. */
export default function CertificatePage() {
  const { t } = useTranslation();
  useTitle(t('certificate.title'));
  const campaign = useWordParam('campaign');
  const index = useNumberParam('index');
  if (campaign === null || index === null) return <Missing />;
  return <Loaded campaign={campaign} index={index} />;
}

function Loaded({ campaign, index }: { campaign: CampaignView['id']; index: number }) {
  const trace = useTrace(campaign, index);
  if (trace.data === undefined) {
    if (!trace.isError) return <Skeleton height={560} radius="lg" />;
    return <Failed error={trace.error} retry={() => void trace.refetch()} />;
  }
  const home = trace.data.campaigns.find(({ id }) => id === campaign);
  if (home === undefined) return <Failed error={new NotFound(campaign)} />;
  return <Certificate trace={trace.data} campaign={home} />;
}

function Certificate({ trace, campaign }: { trace: TraceView; campaign: CampaignView }) {
  const { t } = useTranslation();
  const { entry } = trace;
  const giver = useName(entry.giver);
  const place = `${entry.campaign}/${entry.index}`;
  const url = `${location.origin}/follow/${place}`;
  return (
    <>
      <div className="row certificate-tools">
        <Button onClick={() => print()}>{t('certificate.print')}</Button>
        <ShareLink title={t('certificate.title')} url={url} />
        <Link to={`/follow/${place}`}>{t('certificate.back')}</Link>
      </div>
      <CertificateSheet
        trace={trace}
        campaign={campaign}
        total={BigInt(entry.end) - BigInt(entry.start)}
        url={url}
        command={`npm run trace -- ${entry.campaign}:${entry.index}`}
        word={t('certificate.word')}
      >
        <Fact term={t('certificate.giver')} name={giver} code={entry.giver} />
      </CertificateSheet>
    </>
  );
}
