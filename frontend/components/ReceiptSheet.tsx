import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { QrCode } from './QrCode.tsx';
import { ShareLink } from './ShareLink.tsx';
import { Sheet } from './Sheet.tsx';

interface Props {
  /** Campaign and number, as they stand in addresses: `0x…/17`. */
  readonly place: string;
  readonly onClose: () => void;
}

/** What a giver keeps: the link, as text and as a QR code, and the way to the certificate. */
export default function ReceiptSheet({ place, onClose }: Props) {
  const { t } = useTranslation();
  const url = `${location.origin}/follow/${place}`;
  return (
    <Sheet title={t('certificate.keep.title')} open onClose={onClose}>
      <p>{t('certificate.keep.body')}</p>
      <QrCode text={url} label={t('certificate.qr')} />
      <p className="small">
        <code>{url}</code>
      </p>
      <div className="row">
        <Button component={Link} to={`/certificate/${place}`} onClick={onClose}>
          {t('certificate.open')}
        </Button>
        <ShareLink title={t('follow.title')} url={url} />
      </div>
    </Sheet>
  );
}
