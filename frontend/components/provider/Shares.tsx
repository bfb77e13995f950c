import { useTranslation } from 'react-i18next';
import type { TokenView } from '../../../domain/views.ts';
import type { Share } from '../../lib/provider/shares.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { CampaignLink } from '../CampaignLink.tsx';

interface Props {
  readonly shares: readonly (Omit<Share, 'trouble'> & Partial<Pick<Share, 'trouble'>>)[];
  readonly token: TokenView;
}

/** How much goes to which campaign, and which of them cannot be given to. */
export function Shares({ shares, token }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className="plain stack-s" aria-label={t('charity.import.perCampaign')}>
      {shares.map(({ campaign, count, sum, trouble }) => (
        <li key={campaign} data-share={campaign}>
          <span className="row row-apart">
            <CampaignLink id={campaign} />
            <span className="figures">
              {t('charity.import.share', { count, amount: format.money(sum, token) })}
            </span>
          </span>
          {trouble && (
            <span className="small verdict-bad">{t(`charity.import.troubles.${trouble}`)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
