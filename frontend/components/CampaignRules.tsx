import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../domain/views.ts';
import { useFormat } from '../lib/useFormat.ts';
import { isWide } from '../lib/isWide.ts';
import { CampaignLink } from './CampaignLink.tsx';
import { Unfold } from './Unfold.tsx';
import { Who } from './Who.tsx';

/** A date beyond this (the year 2100) means "no end". */
const NO_END = 4_102_444_800;

/** All of what is paid, in hundredths of a percent: no cap. */
const ALL_BPS = 10_000;

/** The rules that the contract enforces, as sentences. */
export function CampaignRules({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { token, terminal, threshold, auditors, challenge } = campaign;
  const opens = format.date(campaign.opens);
  return (
    <section className="card" aria-labelledby="rules">
      <h2 id="rules">{t('campaign.rules.title')}</h2>
      <Unfold summary={t('campaign.rules.all')} open={isWide()}>
        <ul className="rules">
          <li>{t('campaign.rules.order')}</li>
          <li>
            {t('campaign.rules.approvals', { threshold, count: auditors.length })}
            {t('common.gap')}
            {challenge === 0
              ? t('campaign.rules.noChallenge')
              : t('campaign.rules.challenge', { duration: format.duration(challenge) })}
          </li>
          <li>{t(`campaign.rules.proof.${campaign.proof}`)}</li>
          <Limits campaign={campaign} />
          <li>
            {campaign.closes > NO_END
              ? t('campaign.rules.openWindow', { opens })
              : t('campaign.rules.window', { opens, closes: format.date(campaign.closes) })}
            {t('common.gap')}
            {t('campaign.rules.minimum', { amount: format.money(campaign.minimum, token) })}
          </li>
          {terminal ? (
            <li>{t('campaign.terminalNote')}</li>
          ) : (
            <>
              <li>
                {t('campaign.rules.silence', {
                  duration: format.duration(campaign.silence),
                  claim: format.duration(campaign.claimWindow),
                })}
                {t('common.gap')}
                {t('campaign.rules.hardEnd', { date: format.date(campaign.hardEnd) })}
              </li>
              <li>
                {t('campaign.rules.successor')} <CampaignLink id={campaign.successor} />
              </li>
            </>
          )}
          {campaign.operators.length > 0 && (
            <li>
              {t('campaign.rules.batch')}{' '}
              {campaign.operators.map((operator) => (
                <Who key={operator} address={operator} />
              ))}
            </li>
          )}
        </ul>
      </Unfold>
    </section>
  );
}

/** What stops payments by itself: both caps and the clock of reports. */
function Limits({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { exposureCap, managementCapBps, token, disclosure } = campaign;
  return (
    <>
      <li>
        {exposureCap === null
          ? t('campaign.rules.noExposureCap')
          : t('campaign.rules.exposureCap', { amount: format.money(exposureCap, token) })}
      </li>
      <li>
        {managementCapBps >= ALL_BPS
          ? t('campaign.rules.noManagementCap')
          : t('campaign.rules.managementCap', {
              percent: format.percent(BigInt(managementCapBps), BigInt(ALL_BPS)),
            })}
      </li>
      <li>{t('campaign.rules.reports', { duration: format.duration(disclosure) })}</li>
      <li>{t('campaign.rules.recipients')}</li>
    </>
  );
}
