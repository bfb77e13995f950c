import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { QrCode } from './QrCode.tsx';
import { ShareLink } from './ShareLink.tsx';
import { Sheet } from './Sheet.tsx';

/** Where a gift is followed, and where its certificate is: paths on this site. */
export interface ReceiptPlaces {
  readonly follow: string;
  readonly certificate: string;
  /** The link holds a receipt code: whoever has it sees what the giver sees. */
  readonly isSecret?: boolean;
}

interface Props extends ReceiptPlaces {
  readonly onClose: () => void;
}

/** What a giver keeps: the link, as text and as a QR code, and the way to the certificate. */
export default function ReceiptSheet({ follow, certificate, isSecret, onClose }: Props) {
  const { t } = useTranslation();
  const url = `${location.origin}${follow}`;
  return (
    <Sheet title={t('certificate.keep.title')} open onClose={onClose}>
      <p>{t('certificate.keep.body')}</p>
      {isSecret && <p className="small soft">{t('certificate.keep.secret')}</p>}
      <QrCode text={url} label={t('certificate.qr')} />
      <p className="small">
        <code>{url}</code>
      </p>
      <div className="row">
        <Button component={Link} to={certificate} onClick={onClose}>
          {t('certificate.open')}
        </Button>
        <ShareLink title={t('follow.title')} url={url} />
      </div>
    </Sheet>
  );
}
