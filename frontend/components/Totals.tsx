import { useTranslation } from 'react-i18next';
import type { CampaignView, TokenView } from '../../domain/views.ts';
import { deliveredOf, paidOf } from '../lib/standing.ts';
import { symbolOf } from '../lib/useFormat.ts';
import { Hash } from './Hash.tsx';
import { Money } from './Money.tsx';
import './Totals.css';

const FIGURES = ['given', 'paid', 'delivered', 'escrow'] as const;

interface Props {
  readonly campaigns: readonly CampaignView[];
  /** Words for which campaigns these are, given the currency. */
  readonly about: 'home.totals' | 'shown.appeal.sum';
}

/** What recognised campaigns add up to, per currency and never across. */
export function Totals({ campaigns, about }: Props) {
  const { t } = useTranslation();
  const tokens = new Map<string, { token: TokenView; sums: Record<string, bigint> }>();
  for (const campaign of campaigns) {
    const { token } = campaign;
    const sums = tokens.get(token.address)?.sums ?? {};
    const figures = {
      given: BigInt(campaign.given),
      paid: paidOf(campaign),
      delivered: deliveredOf(campaign),
      escrow: BigInt(campaign.escrow),
    };
    for (const figure of FIGURES) sums[figure] = (sums[figure] ?? 0n) + figures[figure];
    tokens.set(token.address, { token, sums });
  }
  return (
    <>
      {[...tokens.values()].map(({ token, sums }) => (
        <section className="totals" key={token.address} data-token={token.address}>
          <div className="totals-head soft small">
            <h2 className="small">{t(about, { token: symbolOf(token) })}</h2>
            <span>
              {t('home.token')} <Hash value={token.address} />
            </span>
          </div>
          <dl>
            {FIGURES.map((figure) => (
              <div key={figure}>
                <dt>{t(`home.figures.${figure}`)}</dt>
                <dd>
                  <Money units={sums[figure] ?? 0n} token={token} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="soft small totals-note">{t('home.figureNote')}</p>
    </>
  );
}
