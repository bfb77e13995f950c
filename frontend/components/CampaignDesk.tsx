import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView } from '../../domain/views.ts';
import { cancelCampaign } from '../flows/cancelCampaign.ts';
import { supportMotion, type Motion } from '../flows/supportMotion.ts';
import { personOf, useAccount } from '../lib/account.ts';
import { endableFrom } from '../lib/life.ts';
import { useSheet } from '../lib/sheetHost.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { ActionSheet } from './ActionSheet.tsx';
import { CampaignName } from './CampaignName.tsx';
import { Money } from './Money.tsx';

const MOTIONS: readonly Motion[] = ['close', 'cancel', 'extend'];

/** What charity and auditors may decide about a campaign as a whole. */
export function CampaignDesk({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const account = useAccount();
  const now = useNow();
  const show = useSheet();
  const isCharity = campaign.charity === account;
  const isAuditor = account !== null && campaign.auditors.includes(account);
  const isActive = campaign.state === 'active';
  const endable = endableFrom(campaign);
  const isSilent = isActive && endable !== null && now >= endable;
  return (
    <article className="card stack-s" data-campaign={campaign.id}>
      <div className="row row-apart">
        <h3>
          <Link to={`/campaign/${campaign.id}`}>
            <CampaignName campaign={campaign} />
          </Link>
        </h3>
        <span className="tag">{t(`common.state.${campaign.state}`)}</span>
      </div>
      <p className="small soft">
        {t('home.figures.escrow')} <Money units={campaign.escrow} token={campaign.token} />
      </p>
      <div className="row">
        {isCharity && isActive && (
          <Button component={Link} to={`/desk/request/${campaign.id}`} size="sm">
            {t('desk.ask')}
          </Button>
        )}
        {isAuditor &&
          isActive &&
          MOTIONS.filter((motion) => !campaign.terminal || motion === 'extend').map((motion) => (
            <Button
              key={motion}
              variant="default"
              size="sm"
              onClick={() =>
                show((close) => <MotionSheet campaign={campaign} motion={motion} onClose={close} />)
              }
            >
              {t(`desk.motion.${motion}`)}
            </Button>
          ))}
        {isActive && !campaign.terminal && (isCharity || isSilent) && (
          <Button
            variant="default"
            size="sm"
            onClick={() => show((close) => <GiveUpSheet campaign={campaign} onClose={close} />)}
          >
            {isCharity ? t('desk.cancel.action') : t('desk.end.action')}
          </Button>
        )}
      </div>
    </article>
  );
}

interface SheetProps {
  readonly campaign: CampaignView;
  readonly onClose: () => void;
}

function GiveUpSheet({ campaign, onClose }: SheetProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const amount = format.money(campaign.escrow, campaign.token);
  return (
    <ActionSheet
      danger
      title={t('desk.cancel.title')}
      action={t('desk.cancel.action')}
      flow={cancelCampaign(campaign)}
      onClose={onClose}
    >
      {account !== campaign.charity && <p>{t('desk.end.body')}</p>}
      <p>{t('desk.cancel.body', { amount })}</p>
    </ActionSheet>
  );
}

function MotionSheet({ campaign, motion, onClose }: SheetProps & { motion: Motion }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { threshold } = campaign;
  const carried = campaign.motions.findLastIndex((one) => one.motion === motion && one.carried);
  const names = campaign.motions
    .slice(carried + 1)
    .filter((one) => one.motion === motion)
    .map(({ auditor }) => personOf(auditor)?.name[language] ?? `${auditor.slice(0, 8)}…`)
    .join(', ');
  return (
    <ActionSheet
      danger={motion !== 'extend'}
      title={t(`desk.motion.${motion}`)}
      action={t('desk.motion.support')}
      flow={supportMotion(campaign, motion)}
      onClose={onClose}
    >
      <p>{t(`desk.motion.${motion}Body`, { threshold })}</p>
      {names !== '' && <p className="soft">{t('desk.motion.supported', { names })}</p>}
    </ActionSheet>
  );
}
