import type { ReactNode } from 'react';
import { CheckIcon, InfoIcon, WarnIcon } from './icons.tsx';
import './Notice.css';

interface Props {
  readonly tone: 'info' | 'good' | 'warn' | 'bad';
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** By which tests and pictures find it. */
  readonly name?: string;
  /** Read out at once when it appears. */
  readonly live?: boolean;
}

/** A sentence that stands out: with an icon and words, never by colour alone. */
export function Notice({ tone, title, children, name, live = false }: Props) {
  const urgent = tone === 'bad' || tone === 'warn';
  return (
    <div
      className={`notice notice-${tone}`}
      data-notice={name}
      {...(live ? { role: urgent ? 'alert' : 'status' } : {})}
    >
      <span className="notice-icon">
        {tone === 'good' ? <CheckIcon size={20} /> : urgent ? <WarnIcon /> : <InfoIcon />}
      </span>
      <div className="notice-body">
        {title !== undefined && <p className="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
