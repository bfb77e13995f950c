import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CampaignView } from '../../domain/views.ts';
import { appConfig, contractAddress } from '../app/config.ts';
import { give, type Given } from '../flows/give.ts';
import { useFlow } from '../flows/useFlow.ts';
import { useAccount } from '../lib/account.ts';
import { amountOrNull } from '../lib/amount.ts';
import { focusField } from '../lib/focusField.ts';
import { symbolOf, useFormat } from '../lib/useFormat.ts';
import { useHolding } from '../queries/chain.ts';
import { Faucet } from './Faucet.tsx';
import { FlowStatus } from './FlowStatus.tsx';
import { GiveMethod } from './GiveMethod.tsx';
import { NeedAccount } from './NeedAccount.tsx';
import { Notice } from './Notice.tsx';
import { Who } from './Who.tsx';
import './GiveForm.css';

/** Suggested amounts, in whole tokens. */
const CHIPS = [10n, 50n, 100n, 500n];

/** Amount, balance, place in line, what the wallet will ask; then the gift itself. */
export function GiveForm({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const account = useAccount();
  const { token } = campaign;
  const [text, setText] = useState('');
  const [touched, setTouched] = useState(false);
  const { state, run } = useFlow<Given>();
  const holding = useHolding(token.address, account);
  const amount = amountOrNull(text, token.decimals);
  const minimum = BigInt(campaign.minimum);
  const money = (units: bigint) => format.money(units, token);
  const complaint =
    amount === null
      ? t('give.notAmount')
      : amount < minimum
        ? t('give.belowMinimum', { amount: money(minimum) })
        : holding !== undefined && holding < amount
          ? t('give.notEnough', { amount: money(holding) })
          : null;
  const busy = state.phase === 'running';
  const isShort = holding !== undefined && holding < (amount ?? minimum);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTouched(true);
    if (amount === null || complaint !== null) {
      focusField(event.currentTarget, 'amount');
      return;
    }
    const ledger = contractAddress('Ledger');
    const { address, decimals } = token;
    const gift = { ledger, campaign: campaign.id, token: address, decimals, amount };
    const given = await run(give(gift));
    if (given !== undefined) void navigate(`/follow/${given.campaign}/${given.index}?new`);
  };

  if (account === null) return <NeedAccount as="donor" />;
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <p className="row giveform-who">
        <span className="soft">{t('give.chooser')}</span> <Who address={account} />
      </p>
      <fieldset disabled={busy}>
        <legend className="visually-hidden">{t('give.chips')}</legend>
        <div className="chips">
          {CHIPS.map((whole) => {
            const units = whole * 10n ** BigInt(token.decimals);
            return (
              <button
                key={whole}
                type="button"
                className="chip figures"
                aria-pressed={amount === units}
                onClick={() => setText(whole.toString())}
              >
                {format.count(whole)}
              </button>
            );
          })}
        </div>
      </fieldset>
      <TextInput
        label={t('give.amount', { token: symbolOf(token) })}
        size="lg"
        inputMode="decimal"
        autoComplete="off"
        name="amount"
        value={text}
        disabled={busy}
        maxLength={40}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => setTouched(text !== '')}
        error={touched && complaint !== null ? complaint : undefined}
        description={
          holding === undefined ? undefined : t('give.balance', { amount: money(holding) })
        }
        classNames={{ input: 'giveform-amount' }}
      />
      {appConfig().isDemo && isShort && <Faucet account={account} />}
      <PlaceInLine campaign={campaign} />
      <GiveMethod token={token} account={account} amount={amount} />
      <Notice tone="info" title={t('give.privacy.title')}>
        <p>{t('give.privacy.body')}</p>
      </Notice>
      <FlowStatus state={state} />
      <Button type="submit" size="lg" fullWidth loading={busy} disabled={state.phase === 'done'}>
        {amount === null ? t('give.submitEmpty') : t('give.submit', { amount: money(amount) })}
      </Button>
    </form>
  );
}

/** What will be spent before this gift: everything in escrow now. */
function PlaceInLine({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const ahead = BigInt(campaign.escrow);
  return (
    <div className="giveform-line">
      <strong>{t('give.line.title')}</strong>
      <p>
        {ahead === 0n
          ? t('give.line.none')
          : t('give.line.ahead', { amount: format.money(ahead, campaign.token) })}
      </p>
    </div>
  );
}
