import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { keepCode, useKeptCodes } from '../lib/keptCodes.ts';

/** Has this browser keep a receipt code, where its owner wants that. */
export function KeepCode({ code }: { code: string }) {
  const { t } = useTranslation();
  const isKept = useKeptCodes().some((one) => one.code === code);
  return isKept ? (
    <p className="small">
      <Link to="/giver">{t('receipt.keep.kept')}</Link>
    </p>
  ) : (
    <div>
      <Button variant="default" size="xs" onClick={() => keepCode(code)}>
        {t('receipt.keep.action')}
      </Button>
    </div>
  );
}
