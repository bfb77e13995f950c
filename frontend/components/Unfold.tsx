import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly summary: string;
  readonly children: ReactNode;
  readonly className?: string;
  /** Begin unfolded. */
  readonly open?: boolean;
}

/** Details whose content is drawn, and its code fetched, when it is first unfolded. */
export function Unfold({ summary, children, className, open = false }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(open);
  const [wasOpen, setWasOpen] = useState(open);
  return (
    <details
      {...(className === undefined ? {} : { className })}
      open={isOpen}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        if (event.currentTarget.open) setWasOpen(true);
      }}
    >
      <summary>{summary}</summary>
      {wasOpen && (
        <Suspense fallback={<p className="soft small">{t('common.loading')}</p>}>
          {children}
        </Suspense>
      )}
    </details>
  );
}
