import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { giftRecords, recordsCsv, recordsJson, type GiftRecord } from '../../domain/giftRecords.ts';
import type { CampaignView, EntryView } from '../../domain/views.ts';
import { download } from '../lib/download.ts';
import { copyText } from '../lib/share.ts';
import { useFormat } from '../lib/useFormat.ts';
import { metadataQuery } from '../queries/documents.ts';

interface Props {
  readonly entries: readonly EntryView[];
  readonly campaigns: readonly CampaignView[];
}

/** A giver's own records to take away: as a spreadsheet, as JSON, or on the clipboard. */
export function GivenRecords({ entries, campaigns }: Props) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [copied, setCopied] = useState(false);
  const records = async (): Promise<GiftRecord[]> => {
    const own = campaigns.filter(({ id }) => entries.some(({ campaign }) => campaign === id));
    const names = new Map<string, string>();
    await Promise.all(
      own.map(async ({ id, metadata }) => {
        const words = await client.fetchQuery(metadataQuery(metadata)).catch(() => undefined);
        if (words !== undefined) names.set(id, words.name[language]);
      }),
    );
    return giftRecords(entries, campaigns, ({ id }) => names.get(id));
  };
  const make = async (handOver: (all: GiftRecord[]) => void | Promise<void>) => {
    setBusy(true);
    try {
      await handOver(await records());
    } finally {
      setBusy(false);
    }
  };
  const nameNow = () => `sunline-${new Date().toISOString().slice(0, 10)}`;
  const saveCsv = (all: GiftRecord[]) => download(`${nameNow()}.csv`, 'text/csv', recordsCsv(all));
  const saveJson = (all: GiftRecord[]) =>
    download(`${nameNow()}.json`, 'application/json', recordsJson(all));
  const copy = async (all: GiftRecord[]) => {
    if (!(await copyText(recordsCsv(all)))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <section className="card stack-s" aria-labelledby="giver-records">
      <h2 id="giver-records">{t('giver.records.title')}</h2>
      <p className="soft small">{t('giver.records.body')}</p>
      <div className="row">
        <Button variant="default" loading={busy} onClick={() => void make(saveCsv)}>
          {t('giver.records.csv')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => void make(saveJson)}>
          {t('giver.records.json')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => void make(copy)}>
          {copied ? t('common.copied') : t('giver.records.copy')}
        </Button>
      </div>
    </section>
  );
}
