import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../domain/views.ts';
import { enrolRecipient } from '../flows/enrolRecipient.ts';
import { parseKey } from '../lib/recipient.ts';
import { ActionSheet } from './ActionSheet.tsx';
import { NOTHING_TOLD, WordsAndFiles } from './actions/WordsAndFiles.tsx';
import { CampaignName } from './CampaignName.tsx';
import { KeyField } from './KeyField.tsx';
import { Notice } from './Notice.tsx';
import { Recipient } from './Recipient.tsx';

interface Props {
  readonly campaign: CampaignView;
  /** The key as typed, or as the invitation brought it. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onDone: () => void;
}

/** Which key, and who holds it; the dialog says what vouching means before it is signed. */
export function EnrolForm({ campaign, value, onChange, onDone }: Props) {
  const { t } = useTranslation();
  const [told, setTold] = useState(NOTHING_TOLD);
  const [touched, setTouched] = useState(false);
  const [asking, setAsking] = useState(false);
  const key = parseKey(value);
  const isKnown = campaign.recipients.some(({ recipient }) => recipient === key);
  const isReady = key !== null && !isKnown && told.words.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (isReady) setAsking(true);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <KeyField value={value} onChange={onChange} />
      {isKnown && !asking && <Notice tone="info">{t('desk.enrol.known')}</Notice>}
      <WordsAndFiles label={t('desk.enrol.who')} told={told} onChange={setTold} />
      <p className="soft small">{t('desk.enrol.public')}</p>
      {touched && !isReady && !isKnown && (
        <p className="small verdict-bad" role="alert">
          {key === null ? t('desk.enrol.keyNeeded') : t('desk.enrol.whoNeeded')}
        </p>
      )}
      <Button type="submit" size="md">
        {t('desk.enrol.submit')}
      </Button>
      {asking && key !== null && (
        <ActionSheet
          title={t('desk.enrol.confirmTitle')}
          action={t('desk.enrol.submit')}
          flow={enrolRecipient(campaign, key, told.words, told.files)}
          onClose={(done) => {
            setAsking(false);
            if (!done) return;
            setTold(NOTHING_TOLD);
            setTouched(false);
            onDone();
          }}
        >
          <p>{t('desk.enrol.confirmBody')}</p>
          <dl className="facts terms">
            <div>
              <dt>{t('desk.enrol.campaign')}</dt>
              <dd>
                <CampaignName campaign={campaign} />
              </dd>
            </div>
            <div>
              <dt>{t('campaign.payments.recipient')}</dt>
              <dd>
                <Recipient recipient={key} />
              </dd>
            </div>
            <div>
              <dt>{t('desk.enrol.who')}</dt>
              <dd dir="auto">{told.words}</dd>
            </div>
          </dl>
        </ActionSheet>
      )}
    </form>
  );
}
