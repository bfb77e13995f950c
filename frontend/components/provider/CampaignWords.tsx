import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../../domain/hex.ts';
import { cleanLine } from '../../../domain/text.ts';
import type { CampaignNames } from '../../lib/provider/columns.ts';

interface Props {
  /** What the file calls campaigns. */
  readonly called: readonly string[];
  readonly names: CampaignNames;
  readonly campaigns: readonly { readonly value: Hex; readonly label: string }[];
  readonly onChange: (names: CampaignNames) => void;
}

/** Which campaign is meant by each word of the file's column; a word without one makes its rows bad. */
export function CampaignWords({ called, names, campaigns, onChange }: Props) {
  const { t } = useTranslation();
  // An id needs no explanation.
  const words = called.filter((word) => !/^0x[0-9a-f]{64}$/i.test(word));
  if (words.length === 0) return null;
  const choose = (word: string, id: string) => {
    const { [word]: _, ...others } = names;
    onChange(id === '' ? others : { ...others, [word]: id as Hex });
  };
  return (
    <fieldset className="stack">
      <legend className="wizard-legend">{t('charity.import.campaignWords')}</legend>
      <div className="wizard-pair">
        {words.map((word) => (
          <NativeSelect
            key={word}
            label={cleanLine(word).slice(0, 60)}
            data-word={word}
            value={names[word] ?? ''}
            onChange={(event) => choose(word, event.currentTarget.value)}
            data={[{ value: '', label: t('charity.import.noneOfThese') }, ...campaigns]}
          />
        ))}
      </div>
    </fieldset>
  );
}
