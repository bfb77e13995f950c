import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueries } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatReceiptCode, newReceiptSecret } from '../../domain/receiptCode.ts';
import { cleanLine } from '../../domain/text.ts';
import type { CampaignView } from '../../domain/views.ts';
import { shortId } from '../../domain/shortHex.ts';
import { amountOrNull } from '../lib/amount.ts';
import { focusField } from '../lib/focusField.ts';
import { receiptAddress } from '../lib/receipt.ts';
import { pay } from '../lib/sandbox.ts';
import { symbolOf, useFormat } from '../lib/useFormat.ts';
import { metadataQuery } from '../queries/documents.ts';
import { Notice } from './Notice.tsx';
import './GiveForm.css';

/** Suggested amounts, in hundredths of a whole token. */
const CHIPS = [50n, 140n, 500n, 1_000n];

interface Props {
  /** Those that take small gifts of the sandbox's operator; at least one. */
  readonly campaigns: readonly [CampaignView, ...CampaignView[]];
  /** The one chosen at first, if it is among them. */
  readonly wanted: string | null;
  readonly onPaid: (code: string) => void;
}

/** Campaign and amount; the receipt code is made here, before anything is paid. */
export function SandboxForm({ campaigns, wanted, onPaid }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [id, setId] = useState<string | null>(wanted);
  const [text, setText] = useState('');
  const [touched, setTouched] = useState(false);
  // Should the answer be lost, the same code is used again: whatever was paid then stands under it.
  const secret = useRef<Uint8Array>(undefined);
  const words = useQueries({ queries: campaigns.map(({ metadata }) => metadataQuery(metadata)) });
  const payment = useMutation({
    mutationFn: async (amount: bigint) => {
      secret.current ??= newReceiptSecret();
      const address = receiptAddress(secret.current);
      await pay({ campaign: campaign.id, amount, address });
      return formatReceiptCode(secret.current);
    },
    onSuccess: onPaid,
  });
  const campaign = campaigns.find((one) => one.id === id) ?? campaigns[0];
  const { token } = campaign;
  const amount = amountOrNull(text, token.decimals);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTouched(true);
    if (amount === null) focusField(event.currentTarget, 'amount');
    else payment.mutate(amount);
  };

  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <NativeSelect
        label={t('receipt.sandbox.campaign')}
        size="md"
        name="campaign"
        value={campaign.id}
        onChange={(event) => setId(event.currentTarget.value)}
        data={campaigns.map((one, i) => ({
          value: one.id,
          label: words[i]?.data?.name[format.language] ?? shortId(one.id),
        }))}
      />
      <div className="chips">
        {CHIPS.map((hundredths) => {
          const units = (hundredths * 10n ** BigInt(token.decimals)) / 100n;
          return (
            <button
              key={hundredths}
              type="button"
              className="chip figures"
              aria-pressed={amount === units}
              onClick={() => setText(format.amount(units, token.decimals))}
            >
              {format.amount(units, token.decimals)}
            </button>
          );
        })}
      </div>
      <TextInput
        label={t('receipt.sandbox.amount', { token: symbolOf(token) })}
        size="lg"
        inputMode="decimal"
        autoComplete="off"
        name="amount"
        value={text}
        maxLength={40}
        onChange={(event) => setText(event.currentTarget.value)}
        error={touched && amount === null ? t('receipt.sandbox.notAmount') : undefined}
        classNames={{ input: 'giveform-amount' }}
      />
      {payment.isError && (
        <Notice tone="bad" live>
          <p>
            {t('receipt.sandbox.failed', {
              message: cleanLine(payment.error.message).slice(0, 120),
            })}
          </p>
        </Notice>
      )}
      <Button type="submit" size="lg" fullWidth loading={payment.isPending}>
        {amount === null
          ? t('receipt.sandbox.payEmpty')
          : t('receipt.sandbox.pay', { amount: format.money(amount, token) })}
      </Button>
    </form>
  );
}
