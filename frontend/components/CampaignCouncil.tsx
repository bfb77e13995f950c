import { useTranslation } from 'react-i18next';
import type { CampaignView, ProposalView } from '../../domain/views.ts';
import { canChange, isLapsed } from '../lib/council.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { Notice } from './Notice.tsx';
import { Who } from './Who.tsx';
import './CampaignWatch.css';

/** A change of auditors that is under way: who shall be in office, from when on, who is for it. */
export default function CampaignCouncil({ campaign }: { campaign: CampaignView }) {
  const now = useNow();
  const { proposal, state } = campaign;
  if (proposal === null || state !== 'active' || isLapsed(proposal, now)) return null;
  return <Proposal campaign={campaign} proposal={proposal} />;
}

interface Props {
  readonly campaign: CampaignView;
  readonly proposal: ProposalView;
}

/** A proposal in words, also for the dialogs in which it is voted on. */
export function Proposal({ campaign, proposal }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { auditors, threshold, readyAt, supporters, objectors } = proposal;
  return (
    <Notice tone="info" title={t('campaign.council.title')}>
      <p>{t('campaign.council.body', { threshold, count: auditors.length })}</p>
      <ul className="plain seats">
        {auditors.map((auditor) => (
          <li key={auditor}>
            <Who address={auditor} />
          </li>
        ))}
      </ul>
      <p>
        {t('campaign.council.votes', { inFavour: supporters.length, against: objectors.length })}
        {t('common.gap')}
        {now < readyAt
          ? t('campaign.council.ready', { date: format.dateTime(readyAt) })
          : canChange(campaign, now)
            ? t('campaign.council.ripe')
            : t('campaign.council.lacking')}
      </p>
    </Notice>
  );
}
