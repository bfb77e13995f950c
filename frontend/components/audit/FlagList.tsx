import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../../domain/views.ts';
import type { FlagView } from '../../../domain/views/flags.ts';
import type { AllFlags, Reading } from '../../lib/useAllFlags.ts';
import { Notice } from '../Notice.tsx';
import { FlagCard } from './FlagCard.tsx';

interface Props {
  readonly flags: readonly FlagView[];
  readonly campaign: CampaignView;
  readonly names: AllFlags['names'];
}

/** The flags of one campaign, serious ones first. */
export function FlagList({ flags, campaign, names }: Props) {
  return (
    <ul className="plain flags">
      {flags.map((flag, i) => (
        <FlagCard key={`${flag.kind} ${i}`} flag={flag} token={campaign.token} names={names} />
      ))}
    </ul>
  );
}

/** That nothing was flagged, and what was looked for: silence would say less. */
export function NoFlags({ reading: { unread } }: { reading: Reading }) {
  const { t } = useTranslation();
  const isAll = unread === 0;
  return (
    <Notice
      tone={isAll ? 'good' : 'info'}
      title={isAll ? t('audit.flags.none') : t('audit.flags.noneRead')}
    >
      <p className="small">{t('audit.flags.looked')}</p>
    </Notice>
  );
}

/** How far the documents have been compared, and what of them could not be. */
export function ReadingState({ reading: { done, total, unread } }: { reading: Reading }) {
  const { t } = useTranslation();
  const isDone = done === total;
  return (
    <div className="small soft" role="status" data-read={isDone}>
      {isDone
        ? total > unread && t('audit.flags.read', { count: total - unread })
        : t('audit.flags.reading', { done, total })}
      {isDone && unread > 0 && <p>{t('audit.flags.unread', { count: unread })}</p>}
    </div>
  );
}
