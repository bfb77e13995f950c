import { NativeSelect } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import { cleanLine } from '../../domain/text.ts';
import type { CampaignView } from '../../domain/views.ts';
import { shortHex } from '../../domain/shortHex.ts';
import { personOf } from '../lib/account.ts';
import { formOf } from '../lib/recipient.ts';
import { useFormat } from '../lib/useFormat.ts';
import { manifestQuery } from '../queries/documents.ts';

interface Props {
  readonly campaign: CampaignView;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (recipient: string) => void;
}

/** How much of what the voucher wrote fits into a line. */
const LINE = 48;

/** One of the recipients that somebody vouched for, by name or by what the voucher wrote. */
export function RecipientField({ campaign, value, error, onChange }: Props) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { recipients } = campaign;
  const documents = useQueries({ queries: recipients.map((one) => manifestQuery(one.document)) });
  const nameOf = (recipient: Hex, i: number): string => {
    const short = shortHex(recipient);
    const note = cleanLine(documents[i]?.data?.note ?? '').slice(0, LINE);
    const person = formOf(recipient) === 'account' ? personOf(recipient) : undefined;
    const name = person === undefined ? note : cleanLine(person.name[language]);
    return name === '' ? short : `${name} · ${short}`;
  };
  return (
    <NativeSelect
      label={t('desk.request.recipient')}
      description={
        recipients.length === 0 ? t('desk.request.recipientNone') : t('desk.request.recipientHint')
      }
      name="recipient"
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: '—' },
        ...recipients.map(({ recipient }, i) => ({
          value: recipient,
          label: nameOf(recipient, i),
        })),
      ]}
    />
  );
}
