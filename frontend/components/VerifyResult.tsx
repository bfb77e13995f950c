import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FindingCode } from '../../domain/findings.ts';
import type { LawReport } from '../../domain/laws.ts';
import { shortId } from '../../domain/shortHex.ts';
import { useFormat } from '../lib/useFormat.ts';
import type { Outcome } from '../verify/verify.ts';
import { ChainFigures } from './ChainFigures.tsx';
import { Hash } from './Hash.tsx';
import { CheckIcon, CrossIcon, InfoIcon } from './icons.tsx';
import { IndexWord } from './IndexWord.tsx';
import { Notice } from './Notice.tsx';

/** What the check found: the verdict first, then the index's word, law by law, and the figures. */
export default function VerifyResult({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { laws, lies, roots } = outcome;
  const isBroken = laws.some(({ verdict }) => verdict === 'broken');
  const isLying = lies !== null && lies.length > 0;
  const isGood = !isBroken && !isLying;
  return (
    <section className="stack" data-verdict={isGood ? 'good' : 'bad'}>
      <Notice
        tone={isGood ? 'good' : 'bad'}
        title={isGood ? t('verify.good.title') : t('verify.bad.title')}
        live
      >
        {isGood && <p>{t('verify.good.body')}</p>}
        {isLying && <p>{t('verify.bad.index')}</p>}
        {isBroken && <p>{t('verify.bad.laws')}</p>}
        <p className="small figures">
          {t('verify.block', { block: format.count(outcome.block) })}{' '}
          <Hash value={outcome.blockHash} /> · {format.dateTime(outcome.timestamp)} ·{' '}
          {t('verify.scope', { count: outcome.events })} ·{' '}
          {t('verify.campaigns', { count: outcome.campaigns })} ·{' '}
          {t('verify.entries', { count: outcome.entries })}
        </p>
      </Notice>
      <IndexWord outcome={outcome} />
      <div className="card">
        <h2>{t('verify.laws.title')}</h2>
        <ol className="plain laws">
          {laws.map((report) => (
            <LawRow key={report.law.number} report={report} lies={lies ?? []} />
          ))}
        </ol>
      </div>
      <ChainFigures outcome={outcome} />
      <details className="card verify-roots">
        <summary>{t('verify.roots')}</summary>
        <ul className="found">
          {[...roots].map(([campaign, root]) => (
            <li key={campaign}>
              <Link to={`/campaign/${campaign}`}>{shortId(campaign)}</Link>{' '}
              <code className="small">{root}</code>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

interface RowProps {
  readonly report: LawReport;
  readonly lies: NonNullable<Outcome['lies']>;
}

/** A law that the index's word contradicts shows so too: that figure is not what the law gives. */
function LawRow({ report, lies }: RowProps) {
  const { t } = useTranslation();
  const { law, findings } = report;
  const contradicted = lies.some((lie) => lie.law === law.number);
  const verdict = contradicted ? 'broken' : report.verdict;
  return (
    <li className={`law law-${verdict}`} data-law={law.number} data-verdict={verdict}>
      <span className="law-sign">
        {verdict === 'holds' ? (
          <CheckIcon />
        ) : verdict === 'broken' ? (
          <CrossIcon />
        ) : (
          <InfoIcon size={18} />
        )}
      </span>
      <div>
        <p className="law-head">
          <span className="soft">{t('verify.laws.number', { number: law.number })}</span>
          <span className="law-verdict">
            {contradicted && report.verdict !== 'broken'
              ? t('verify.laws.contradicted')
              : t(`verify.laws.verdict.${verdict}`)}
          </span>
        </p>
        <p>{t(`verify.laws.text.${law.text as 'solvency'}`)}</p>
        {findings.map((finding, i) => (
          <p key={i} className="finding">
            <Breach code={finding.code} />
            {finding.subject} {finding.campaign !== null && <Hash value={finding.campaign} />}
            <br />
            {t('verify.laws.expected', {
              expected: finding.expected.slice(0, 90),
              found: finding.found.slice(0, 90),
            })}{' '}
            <code>{finding.code}</code>
          </p>
        ))}
      </div>
    </li>
  );
}

/** What a breach is in words, where there are some; its figures follow in any case. */
function Breach({ code }: { code: FindingCode }) {
  const { t } = useTranslation();
  if (code !== 'exposureExceeded' && code !== 'managementExceeded') return null;
  return (
    <>
      {t(`verify.laws.breach.${code}`)}
      <br />
    </>
  );
}
