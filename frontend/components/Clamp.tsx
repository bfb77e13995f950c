import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './Clamp.css';

/** Above this many characters a text is shortened until the visitor wants all of it. */
const LONG = 420;

/** Text from outside: inert, line breaks kept, long ones folded. */
export function Clamp({ text }: { text: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  const isLong = text.length > LONG;
  return (
    <div>
      <p id={id} className={isLong && !open ? 'clamp clamp-shut' : 'clamp'} dir="auto">
        {text}
      </p>
      {isLong && (
        <button
          type="button"
          className="clamp-more"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {open ? t('common.less') : t('common.more')}
        </button>
      )}
    </div>
  );
}
