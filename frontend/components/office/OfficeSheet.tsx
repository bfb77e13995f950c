import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../flows/call.ts';
import { actInOffice } from '../../flows/office.ts';
import type { Flow } from '../../flows/tools.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { Notice } from '../Notice.tsx';

interface Props {
  readonly title: string;
  readonly action: string;
  /** Null while something is missing. A flow, where something is stored before the call is known. */
  readonly call: Call | Flow<Call> | null;
  readonly delay: number;
  readonly danger?: boolean;
  readonly complaint?: string | undefined;
  readonly children?: ReactNode;
  readonly onClose: (done: boolean) => void;
}

/** Confirms something that an office does; with a delay it is announced first, and the dialog says so. */
export function OfficeSheet({ call, delay, children, action, ...rest }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const flow: Flow<unknown> | null =
    call === null
      ? null
      : async (tools) => {
          const ready = typeof call === 'function' ? await call(tools) : call;
          return actInOffice(ready)(tools);
        };
  return (
    <ActionSheet {...rest} flow={flow} action={delay === 0 ? action : t('charity.office.announce')}>
      {children}
      {delay > 0 && (
        <Notice tone="info">
          {t('charity.office.announceBody', { duration: format.duration(delay) })}
        </Notice>
      )}
    </ActionSheet>
  );
}
