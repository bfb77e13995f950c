import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { NOTE_LIMIT } from '../../domain/manifest.ts';
import type { CampaignView, CategoryView } from '../../domain/views.ts';
import { requestDisbursement } from '../flows/requestDisbursement.ts';
import { complaintOf, wishOf, type Draft } from '../lib/draft.ts';
import { focusField } from '../lib/focusField.ts';
import { symbolOf, useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { ActionSheet } from './ActionSheet.tsx';
import { TermsList } from './actions/TermsList.tsx';
import { AddressField } from './AddressField.tsx';
import { FileField } from './FileField.tsx';
import { Notice } from './Notice.tsx';
import { RecipientField } from './RecipientField.tsx';
import { TargetField } from './TargetField.tsx';

const CATEGORIES: readonly CategoryView[] = [
  'goods',
  'services',
  'cash',
  'management',
  'fee',
  'transfer',
];
const DAY = 86_400;
const USUAL_DAYS = 30;

const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/** What the charity asks for, field by field; the dialog then shows it in words before it is signed. */
export function RequestForm({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>({
    category: 'goods',
    payee: '',
    target: '',
    recipient: '',
    amount: '',
    deliverBy: dayOf(now + USUAL_DAYS * DAY),
    note: '',
    files: [],
  });
  const [touched, setTouched] = useState(false);
  const [asking, setAsking] = useState(false);
  const set = <K extends keyof Draft>(key: K, value: Draft[K]) =>
    setDraft((before) => ({ ...before, [key]: value }));
  const { token, escrow } = campaign;
  const complaint = complaintOf(draft, campaign, now);
  const wish = complaint === null ? wishOf(draft, campaign) : null;
  const amount = wish === null ? null : format.money(wish.amount, token);
  const isTransfer = draft.category === 'transfer';
  const toSomebody = ['goods', 'services', 'cash'].includes(draft.category);
  const wrong = (field: keyof Draft) =>
    touched && complaint?.field === field
      ? t(`desk.request.${complaint.text}`, {
          cap: format.money(campaign.exposureCap ?? 0n, token),
        })
      : undefined;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTouched(true);
    if (complaint === null) setAsking(true);
    else focusField(event.currentTarget, complaint.field);
  };

  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <NativeSelect
        label={t('desk.request.category')}
        name="category"
        value={draft.category}
        onChange={(event) => {
          const chosen = CATEGORIES.find((one) => one === event.currentTarget.value);
          if (chosen !== undefined) set('category', chosen);
        }}
        data={CATEGORIES.map((value) => ({ value, label: t(`common.category.${value}`) }))}
      />
      {isTransfer ? (
        <TargetField
          campaign={campaign}
          value={draft.target}
          error={wrong('target')}
          onChange={(target) => set('target', target)}
        />
      ) : (
        <AddressField
          name="payee"
          label={t('desk.request.payee')}
          hint={t('desk.request.payeeHint')}
          value={draft.payee}
          error={wrong('payee')}
          onChange={(payee) => set('payee', payee)}
        />
      )}
      {toSomebody && (
        <RecipientField
          campaign={campaign}
          value={draft.recipient}
          error={wrong('recipient')}
          onChange={(recipient) => set('recipient', recipient)}
        />
      )}
      <TextInput
        label={t('desk.request.amount', { token: symbolOf(token) })}
        description={t('desk.request.escrow', { amount: format.money(escrow, token) })}
        name="amount"
        inputMode="decimal"
        autoComplete="off"
        maxLength={40}
        value={draft.amount}
        error={wrong('amount')}
        onChange={(event) => set('amount', event.currentTarget.value)}
      />
      {wish !== null && wish.amount > BigInt(escrow) && (
        <Notice tone="info">
          {t('desk.request.tooMuch', { amount: format.money(escrow, token) })}
        </Notice>
      )}
      {wish !== null && wish.category !== 'transfer' && (
        <RoomNotice campaign={campaign} amount={wish.amount} />
      )}
      <TextInput
        type="date"
        label={t('desk.request.deliverBy')}
        name="deliverBy"
        value={draft.deliverBy}
        error={wrong('deliverBy')}
        onChange={(event) => set('deliverBy', event.currentTarget.value)}
      />
      <Textarea
        label={t('desk.request.note')}
        name="note"
        rows={3}
        maxLength={NOTE_LIMIT}
        value={draft.note}
        onChange={(event) => set('note', event.currentTarget.value)}
      />
      <FileField
        files={draft.files}
        label={t('desk.request.files')}
        onChange={(files) => set('files', files)}
      />
      <Button type="submit" size="md">
        {amount === null ? t('desk.request.submitEmpty') : t('desk.request.submit', { amount })}
      </Button>
      {asking && wish !== null && amount !== null && (
        <ActionSheet
          title={t('desk.request.confirmTitle')}
          action={t('desk.request.submitEmpty')}
          flow={requestDisbursement(campaign, wish)}
          onClose={(done) => {
            setAsking(false);
            if (done) void navigate(`/campaign/${campaign.id}`);
          }}
        >
          <p>{t('desk.request.confirmBody')}</p>
          <TermsList campaign={campaign} terms={wish} />
        </ActionSheet>
      )}
    </form>
  );
}

/** It can be asked for, and has to wait until earlier deliveries are proven. */
function RoomNotice({ campaign, amount }: { campaign: CampaignView; amount: bigint }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { exposureCap, exposed, token } = campaign;
  if (exposureCap === null) return null;
  const room = BigInt(exposureCap) - BigInt(exposed);
  if (amount <= room) return null;
  return (
    <Notice tone="info">
      {t('campaign.blocks.exposure', { amount: format.money(room > 0n ? room : 0n, token) })}
    </Notice>
  );
}
