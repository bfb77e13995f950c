import { Button, Skeleton, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Hex } from '../../domain/hex.ts';
import type { EntryView } from '../../domain/views.ts';
import { WalletScope } from '../app/WalletScope.tsx';
import { Failed } from '../components/Failed.tsx';
import { GivenEntry } from '../components/GivenEntry.tsx';
import { GivenTotals } from '../components/GivenTotals.tsx';
import { NeedAccount } from '../components/NeedAccount.tsx';
import { Who } from '../components/Who.tsx';
import { useAccount } from '../lib/account.ts';
import { useAddressParam } from '../lib/params.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useCampaigns, useGiven } from '../queries/reads.ts';
import './GiverPage.css';

/** All gifts of one address, of the visitor's own if none is named; refunds are claimed here. */
export default function GiverPage() {
  const { t } = useTranslation();
  useTitle(t('giver.title'));
  const named = useAddressParam('address');
  const account = useAccount();
  const giver = named ?? account;
  return (
    <>
      <header className="stack-s">
        <h1>{t('giver.title')}</h1>
        {giver !== null && (
          <p className="row giver-who">
            <span className="soft">{t('giver.of')}</span> <Who address={giver} />
          </p>
        )}
      </header>
      {giver === null ? (
        <NeedAccount why={t('giver.choose')} />
      ) : (
        <WalletScope>
          <Gifts giver={giver} />
        </WalletScope>
      )}
      <Lookup />
    </>
  );
}

function Gifts({ giver }: { giver: Hex }) {
  const { t } = useTranslation();
  const given = useGiven(giver);
  const campaigns = useCampaigns();
  if (given.isError) return <Failed error={given.error} retry={() => void given.refetch()} />;
  if (campaigns.isError) {
    return <Failed error={campaigns.error} retry={() => void campaigns.refetch()} />;
  }
  if (given.data === undefined || campaigns.data === undefined) {
    return <Skeleton height={240} radius="lg" />;
  }
  const entries: EntryView[] = given.data.pages.flat();
  if (entries.length === 0) {
    return (
      <section className="card">
        <h2>{t('giver.none')}</h2>
        <p className="soft">{t('giver.noneHint')}</p>
      </section>
    );
  }
  return (
    <>
      <GivenTotals entries={entries} campaigns={campaigns.data} complete={!given.hasNextPage} />
      <div className="giver-list">
        {entries.map((entry) => {
          const campaign = campaigns.data.find(({ id }) => id === entry.campaign);
          return campaign === undefined ? null : (
            <GivenEntry
              key={`${entry.campaign}:${entry.index}`}
              entry={entry}
              campaign={campaign}
            />
          );
        })}
      </div>
      {given.hasNextPage && (
        <Button
          variant="default"
          loading={given.isFetchingNextPage}
          onClick={() => void given.fetchNextPage()}
        >
          {t('giver.more')}
        </Button>
      )}
    </>
  );
}

function Lookup() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const address = text.trim().toLowerCase();
  const fits = /^0x[0-9a-f]{40}$/.test(address);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits) void navigate(`/giver/${address}`);
  };
  return (
    <form className="giver-lookup" onSubmit={submit}>
      <TextInput
        label={t('giver.whose')}
        placeholder="0x…"
        value={text}
        maxLength={60}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!fits}>
        {t('giver.show')}
      </Button>
    </form>
  );
}
