import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import type { CampaignView, EntryView } from '../../domain/views.ts';
import { WalletScope } from '../app/WalletScope.tsx';
import { Failed } from '../components/Failed.tsx';
import { GivenEntry } from '../components/GivenEntry.tsx';
import { GivenRecords } from '../components/GivenRecords.tsx';
import { GivenTotals } from '../components/GivenTotals.tsx';
import { KeptCodes } from '../components/KeptCodes.tsx';
import { NeedAccount } from '../components/NeedAccount.tsx';
import { SearchBox } from '../components/SearchBox.tsx';
import { Who } from '../components/Who.tsx';
import { useAccount } from '../lib/account.ts';
import { useAddressParam } from '../lib/params.ts';
import { refundable } from '../lib/refund.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useGiven } from '../queries/reads.ts';
import './GiverPage.css';

/** So many gifts are listed at once. */
const PAGE = 20;

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
          <Loaded key={giver} giver={giver} />
        </WalletScope>
      )}
      <div className="giver-more">
        <KeptCodes />
        <section className="card stack-s" aria-labelledby="giver-find">
          <h2 id="giver-find">{t('giver.find')}</h2>
          <p className="soft small">{t('giver.findHint')}</p>
          <SearchBox />
        </section>
      </div>
    </>
  );
}

function Loaded({ giver }: { giver: Hex }) {
  const { t } = useTranslation();
  const { given, campaigns, error, retry } = useGiven(giver);
  if (given === undefined || campaigns === undefined) {
    return error === null ? (
      <Skeleton height={320} radius="lg" />
    ) : (
      <Failed error={error} retry={retry} />
    );
  }
  const { entries, complete } = given;
  if (entries.length === 0) {
    return (
      <section className="card">
        <h2>{t('giver.none')}</h2>
        <p className="soft">{t('giver.noneHint')}</p>
      </section>
    );
  }
  const shared = { entries, campaigns };
  const isOpen = (entry: EntryView): boolean => {
    const campaign = campaigns.find(({ id }) => id === entry.campaign);
    return campaign !== undefined && refundable(entry, campaign) > 0n;
  };
  const open = entries.filter(isOpen);
  const others = open.length === 0 ? entries : entries.filter((entry) => !isOpen(entry));
  return (
    <>
      {open.length > 0 && <Refunds entries={open} campaigns={campaigns} />}
      {!complete && <p className="soft">{t('giver.tooMany', { count: entries.length })}</p>}
      <GivenTotals address={giver} {...shared} />
      {others.length > 0 && (
        <Gifts
          title={t(open.length === 0 ? 'giver.all' : 'giver.others')}
          entries={others}
          campaigns={campaigns}
        />
      )}
      <GivenRecords {...shared} />
    </>
  );
}

interface Lists {
  readonly entries: readonly EntryView[];
  readonly campaigns: readonly CampaignView[];
}

/** What can be claimed, before everything else: nobody should have to look for it. */
function Refunds({ entries, campaigns }: Lists) {
  const { t } = useTranslation();
  return (
    <section className="stack-s" aria-labelledby="giver-refunds">
      <h2 id="giver-refunds">{t('giver.refunds', { count: entries.length })}</h2>
      <Cards entries={entries} campaigns={campaigns} />
    </section>
  );
}

/** Gifts, the latest first, a page at a time. */
function Gifts({ title, entries, campaigns }: Lists & { title: string }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(0);
  const page = entries.slice(from, from + PAGE);
  return (
    <section className="stack-s" aria-labelledby="giver-gifts">
      <h2 id="giver-gifts">{title}</h2>
      <Cards entries={page} campaigns={campaigns} />
      {entries.length > PAGE && (
        <nav className="row row-apart" aria-label={title}>
          <Button variant="default" disabled={from === 0} onClick={() => setFrom(from - PAGE)}>
            {t('common.previous')}
          </Button>
          <span className="soft small figures">
            {t('campaign.entries.page', {
              from: from + 1,
              to: from + page.length,
              total: entries.length,
            })}
          </span>
          <Button
            variant="default"
            disabled={from + PAGE >= entries.length}
            onClick={() => setFrom(from + PAGE)}
          >
            {t('common.next')}
          </Button>
        </nav>
      )}
    </section>
  );
}

function Cards({ entries, campaigns }: Lists) {
  return (
    <div className="giver-list">
      {entries.map((entry) => {
        const campaign = campaigns.find(({ id }) => id === entry.campaign);
        return campaign === undefined ? null : (
          <GivenEntry key={`${entry.campaign}:${entry.index}`} entry={entry} campaign={campaign} />
        );
      })}
    </div>
  );
}
