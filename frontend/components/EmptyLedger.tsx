import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import './EmptyLedger.css';

/** A chain without a single campaign: the line before its first gift. */
export default function EmptyLedger() {
  const { t } = useTranslation();
  return (
    <section className="card empty-ledger" data-empty>
      <svg viewBox="0 0 320 90" aria-hidden="true">
        <path className="empty-ledger-sun" d="M124 66a36 36 0 0 1 72 0z" />
        <path
          className="empty-ledger-rays"
          d="M160 10v12M104 30l9 9M216 30l-9 9M84 62h12M224 62h12"
        />
        <path className="empty-ledger-line" d="M8 66h304" />
      </svg>
      <h2>{t('home.empty')}</h2>
      <p className="soft">{t('home.emptyHint')}</p>
      <div className="row">
        <Button component={Link} to="/desk" variant="default">
          {t('home.emptyDesk')}
        </Button>
        <Button component={Link} to="/verify" variant="default">
          {t('home.emptyVerify')}
        </Button>
      </div>
    </section>
  );
}
