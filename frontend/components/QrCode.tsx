import { encode } from 'uqr';
import './QrCode.css';

interface Props {
  readonly text: string;
  /** What it leads to, for those who cannot see it. */
  readonly label: string;
}

/** A QR code, dark on white in every appearance: cameras need it so. */
export function QrCode({ text, label }: Props) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const squares = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={squares} fill="#17202e" />
    </svg>
  );
}
