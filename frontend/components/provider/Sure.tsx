import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly label: string;
  /** The question that the first press is answered with. */
  readonly sure: string;
  readonly onSure: () => void;
}

/** A button for what cannot be undone: it asks once more, in its own place. */
export function Sure({ label, sure, onSure }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button variant="default" onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <span className="stack-s" role="group" aria-label={sure}>
      <span className="small" role="status">
        {sure}
      </span>
      <span className="row">
        <Button color="red.8" size="sm" onClick={onSure}>
          {label}
        </Button>
        <Button variant="default" size="sm" onClick={() => setAsking(false)}>
          {t('common.cancel')}
        </Button>
      </span>
    </span>
  );
}
