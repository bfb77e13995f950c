import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useConfig } from 'wagmi';
import { readContract } from 'wagmi/actions';
import { deskAbi } from '../../abi/Desk.ts';
import type { Hex } from '../../domain/hex.ts';
import { contractAddress } from '../app/config.ts';
import { makePasskey, passkeyTrouble } from '../lib/passkey.ts';
import { PasskeyError, type PasskeyTrouble } from '../lib/passkeyError.ts';
import { storePasskey } from '../lib/passkeyStore.ts';
import { Notice } from './Notice.tsx';
import { OtherBrowser } from './OtherBrowser.tsx';

/** What a recipient does, from first to last. */
const STEPS = ['make', 'invite', 'confirm'] as const;

/** Makes a recipient's key on this device, with a fingertip or whatever the device asks for. */
export function NewPasskey({ isFirst }: { isFirst: boolean }) {
  const { t } = useTranslation();
  const config = useConfig();
  const [name, setName] = useState('');
  const [touched, setTouched] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<PasskeyTrouble | 'unreachable' | null>(null);
  const unable = passkeyTrouble();
  if (unable !== null) return isFirst ? <OtherBrowser why={unable} /> : null;
  const make = async () => {
    setBusy(true);
    setTrouble(null);
    try {
      const desk = { address: contractAddress('Desk'), abi: deskAbi } as const;
      const verifier = await readContract(config, { ...desk, functionName: 'PASSKEYS' });
      const label = name.trim();
      const made = await makePasskey(verifier.toLowerCase() as Hex, label);
      storePasskey({ ...made, name: label });
      setName('');
      setTouched(false);
    } catch (error) {
      console.error(error);
      setTrouble(error instanceof PasskeyError ? error.why : 'unreachable');
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTouched(true);
    if (name.trim() !== '') void make();
  };
  const form = (
    <form className="stack-s" onSubmit={submit} noValidate>
      <TextInput
        label={t('desk.recipient.name')}
        description={t('desk.recipient.nameHint')}
        name="passkeyName"
        maxLength={60}
        autoComplete="organization"
        value={name}
        error={touched && name.trim() === '' ? t('desk.recipient.nameNeeded') : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" size="md" loading={busy}>
          {t('desk.recipient.make')}
        </Button>
      </div>
      {trouble !== null && (
        <Notice tone="bad" live>
          {trouble === 'unreachable' ? t('flow.trouble.unreachable') : t(`flow.passkey.${trouble}`)}
        </Notice>
      )}
    </form>
  );
  if (!isFirst) {
    return (
      <details className="card">
        <summary>{t('desk.recipient.another')}</summary>
        {form}
      </details>
    );
  }
  return (
    <section className="card stack-s" aria-labelledby="new-passkey">
      <h2 id="new-passkey">{t('desk.recipient.first')}</h2>
      <ol className="passkey-steps">
        {STEPS.map((step) => (
          <li key={step}>{t(`desk.recipient.steps.${step}`)}</li>
        ))}
      </ol>
      {form}
      <p className="soft small">{t('desk.recipient.firstBody')}</p>
      <p className="soft small">{t('desk.recipient.wallet')}</p>
    </section>
  );
}
