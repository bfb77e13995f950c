import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { confirmDelivery } from '../../flows/confirmDelivery.ts';
import { useAccount } from '../../lib/account.ts';
import { parseTyped } from '../../lib/amount.ts';
import { formOf, speakerOf } from '../../lib/recipient.ts';
import { symbolOf, useFormat } from '../../lib/useFormat.ts';
import { useRelay } from '../../queries/relay.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { HandInWay } from '../HandInWay.tsx';
import { PaymentWords } from '../PaymentWords.tsx';
import { EvidenceChoice } from './EvidenceChoice.tsx';
import type { SheetProps } from './sheet.ts';

/** The recipient signs that it arrived, or how much did. */
export function ConfirmSheet({ campaign, disbursement, onClose }: SheetProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const relay = useRelay();
  const { evidence, terms, disputes } = disbursement;
  const { token } = campaign;
  const [chosen, setChosen] = useState(evidence.at(-1)?.digest);
  const [less, setLess] = useState(false);
  const [typed, setTyped] = useState('');
  // What was given back needs no delivery; the desk asks for the rest.
  const kept = BigInt(terms.amount) - BigInt(disbursement.returned);
  const arrived = less ? lessThan(kept, typed, token.decimals) : kept;
  const amount = format.money(kept, token);
  const isReady =
    chosen !== undefined && arrived !== null && (account !== null || relay?.ready === true);
  return (
    <ActionSheet
      danger={less}
      title={t('desk.confirm.title')}
      action={less ? t('desk.confirm.sendLess') : t('desk.actions.confirm')}
      flow={isReady ? confirmDelivery({ campaign, disbursement }, chosen, arrived) : null}
      complaint={arrived === null ? t('desk.confirm.lessNeeded', { amount }) : undefined}
      onClose={onClose}
    >
      <PaymentWords digest={terms.documents} />
      <p>{less ? t('desk.confirm.lessBody') : t('desk.confirm.body', { amount })}</p>
      {/* The contract takes a short word once; after a dispute the auditors rule on the rest. */}
      {disputes.length === 0 && (
        <fieldset className="stack-s">
          <legend className="visually-hidden">{t('desk.confirm.title')}</legend>
          {[false, true].map((isLess) => (
            <label key={String(isLess)} className="row consent">
              <input
                type="radio"
                name="arrived"
                checked={less === isLess}
                onChange={() => setLess(isLess)}
              />
              <span>{isLess ? t('desk.confirm.less') : t('desk.confirm.all', { amount })}</span>
            </label>
          ))}
        </fieldset>
      )}
      {less && (
        <TextInput
          label={t('desk.confirm.howMuch', { token: symbolOf(token) })}
          name="received"
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {formOf(speakerOf(disbursement)) === 'passkey' && (
        <p className="soft small">{t('desk.confirm.passkey')}</p>
      )}
      {chosen !== undefined && (
        <EvidenceChoice evidence={evidence} chosen={chosen} onChoose={setChosen} />
      )}
      <HandInWay />
    </ActionSheet>
  );
}

/** Nothing at all may have arrived; null for anything that is not below what the payee kept. */
function lessThan(kept: bigint, typed: string, decimals: number): bigint | null {
  try {
    const units = parseTyped(typed, decimals);
    return units < kept ? units : null;
  } catch {
    return null;
  }
}
