import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from './Notice.tsx';

/** For an address of a page that leads to nothing. */
export function Missing() {
  const { t } = useTranslation();
  return (
    <Notice tone="warn" title={t('common.failed.notFound')}>
      <p>
        <Link to="/">{t('common.nav.campaigns')}</Link>
      </p>
    </Notice>
  );
}
