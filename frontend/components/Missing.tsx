import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** For an address that leads to nothing, or to a record that does not exist. */
export function Missing() {
  const { t } = useTranslation();
  return (
    <section className="card stack-s">
      <h1>{t('common.failed.notFound')}</h1>
      <p className="soft">{t('common.failed.notFoundHint')}</p>
      <div>
        <Button component={Link} to="/" variant="default">
          {t('common.failed.toCampaigns')}
        </Button>
      </div>
    </section>
  );
}
