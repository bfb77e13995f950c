import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BadAnswer, NotFound, Refused, ServiceError } from '../lib/http.ts';
import { Missing } from './Missing.tsx';
import { Notice } from './Notice.tsx';

interface Props {
  readonly error: Error;
  readonly retry?: () => void;
  /** What it means for the visitor. */
  readonly children?: ReactNode;
}

/** What stands where something could not be loaded, with a way to try again. */
export function Failed({ error, retry, children }: Props) {
  const { t } = useTranslation();
  const failedWords = useFailedWords();
  if (error instanceof NotFound) return <Missing />;
  return (
    <Notice tone="warn" title={t('common.failed.title')} live>
      <p>{failedWords(error)}</p>
      {children}
      {retry !== undefined && !isTooLong(error) && (
        <Button variant="default" size="xs" onClick={retry}>
          {t('common.retry')}
        </Button>
      )}
    </Notice>
  );
}

/** Whether asking again is of no use. */
export const isTooLong = (error: Error): boolean =>
  error instanceof Refused && error.code === 'TooLong';

/** Why something could not be loaded, in a visitor's words. */
export function useFailedWords(): (error: Error) => string {
  const { t } = useTranslation();
  return (error) => {
    if (isTooLong(error)) return t('common.failed.tooLong');
    if (error instanceof BadAnswer) return t('common.failed.badAnswer');
    return error instanceof ServiceError
      ? t('common.failed.unreachable')
      : t('common.failed.other');
  };
}
