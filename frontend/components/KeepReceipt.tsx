import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wantTexts } from '../i18n/index.ts';
import type { ReceiptPlaces } from './ReceiptSheet.tsx';

const ReceiptSheet = lazy(async () => {
  const [sheet] = await Promise.all([import('./ReceiptSheet.tsx'), wantTexts('certificate')]);
  return sheet;
});

/** Opens a gift's receipt: link, QR code, certificate. */
export function KeepReceipt(receipt: ReceiptPlaces) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button data-opens="receipt" onClick={() => setOpen(true)}>
        {t('follow.receipt')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ReceiptSheet {...receipt} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
