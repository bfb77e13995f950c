import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../lib/account.ts';
import { useFormat } from '../../lib/useFormat.ts';
import type { Power } from '../../queries/office.ts';

interface Props {
  readonly office: 'registrar' | 'guardian' | 'custodian' | 'operator';
  /** Besides the office's own name, for example which token it is about. */
  readonly about?: string;
  /** What the account may do; undefined while it is being asked, null where no manager decides. */
  readonly power: Power | undefined | null;
  readonly children: ReactNode;
}

/** One office: what it is for, and whether the visitor's account holds it. */
export function OfficeCard({ office, about, power, children }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const id = `office-${office}${about ?? ''}`;
  const verdict = () => {
    if (account === null) return t('charity.office.nobody');
    if (power === undefined || power === null) return null;
    if (!power.may) {
      return t(office === 'operator' ? 'charity.office.noOperator' : 'charity.office.notYou');
    }
    if (power.delay === 0) return t('charity.office.you');
    return t('charity.office.youDelayed', { duration: format.duration(power.delay) });
  };
  const words = verdict();
  return (
    <section className="card stack" aria-labelledby={id} data-office={office}>
      <div className="stack-s">
        <h2 id={id}>
          {t(`charity.office.${office}.title`)}
          {about !== undefined && ` · ${about}`}
        </h2>
        <p className="soft">{t(`charity.office.${office}.lead`)}</p>
        {words !== null && (
          <p className="small" data-power={power?.may === true ? 'yes' : 'no'}>
            {words}
          </p>
        )}
      </div>
      {children}
    </section>
  );
}
