import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../domain/views.ts';
import type { TraceView } from '../../domain/views/trace.ts';
import { appConfig, contractAddress } from '../app/config.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useStatus } from '../queries/status.ts';
import { CampaignName } from './CampaignName.tsx';
import { CertificateStates } from './CertificateStates.tsx';
import { QrCode } from './QrCode.tsx';
import { SunMark } from './SunMark.tsx';
import { useName } from './Who.tsx';
import './CertificateSheet.css';

interface Props {
  readonly trace: TraceView;
  readonly campaign: CampaignView;
  /** Of the gift, in smallest units. */
  readonly total: bigint;
  /** Who gave it and how; the campaign's and the ledger's facts stand on every sheet. */
  readonly children: ReactNode;
  /** What the code on the sheet leads to, and what is typed to ask a node of one's own. */
  readonly url: string;
  readonly command: string;
  /** What the sheet proves and what it does not: whose word is whose. */
  readonly word: string;
}

/** One sheet of paper about a gift: what it was, what became of it so far, and how to check that. */
export function CertificateSheet(props: Props) {
  const { trace, campaign, total, children, url, command, word } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { entry } = trace;
  const { data: status } = useStatus();
  const charity = useName(campaign.charity);
  const { chainId, isDemo } = appConfig();
  return (
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
        {children}
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
              {t('certificate.check.command')} <code>{command}</code>
            </li>
          </ol>
          <p className="small">{word}</p>
        </div>
        <figure>
          <QrCode text={url} label={t('certificate.qr')} />
          <figcaption className="small">
            <code>{url}</code>
          </figcaption>
        </figure>
      </section>
    </article>
  );
}

interface FactProps {
  readonly term: string;
  readonly name?: string | undefined;
  readonly code?: string;
}

/** A term with a name in words, the full id it stands for, or both: paper cannot be clicked. */
export function Fact({ term, name, code }: FactProps) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {name} {code !== undefined && <code>{code}</code>}
      </dd>
    </div>
  );
}
