import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { custodyTokenAbi } from '../../../abi/CustodyToken.ts';
import { sha256Hex } from '../../../domain/cid.ts';
import type { Hex } from '../../../domain/hex.ts';
import { callOf } from '../../flows/call.ts';
import { publishBundle } from '../../flows/publish.ts';
import { addressOf } from '../../lib/address.ts';
import { amountOrNull } from '../../lib/amount.ts';
import { dayOf } from '../../lib/campaignDraft.ts';
import { useFormat } from '../../lib/useFormat.ts';
import type { Custody, Redemption } from '../../queries/custody.ts';
import { useStatus } from '../../queries/status.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { NOTHING_TOLD, WordsAndFiles } from '../actions/WordsAndFiles.tsx';
import { AddressField } from '../AddressField.tsx';
import { OfficeSheet } from './OfficeSheet.tsx';

interface Props {
  readonly custody: Custody;
  readonly delay: number;
  readonly onClose: () => void;
}

const at = ({ address }: Custody) => ({ address, abi: custodyTokenAbi }) as const;

/** A bank's or warehouse's reference as the chain keeps it: nobody reads an account number there. */
const referenceOf = (text: string): Promise<Hex> =>
  sha256Hex(new TextEncoder().encode(text.trim()));

/** The custodian says what it holds in all, and shows the statement. */
export function ReserveSheet({ custody, delay, onClose }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [day, setDay] = useState(() => dayOf(Date.now() / 1000));
  const [told, setTold] = useState(NOTHING_TOLD);
  const total = amountOrNull(typed, custody.decimals);
  const { data: status } = useStatus();
  // The day's end, or the chain's latest block on a day that is not over: whatever was paid out by then counts as gone.
  const end = Math.floor(new Date(`${day}T23:59:59`).getTime() / 1000);
  const asOf = Math.min(end, status?.timestamp ?? Number.NaN);
  const isMissing = told.words.trim() === '' && told.files.length === 0;
  const isReady = total !== null && !Number.isNaN(asOf) && !isMissing;
  return (
    <OfficeSheet
      title={t('charity.office.custodian.state')}
      action={t('charity.office.custodian.state')}
      call={
        isReady
          ? async (tools) => {
              tools.at('upload');
              const { words: note, files } = told;
              const document = await publishBundle({ files, note, noteName: 'reserve.txt' });
              return callOf(at(custody), 'stateReserve', [total, asOf, document]);
            }
          : null
      }
      delay={delay}
      complaint={isReady ? undefined : t('charity.office.custodian.stateNeeded')}
      onClose={onClose}
    >
      <p>{t('charity.office.custodian.stateBody')}</p>
      <Amount custody={custody} value={typed} onChange={setTyped} />
      <TextInput
        type="date"
        label={t('charity.office.custodian.asOf')}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <WordsAndFiles
        label={t('charity.office.custodian.statement')}
        told={told}
        onChange={setTold}
      />
    </OfficeSheet>
  );
}

/** Receipts for something that came in. */
export function MintSheet({ custody, delay, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [to, setTo] = useState('');
  const [typed, setTyped] = useState('');
  const [reference, setReference] = useState('');
  const account = addressOf(to);
  const amount = amountOrNull(typed, custody.decimals);
  const isReady = account !== null && amount !== null && reference.trim() !== '';
  return (
    <OfficeSheet
      title={t('charity.office.custodian.mint')}
      action={t('charity.office.custodian.mint')}
      call={
        isReady
          ? async () => callOf(at(custody), 'mint', [account, amount, await referenceOf(reference)])
          : null
      }
      delay={delay}
      complaint={isReady ? undefined : t('charity.office.custodian.mintNeeded')}
      onClose={onClose}
    >
      <p>
        {t('charity.office.custodian.mintBody', {
          amount: format.money(
            custody.cover > custody.supply ? custody.cover - custody.supply : 0n,
            custody,
          ),
        })}
      </p>
      <AddressField
        name="account"
        label={t('charity.office.custodian.to')}
        hint={t('charity.office.custodian.toHint')}
        value={to}
        error={undefined}
        onChange={setTo}
      />
      <Amount custody={custody} value={typed} onChange={setTyped} />
      <Reference value={reference} onChange={setReference} />
    </OfficeSheet>
  );
}

type RedemptionProps = Props & { readonly one: Redemption };

/** The custodian says that it paid outside: its word, and the tokens are burned. */
export function PaidSheet({ custody, one, delay, onClose }: RedemptionProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [reference, setReference] = useState('');
  const isReady = reference.trim() !== '';
  return (
    <OfficeSheet
      title={t('charity.office.custodian.confirm')}
      action={t('charity.office.custodian.confirm')}
      call={
        isReady
          ? async () =>
              callOf(at(custody), 'confirmPaid', [one.number, await referenceOf(reference)])
          : null
      }
      delay={delay}
      onClose={onClose}
    >
      <p>
        {t('charity.office.custodian.confirmBody', { amount: format.money(one.amount, custody) })}
      </p>
      <Reference value={reference} onChange={setReference} />
    </OfficeSheet>
  );
}

/** The custodian will not pay, and says why. */
export function RefuseSheet({ custody, one, delay, onClose }: RedemptionProps) {
  const { t } = useTranslation();
  const [told, setTold] = useState(NOTHING_TOLD);
  const isMissing = told.words.trim() === '' && told.files.length === 0;
  return (
    <OfficeSheet
      danger
      title={t('charity.office.custodian.refuse')}
      action={t('charity.office.custodian.refuse')}
      call={
        isMissing
          ? null
          : async (tools) => {
              tools.at('upload');
              const { words: note, files } = told;
              const reason = await publishBundle({ files, note, noteName: 'reason.txt' });
              return callOf(at(custody), 'refuse', [one.number, reason]);
            }
      }
      delay={delay}
      onClose={onClose}
    >
      <p>{t('charity.office.custodian.refuseBody')}</p>
      <WordsAndFiles label={t('desk.veto.reason')} told={told} onChange={setTold} />
    </OfficeSheet>
  );
}

/** A holder releases tokens so that they are paid out outside. */
export function RedeemSheet({ custody, onClose }: Omit<Props, 'delay'>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [where, setWhere] = useState('');
  const amount = amountOrNull(typed, custody.decimals);
  const isReady = amount !== null && where.trim() !== '';
  return (
    <ActionSheet
      title={t('charity.office.custodian.redeem')}
      action={t('charity.office.custodian.redeem')}
      flow={
        isReady
          ? async ({ send }) => {
              const instructions = await referenceOf(where);
              await send(callOf(at(custody), 'redeem', [amount, instructions]));
              return null;
            }
          : null
      }
      onClose={onClose}
    >
      <p>{t('charity.office.custodian.redeemBody')}</p>
      <Amount custody={custody} value={typed} onChange={setTyped} />
      <TextInput
        label={t('charity.office.custodian.where')}
        description={t('charity.office.custodian.whereHint')}
        maxLength={300}
        value={where}
        onChange={(event) => setWhere(event.currentTarget.value)}
      />
    </ActionSheet>
  );
}

interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Amount({ custody, value, onChange }: FieldProps & { custody: Custody }) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('desk.request.amount', { token: custody.symbol })}
      name="amount"
      inputMode="decimal"
      autoComplete="off"
      maxLength={40}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Reference({ value, onChange }: FieldProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('charity.office.custodian.reference')}
      description={t('charity.office.custodian.referenceHint')}
      name="reference"
      autoComplete="off"
      maxLength={200}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
