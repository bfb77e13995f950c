import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView } from '../../domain/views.ts';
import type { TraceView } from '../../domain/views/trace.ts';
import { appConfig, contractAddress } from '../app/config.ts';
import { CampaignName } from '../components/CampaignName.tsx';
import { CertificateStates } from '../components/CertificateStates.tsx';
import { Failed } from '../components/Failed.tsx';
import { Missing } from '../components/Missing.tsx';
import { QrCode } from '../components/QrCode.tsx';
import { ShareLink } from '../components/ShareLink.tsx';
import { SunMark } from '../components/SunMark.tsx';
import { useName } from '../components/Who.tsx';
import { NotFound } from '../lib/http.ts';
import { useNumberParam, useWordParam } from '../lib/params.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useTrace } from '../queries/reads.ts';
import { useStatus } from '../queries/status.ts';
import './CertificatePage.css';

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
  const format = useFormat();
  const { entry } = trace;
  const { data: status } = useStatus();
  const giver = useName(entry.giver);
  const charity = useName(campaign.charity);
  const place = `${entry.campaign}/${entry.index}`;
  const url = `${location.origin}/follow/${place}`;
  const total = BigInt(entry.end) - BigInt(entry.start);
  const { chainId, isDemo } = appConfig();
  return (
    <>
      <div className="row certificate-tools">
        <Button onClick={() => print()}>{t('certificate.print')}</Button>
        <ShareLink title={t('certificate.title')} url={url} />
        <Link to={`/follow/${place}`}>{t('certificate.back')}</Link>
      </div>
      <article className="certificate" data-certificate={total.toString()}>
        <header className="certificate-head">
          <SunMark />
          <div>
            <p className="certificate-product">{t('common.product')}</p>
            <h1>{t('certificate.title')}</h1>
          </div>
        </header>
        {isDemo && <p className="certificate-play">{t('common.footer.playMoney')}</p>}
        <p className="certificate-amount">{format.money(total, campaign.token)}</p>
        <p className="certificate-to">
          <CampaignName campaign={campaign} />
        </p>
        <dl className="certificate-facts">
          <Fact term={t('certificate.giver')} name={giver} code={entry.giver} />
          <Fact term={t('certificate.charity')} name={charity} code={campaign.charity} />
          <Fact term={t('certificate.when')} name={format.dateTime(entry.at.timestamp)} />
          <Fact term={t('flow.transaction')} code={entry.at.tx} />
          <Fact term={t('certificate.number')} code={`${entry.campaign}:${entry.index}`} />
          <Fact term={t('certificate.ledger', { id: chainId })} code={contractAddress('Ledger')} />
        </dl>
        <section>
          <h2>
            {status === undefined
              ? t('certificate.states')
              : t('certificate.statesAt', {
                  block: format.count(status.block),
                  time: format.dateTime(status.timestamp),
                })}
          </h2>
          <CertificateStates trace={trace} token={campaign.token} total={total} />
        </section>
        <section className="certificate-check">
          <div>
            <h2>{t('certificate.check.title')}</h2>
            <ol>
              <li>{t('certificate.check.scan')}</li>
              <li>{t('certificate.check.verify')}</li>
              <li>
                {t('certificate.check.command')}{' '}
                <code>{`npm run trace -- ${entry.campaign}:${entry.index}`}</code>
              </li>
            </ol>
            <p className="small">{t('certificate.word')}</p>
          </div>
          <figure>
            <QrCode text={url} label={t('certificate.qr')} />
            <figcaption className="small">
              <code>{url}</code>
            </figcaption>
          </figure>
        </section>
      </article>
    </>
  );
}

/** A term with a name in words, the full id it stands for, or both: paper cannot be clicked. */
function Fact({ term, name, code }: { term: string; name?: string | undefined; code?: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {name} {code !== undefined && <code>{code}</code>}
      </dd>
    </div>
  );
}
