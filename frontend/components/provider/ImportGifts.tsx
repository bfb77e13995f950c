import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../../domain/views.ts';
import { appConfig, contractAddress } from '../../app/config.ts';
import { useAccount } from '../../lib/account.ts';
import { amountOrNull } from '../../lib/amount.ts';
import { ServiceError } from '../../lib/http.ts';
import { SETTLED } from '../../../domain/provider/settled.ts';
import { makeRun, MOST_GIFTS } from '../../lib/provider/makeRun.ts';
import type { ProviderReport } from '../../lib/provider/readProvider.ts';
import { StoreError } from '../../lib/provider/runStore.ts';
import { likelyTwice, sharesOf } from '../../lib/provider/shares.ts';
import { alone, type Runs } from '../../lib/provider/useRuns.ts';
import { latestBlock } from '../../lib/rpc.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { useGiven } from '../../queries/reads.ts';
import { NeedAccount } from '../NeedAccount.tsx';
import { Notice } from '../Notice.tsx';
import { Shares } from './Shares.tsx';

interface Props {
  readonly report: ProviderReport;
  /** The provider's own total, as typed. */
  readonly stated: string;
  readonly fileName: string;
  /** Whose token the gifts are counted in. */
  readonly campaign: CampaignView;
  readonly campaigns: readonly CampaignView[];
  readonly store: Runs;
  /** Another page has imported something meanwhile: the file is to be looked through anew. */
  readonly onStale: () => void;
  readonly saveMapping: () => void;
}

/** From what a file says to its receipt codes; for more than the page takes on, the command. */
export function ImportGifts(props: Props) {
  const { t } = useTranslation();
  const account = useAccount();
  const { report } = props;
  return (
    <section className="card stack" aria-labelledby="anchor">
      <h2 id="anchor">{t('charity.import.anchor')}</h2>
      {report.gifts.length === 0 && <p>{t('charity.import.nothingNew')}</p>}
      {report.gifts.length > MOST_GIFTS && (
        <>
          <p>{t('charity.import.tooMany', { count: report.gifts.length, most: MOST_GIFTS })}</p>
          <Command {...props} />
        </>
      )}
      {report.gifts.length > 0 && report.gifts.length <= MOST_GIFTS && (
        <>
          {account === null ? <NeedAccount /> : <Make {...props} account={account} />}
          <details>
            <summary>{t('charity.import.orCommand')}</summary>
            <div className="stack-s">
              <p className="small soft">{t('charity.import.oneOrTheOther')}</p>
              <Command {...props} />
            </div>
          </details>
        </>
      )}
    </section>
  );
}

function Make(props: Props & { account: NonNullable<ReturnType<typeof useAccount>> }) {
  const { report, stated, fileName, campaign, campaigns, store, onStale, account } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { token } = campaign;
  const [share, setShare] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isOther, setIsOther] = useState(false);
  const { given } = useGiven(account);
  const shares = sharesOf(report, campaigns, token.address, account);
  const twice = likelyTwice(shares, given?.entries ?? [], store.runs ?? []);
  const expected = amountOrNull(stated, token.decimals);
  const differs = expected !== null && expected !== report.total;
  const isBlocked =
    store.runs === null ||
    differs ||
    shares.some(({ trouble: one }) => one !== null) ||
    (twice.length > 0 && !isOther);

  const make = async () => {
    setTrouble(null);
    setShare(0);
    try {
      const known = store.runs?.length ?? 0;
      const done = await alone(async () => {
        if ((await store.refresh()).length !== known) return false;
        // Browsers clear what nobody asked them to keep when the disk is full.
        if ('storage' in navigator) void navigator.storage.persist().catch(() => false);
        const place = { chainId: appConfig().chainId, ledger: contractAddress('Ledger') };
        // A batch whose block is taken back may come into one below today's.
        const fromBlock = Math.max(0, (await latestBlock()) - SETTLED);
        const contents = { report, fileName, ...place, operator: account, token, fromBlock };
        await store.save(await makeRun(contents, setShare));
        return true;
      });
      if (done === null) setTrouble(t('charity.import.busy'));
      else if (!done) onStale();
    } catch (error) {
      if (error instanceof ServiceError) setTrouble(t('charity.import.noNode'));
      else if (error instanceof StoreError) setTrouble(t('charity.import.notKept'));
      else throw error;
    } finally {
      setShare(null);
    }
  };

  return (
    <>
      <Shares shares={shares} token={token} />
      <p>{t('charity.import.makeBody')}</p>
      {store.runs === null && <Notice tone="bad">{t('charity.import.notKept')}</Notice>}
      {differs && <Notice tone="warn">{t('charity.import.totalFirst')}</Notice>}
      {twice.length > 0 && (
        <Notice tone="warn" title={t('charity.import.twice.title')}>
          <p>{t('charity.import.twice.body', { date: format.dateTime(twice[0]!.at.timestamp) })}</p>
          <label className="wizard-choice">
            <input
              type="checkbox"
              name="isOther"
              checked={isOther}
              onChange={(event) => setIsOther(event.currentTarget.checked)}
            />
            <span>{t('charity.import.twice.other')}</span>
          </label>
        </Notice>
      )}
      {trouble !== null && (
        <Notice tone="bad" live>
          {trouble}
        </Notice>
      )}
      {share !== null && <progress value={share} max={1} aria-label={t('charity.import.making')} />}
      <div>
        <Button size="md" loading={share !== null} disabled={isBlocked} onClick={() => void make()}>
          {t('charity.import.make', { count: report.gifts.length })}
        </Button>
      </div>
    </>
  );
}

function Command({ fileName, campaign, stated, saveMapping }: Props) {
  const { t } = useTranslation();
  const total = amountOrNull(stated, campaign.token.decimals) === null ? '' : ` --total ${stated}`;
  const name = /^[\w.-]+$/.test(fileName) ? fileName : `'${fileName.replaceAll("'", "'\\''")}'`;
  return (
    <>
      <p className="small soft">{t('charity.import.anchorBody')}</p>
      <pre className="terms import-command">
        {`npm run batch -- ${name} --mapping mapping.json --campaign ${campaign.id}${total}`}
      </pre>
      <div>
        <Button variant="default" size="sm" onClick={saveMapping}>
          {t('charity.import.saveMapping')}
        </Button>
      </div>
    </>
  );
}
