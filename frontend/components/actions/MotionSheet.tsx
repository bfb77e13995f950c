import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelCampaign } from '../../flows/cancelCampaign.ts';
import { supportMotion, type Motion } from '../../flows/supportMotion.ts';
import { personOf, useAccount } from '../../lib/account.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import type { CampaignSheetProps } from './sheet.ts';
import { isTyped, TypedName } from './TypedName.tsx';
import { shortHex } from '../../../domain/shortHex.ts';

interface EndingProps extends CampaignSheetProps {
  /** The campaign's name, to be typed before it ends. */
  readonly name: string;
}

/** The charity gives its campaign up; where it went silent, anybody does. */
export function GiveUpSheet({ campaign, name, onClose }: EndingProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const [typed, setTyped] = useState('');
  const amount = format.money(campaign.escrow, campaign.token);
  return (
    <ActionSheet
      danger
      title={t('desk.cancel.title')}
      action={t('desk.cancel.action')}
      flow={isTyped(typed, name) ? cancelCampaign(campaign) : null}
      onClose={onClose}
    >
      {account !== campaign.charity && <p>{t('desk.end.body')}</p>}
      <p>{t('desk.cancel.body', { amount })}</p>
      <TypedName name={name} value={typed} onChange={setTyped} />
    </ActionSheet>
  );
}

/** An auditor supports a decision about the whole campaign; one that ends it after typing its name. */
export function MotionSheet({
  campaign,
  motion,
  name,
  onClose,
}: CampaignSheetProps & { motion: Motion; name?: string }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const [typed, setTyped] = useState('');
  const { threshold } = campaign;
  const carried = campaign.motions.findLastIndex((one) => one.motion === motion && one.carried);
  const names = campaign.motions
    .slice(carried + 1)
    .filter((one) => one.motion === motion)
    .map(({ auditor }) => personOf(auditor)?.name[language] ?? shortHex(auditor))
    .join(', ');
  const isSure = name === undefined || isTyped(typed, name);
  return (
    <ActionSheet
      danger={motion !== 'extend'}
      title={t(`desk.motion.${motion}`)}
      action={t('desk.motion.support')}
      flow={isSure ? supportMotion(campaign, motion) : null}
      onClose={onClose}
    >
      <p>{t(`desk.motion.${motion}Body`, { threshold })}</p>
      {names !== '' && <p className="soft">{t('desk.motion.supported', { names })}</p>}
      {name !== undefined && <TypedName name={name} value={typed} onChange={setTyped} />}
    </ActionSheet>
  );
}
