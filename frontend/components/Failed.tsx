import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BadAnswer, NotFound, ServiceError } from '../lib/http.ts';
import { Notice } from './Notice.tsx';

/** What stands where something could not be loaded, with a way to try again. */
export function Failed({ error, retry }: { error: Error; retry?: () => void }) {
  const { t } = useTranslation();
  const why =
    error instanceof NotFound
      ? t('common.failed.notFound')
      : error instanceof BadAnswer
        ? t('common.failed.badAnswer')
        : error instanceof ServiceError
          ? t('common.failed.unreachable')
          : t('common.failed.other');
  return (
    <Notice tone="warn" title={t('common.failed.title')} live>
      <p>{why}</p>
      {retry !== undefined && !(error instanceof NotFound) && (
        <Button variant="default" size="xs" onClick={retry}>
          {t('common.retry')}
        </Button>
      )}
    </Notice>
  );
}
