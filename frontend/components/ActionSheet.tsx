import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Flow } from '../flows/tools.ts';
import { useFlow } from '../flows/useFlow.ts';
import { FlowStatus } from './FlowStatus.tsx';
import { Sheet } from './Sheet.tsx';

interface Props<T> {
  readonly title: string;
  /** On the button that does it. */
  readonly action: string;
  /** What will happen, in human words, and whatever has to be filled in. */
  readonly children: ReactNode;
  /** Null while something is missing; `complaint` says what. */
  readonly flow: Flow<T> | null;
  readonly complaint?: string | undefined;
  /** Called with whether it was done. */
  readonly onClose: (done: boolean) => void;
  readonly danger?: boolean;
}

/** The one dialog in which anything that is signed or sent is confirmed and then watched. */
export function ActionSheet<T>({
  title,
  action,
  children,
  flow,
  complaint,
  onClose,
  danger = false,
}: Props<T>) {
  const { t } = useTranslation();
  const { state, run } = useFlow<T>();
  const busy = state.phase === 'running';
  const done = state.phase === 'done';
  const close = () => onClose(done);
  return (
    <Sheet title={title} open onClose={close}>
      {!done && children}
      <FlowStatus state={state} />
      {complaint !== undefined && !done && <p className="small soft">{complaint}</p>}
      <div className="row">
        {done ? (
          <Button size="md" onClick={close}>
            {t('common.close')}
          </Button>
        ) : (
          <>
            <Button
              size="md"
              color={danger ? 'red.8' : 'sun'}
              loading={busy}
              disabled={flow === null}
              onClick={() => {
                if (flow !== null) void run(flow);
              }}
            >
              {state.phase === 'failed' ? t('flow.tryAgain') : action}
            </Button>
            <Button size="md" variant="default" onClick={close}>
              {busy ? t('common.close') : t('common.cancel')}
            </Button>
          </>
        )}
      </div>
    </Sheet>
  );
}
