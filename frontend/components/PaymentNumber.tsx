import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { REFERENCE_LIMIT } from '../../domain/receipt.ts';
import { receiptFragment, typedReference } from '../../domain/receiptFragment.ts';

interface Props {
  readonly code: string;
  /** The number that was looked for already. */
  readonly initial: string;
}

/** Asks for the number on the payment slip; with it and the code a gift is found at any gateway. */
export function PaymentNumber({ code, initial }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState(initial);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const reference = typedReference(text);
    if (reference === '') return;
    void navigate({ pathname: '/receipt', hash: receiptFragment(code, reference) });
  };
  return (
    <form className="stack-s" onSubmit={submit}>
      <TextInput
        label={t('receipt.unknown.number')}
        description={t('receipt.unknown.numberHint')}
        name="reference"
        size="md"
        value={text}
        maxLength={REFERENCE_LIMIT}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" size="md" disabled={text.trim() === ''}>
          {t('receipt.unknown.find')}
        </Button>
      </div>
    </form>
  );
}
