import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import { cleanLine } from '../../domain/text.ts';
import { shortHex } from '../../domain/shortHex.ts';
import { personOf } from '../lib/account.ts';
import { phoneName } from '../lib/stageFrame.ts';
import { useFormat } from '../lib/useFormat.ts';

interface Props {
  /** Whose phone it can be. */
  readonly cast: readonly Hex[];
  /** Whose phone it is. */
  readonly holder: Hex;
  readonly onHand: (to: Hex) => void;
  readonly path: string;
}

/** A second phone: the same pages as somebody else sees them, and may use them. */
export function Phone({ cast, holder, onHand, path }: Props) {
  const { t } = useTranslation();
  const name = useNames();
  return (
    <div className="stage-phone">
      <div className="stage-cast" role="group" aria-label={t('stage.phone.whose')}>
        {cast.map((address) => (
          <button
            key={address}
            type="button"
            className="stage-role"
            aria-pressed={address === holder}
            onClick={() => onHand(address)}
          >
            {name(address)}
          </button>
        ))}
      </div>
      <iframe
        // Another holder or page is another visit: the frame's name is set as it is made.
        key={`${holder} ${path}`}
        className="stage-frame"
        name={phoneName(holder)}
        title={t('stage.phone.title', { name: name(holder) })}
        src={path}
      />
    </div>
  );
}

/** Names of the story's people in the visitor's language. */
export function useNames(): (address: Hex) => string {
  const { language } = useFormat();
  return (address) => {
    const person = personOf(address);
    return person === undefined ? shortHex(address) : cleanLine(person.name[language]).slice(0, 60);
  };
}
