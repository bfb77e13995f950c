import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../../domain/hex.ts';
import { proposeAuditors } from '../../flows/proposeAuditors.ts';
import { useParties } from '../../queries/reads.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { Who } from '../Who.tsx';
import type { CampaignSheetProps } from './sheet.ts';

/** As many auditors as a campaign can have. */
const MOST = 16;

/** The charity proposes other auditors, out of those that the registry recognises. */
export function ProposeSheet({ campaign, onClose }: CampaignSheetProps) {
  const { t } = useTranslation();
  const { data: parties = [] } = useParties();
  const [chosen, setChosen] = useState<readonly Hex[]>(campaign.auditors);
  const [wanted, setWanted] = useState(campaign.threshold);
  const recognised = parties
    .filter(({ address, roles }) => roles.includes('auditor') && address !== campaign.charity)
    .map(({ address }) => address);
  const threshold = Math.min(wanted, chosen.length);
  const isSame =
    threshold === campaign.threshold &&
    chosen.length === campaign.auditors.length &&
    chosen.every((one) => campaign.auditors.includes(one));
  const isMissing = chosen.length === 0 || chosen.length > MOST || isSame;
  const toggle = (auditor: Hex) =>
    setChosen((before) =>
      before.includes(auditor) ? before.filter((one) => one !== auditor) : [...before, auditor],
    );
  return (
    <ActionSheet
      title={t('desk.propose.title')}
      action={t('desk.propose.action')}
      flow={isMissing ? null : proposeAuditors(campaign, chosen, threshold)}
      complaint={isMissing ? t('desk.propose.needed') : undefined}
      onClose={onClose}
    >
      <p>{t('desk.propose.body')}</p>
      {campaign.proposal !== null && <p className="soft">{t('desk.propose.replaces')}</p>}
      <fieldset className="stack-s">
        <legend className="small soft">{t('desk.propose.who')}</legend>
        {recognised.map((auditor) => (
          <label key={auditor} className="row consent">
            <input
              type="checkbox"
              checked={chosen.includes(auditor)}
              onChange={() => toggle(auditor)}
            />
            <Who address={auditor} />
          </label>
        ))}
      </fieldset>
      <NativeSelect
        label={t('desk.propose.threshold')}
        name="threshold"
        value={String(threshold)}
        onChange={(event) => setWanted(Number(event.currentTarget.value))}
        data={chosen.map((_, i) => String(i + 1))}
      />
    </ActionSheet>
  );
}
