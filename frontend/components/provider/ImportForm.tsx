import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../../domain/views.ts';
import { shortId } from '../../../domain/shortHex.ts';
import { useAccount } from '../../lib/account.ts';
import {
  fileSettings,
  guessColumns,
  guessNames,
  mappingFileOf,
  NO_CHOICE,
  type CampaignNames,
  type ColumnChoice,
} from '../../lib/provider/columns.ts';
import {
  headOf,
  ProviderFileError,
  readProvider,
  textOf,
  wordsIn,
  type ProviderReport,
} from '../../lib/provider/readProvider.ts';
import type { Runs } from '../../lib/provider/useRuns.ts';
import { saveFile } from '../../lib/saveFile.ts';
import { symbolOf, useFormat } from '../../lib/useFormat.ts';
import { metadataQuery } from '../../queries/documents.ts';
import { Notice } from '../Notice.tsx';
import { CampaignWords } from './CampaignWords.tsx';
import { ColumnsForm } from './ColumnsForm.tsx';
import { ImportGifts } from './ImportGifts.tsx';
import { ProviderReportView } from './ProviderReportView.tsx';

/** A file larger than this is for the command alone, in bytes. */
const LARGEST = 200 * 1024 * 1024;
/** Lines shown to find the heading in. */
const HEAD = 8;

interface Loaded {
  readonly name: string;
  readonly text: string;
  readonly head: readonly (readonly string[])[];
}

interface Props {
  readonly campaigns: readonly CampaignView[];
  readonly store: Runs;
}

/** A provider's file, from its columns to the codes of its gifts. */
export function ImportForm({ campaigns, store }: Props) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const account = useAccount();
  const input = useRef<HTMLInputElement>(null);
  const running = campaigns.filter(
    ({ state, operators }) => state === 'active' && operators.length > 0,
  );
  const words = useQueries({ queries: running.map(({ metadata }) => metadataQuery(metadata)) });
  const own = running.find(({ operators }) => account !== null && operators.includes(account));
  const [chosen, setChosen] = useState<string | null>(null);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [columns, setColumns] = useState<ColumnChoice>(NO_CHOICE);
  const [called, setCalled] = useState<readonly string[]>([]);
  const [names, setNames] = useState<CampaignNames>({});
  const [trouble, setTrouble] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [report, setReport] = useState<ProviderReport | null>(null);
  const [stated, setStated] = useState('');
  const campaign = running.find(({ id }) => id === chosen) ?? own ?? running[0];
  if (campaign === undefined) return <Notice tone="info">{t('charity.import.noCampaign')}</Notice>;

  const labels = running.map(({ id }, i) => ({
    value: id,
    label: words[i]?.data?.name[language] ?? shortId(id),
  }));
  const titled = running.map(({ id }, i) => ({
    id,
    names: Object.values(words[i]?.data?.name ?? {}),
  }));
  const attempt = async (work: () => Promise<void>) => {
    setTrouble(null);
    setReport(null);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ProviderFileError)) throw error;
      setTrouble(
        error.trouble
          ? t(`charity.import.whole.${error.trouble.kind}`, { line: 0, ...error.trouble })
          : error.message,
      );
    }
  };
  const choose = (choice: ColumnChoice, text: string) =>
    attempt(async () => {
      setColumns(choice);
      const found = await wordsIn(text, choice, choice.campaign);
      setCalled(found);
      setNames((before) => ({ ...guessNames(found, titled), ...before }));
    });
  const load = (file: File) =>
    attempt(async () => {
      setLoaded(null);
      if (file.size > LARGEST) throw new ProviderFileError(t('charity.import.large'));
      const text = textOf(await file.arrayBuffer());
      const guess = guessColumns(text);
      const head = await headOf(text, guess.delimiter, HEAD + guess.skipLines);
      setLoaded({ name: file.name, text, head });
      await choose(guess, text);
    });
  const check = ({ text }: Loaded) =>
    attempt(async () => {
      setShare(0);
      try {
        const settings = fileSettings(columns, names, campaign);
        const runs = store.runs ?? [];
        const orders = runs.map((run) => run.orders);
        const refunds = runs.map((run) => run.refunds);
        setReport(await readProvider(text, settings, setShare, { orders, refunds }));
      } finally {
        setShare(null);
      }
    });
  const saveMapping = () => {
    const text = `${JSON.stringify(mappingFileOf(columns, names), null, 2)}\n`;
    saveFile(new File([text], 'mapping.json', { type: 'application/json' }));
  };

  return (
    <>
      <section className="card stack" aria-label={t('charity.import.file')}>
        <NativeSelect
          label={t('desk.request.campaign')}
          description={columns.campaign === '' ? undefined : t('charity.import.otherwise')}
          name="campaign"
          value={campaign.id}
          onChange={(event) => {
            setChosen(event.currentTarget.value);
            setReport(null);
          }}
          data={labels}
        />
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          data-field="gifts"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (file !== undefined) void load(file);
          }}
        />
        <div className="row">
          <Button variant="default" size="sm" onClick={() => input.current?.click()}>
            {t('charity.import.choose')}
          </Button>
          <span className="soft small">{loaded?.name ?? t('charity.import.stays')}</span>
        </div>
        {loaded !== null && (
          <>
            <ColumnsForm
              head={loaded.head}
              choice={columns}
              onChange={(choice) => void choose(choice, loaded.text)}
            />
            <CampaignWords
              called={called}
              names={names}
              campaigns={labels}
              onChange={(changed) => {
                setNames(changed);
                setReport(null);
              }}
            />
          </>
        )}
        {trouble !== null && (
          <Notice tone="bad" title={t('charity.import.unreadable')} live>
            {trouble}
          </Notice>
        )}
        {share !== null && (
          <progress value={share} max={1} aria-label={t('charity.import.reading')} />
        )}
        {loaded !== null && (
          <Button size="md" loading={share !== null} onClick={() => void check(loaded)}>
            {t('charity.import.check')}
          </Button>
        )}
      </section>
      {report !== null && loaded !== null && (
        <>
          <ProviderReportView
            report={report}
            token={campaign.token}
            stated={stated}
            statedField={
              <TextInput
                label={t('charity.import.stated', { token: symbolOf(campaign.token) })}
                description={t('charity.import.statedHint')}
                name="stated"
                inputMode="decimal"
                value={stated}
                onChange={(event) => setStated(event.currentTarget.value)}
              />
            }
          />
          <ImportGifts
            report={report}
            stated={stated}
            fileName={loaded.name}
            campaign={campaign}
            campaigns={campaigns}
            store={store}
            onStale={() => setReport(null)}
            saveMapping={saveMapping}
          />
        </>
      )}
    </>
  );
}
