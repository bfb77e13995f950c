import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BadAnswer, NotFound, Refused, ServiceError } from '../lib/http.ts';
import { Missing } from './Missing.tsx';
import { Notice } from './Notice.tsx';

/** What stands where something could not be loaded, with a way to try again. */
export function Failed({ error, retry }: { error: Error; retry?: () => void }) {
  const { t } = useTranslation();
  if (error instanceof NotFound) return <Missing />;
  const isTooLong = error instanceof Refused && error.code === 'TooLong';
  const why = isTooLong
    ? t('common.failed.tooLong')
    : error instanceof BadAnswer
      ? t('common.failed.badAnswer')
      : error instanceof ServiceError
        ? t('common.failed.unreachable')
        : t('common.failed.other');
  return (
    <Notice tone="warn" title={t('common.failed.title')} live>
      <p>{why}</p>
      {retry !== undefined && !isTooLong && (
        <Button variant="default" size="xs" onClick={retry}>
          {t('common.retry')}
        </Button>
      )}
    </Notice>
  );
}
