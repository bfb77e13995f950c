import { useTranslation } from 'react-i18next';

/** All that can be said when the server does not tell where its services are. */
export function Unconfigured() {
  const { t } = useTranslation();
  return (
    <main className="card lone">
      <h1>{t('common.product')}</h1>
      <p>{t('common.failed.unreachable')}</p>
      <button type="button" className="plain-button" onClick={() => location.reload()}>
        {t('common.failed.reload')}
      </button>
    </main>
  );
}
