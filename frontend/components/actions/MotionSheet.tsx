import { useTranslation } from 'react-i18next';
import { cancelCampaign } from '../../flows/cancelCampaign.ts';
import { supportMotion, type Motion } from '../../flows/supportMotion.ts';
import { personOf, useAccount } from '../../lib/account.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import type { CampaignSheetProps } from './sheet.ts';

/** The charity gives its campaign up; where it went silent, anybody does. */
export function GiveUpSheet({ campaign, onClose }: CampaignSheetProps) {
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

/** An auditor supports a decision about the whole campaign. */
export function MotionSheet({
  campaign,
  motion,
  onClose,
}: CampaignSheetProps & { motion: Motion }) {
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
