import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../domain/views.ts';
import { Failed } from '../components/Failed.tsx';
import { Notice } from '../components/Notice.tsx';
import { ColumnsForm } from '../components/provider/ColumnsForm.tsx';
import { ProviderReportView } from '../components/provider/ProviderReportView.tsx';
import { useAccount } from '../lib/account.ts';
import {
  fileSettings,
  guessColumns,
  mappingFileOf,
  NO_CHOICE,
  type ColumnChoice,
} from '../lib/provider/columns.ts';
import {
  headOf,
  ProviderFileError,
  readProvider,
  textOf,
  type ProviderReport,
} from '../lib/provider/readProvider.ts';
import { saveFile } from '../lib/saveFile.ts';
import { symbolOf, useFormat } from '../lib/useFormat.ts';
import { useTitle } from '../lib/useTitle.ts';
import { metadataQuery } from '../queries/documents.ts';
import { useCampaigns } from '../queries/reads.ts';
import './CreatePage.css';

/** A file larger than this is for the command alone, in bytes. */
const LARGEST = 200 * 1024 * 1024;
/** Lines shown to find the heading in. */
const HEAD = 8;

interface Loaded {
  readonly name: string;
  readonly text: string;
  readonly head: readonly (readonly string[])[];
}

/** A payment provider's file is looked through in the browser: what counts, what does not, and why. */
export default function ImportPage() {
  const { t } = useTranslation();
  useTitle(t('charity.import.title'));
  const campaigns = useCampaigns();
  return (
    <div className="narrow stack">
      <header className="stack-s">
        <h1>{t('charity.import.title')}</h1>
        <p className="soft">{t('charity.import.lead')}</p>
      </header>
      {campaigns.isError && (
        <Failed error={campaigns.error} retry={() => void campaigns.refetch()} />
      )}
      {campaigns.data !== undefined && <Import campaigns={campaigns.data} />}
    </div>
  );
}

function Import({ campaigns }: { campaigns: readonly CampaignView[] }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const account = useAccount();
  const input = useRef<HTMLInputElement>(null);
  const running = campaigns.filter(
    ({ state, operators }) => state === 'active' && operators.length > 0,
  );
  const words = useQueries({ queries: running.map(({ metadata }) => metadataQuery(metadata)) });
  const own = running.find(({ operators }) => account !== null && operators.includes(account));
  const [chosen, setChosen] = useState<string>(own?.id ?? running[0]?.id ?? '');
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [columns, setColumns] = useState<ColumnChoice>(NO_CHOICE);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [report, setReport] = useState<ProviderReport | null>(null);
  const [stated, setStated] = useState('');
  const campaign = running.find(({ id }) => id === chosen);

  const load = async (file: File) => {
    setReport(null);
    setTrouble(null);
    try {
      if (file.size > LARGEST) throw new ProviderFileError(t('charity.import.large'));
      const text = textOf(await file.arrayBuffer());
      const guess = guessColumns(text);
      const head = await headOf(text, guess.delimiter, HEAD + guess.skipLines);
      setColumns(guess);
      setLoaded({ name: file.name, text, head });
    } catch (error) {
      if (!(error instanceof ProviderFileError)) throw error;
      setLoaded(null);
      setTrouble(error.message);
    }
  };
  const check = async () => {
    if (loaded === null || campaign === undefined) return;
    setTrouble(null);
    setReport(null);
    setShare(0);
    try {
      const settings = fileSettings(columns, campaign);
      setReport(await readProvider(loaded.text, settings, setShare));
    } catch (error) {
      if (!(error instanceof ProviderFileError)) throw error;
      setTrouble(error.message);
    } finally {
      setShare(null);
    }
  };
  const saveMapping = () => {
    const text = `${JSON.stringify(mappingFileOf(columns), null, 2)}\n`;
    saveFile(new File([text], 'mapping.json', { type: 'application/json' }));
  };

  if (running.length === 0) return <Notice tone="info">{t('charity.import.noCampaign')}</Notice>;
  return (
    <>
      <section className="card stack" aria-label={t('charity.import.file')}>
        <NativeSelect
          label={t('desk.request.campaign')}
          name="campaign"
          value={chosen}
          onChange={(event) => {
            setChosen(event.currentTarget.value);
            setReport(null);
          }}
          data={running.map(({ id }, i) => ({
            value: id,
            label: words[i]?.data?.name[language] ?? `${id.slice(0, 10)}…`,
          }))}
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
          <ColumnsForm
            head={loaded.head}
            choice={columns}
            onChange={(choice) => {
              setColumns(choice);
              setReport(null);
            }}
          />
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
          <Button size="md" loading={share !== null} onClick={() => void check()}>
            {t('charity.import.check')}
          </Button>
        )}
      </section>
      {report !== null && campaign !== undefined && (
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
          <section className="card stack" aria-labelledby="anchor">
            <h2 id="anchor">{t('charity.import.anchor')}</h2>
            <p>{t('charity.import.anchorBody')}</p>
            <pre className="terms import-command">
              {`npm run batch -- ${loaded?.name} --mapping mapping.json --campaign ${campaign.id}`}
            </pre>
            <div>
              <Button variant="default" size="sm" onClick={saveMapping}>
                {t('charity.import.saveMapping')}
              </Button>
            </div>
          </section>
        </>
      )}
    </>
  );
}
