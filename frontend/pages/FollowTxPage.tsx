import { Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { Failed } from '../components/Failed.tsx';
import { Hash } from '../components/Hash.tsx';
import { Missing } from '../components/Missing.tsx';
import type { Hex } from '../../domain/hex.ts';
import { shortId } from '../../domain/shortHex.ts';
import { useWordParam } from '../lib/params.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useFind } from '../queries/reads.ts';

/** From a transaction to the entries it made; waits while the index does not know it yet. */
export default function FollowTxPage() {
  const { t } = useTranslation();
  useTitle(t('follow.title'));
  const tx = useWordParam('tx');
  return tx === null ? <Missing /> : <Found tx={tx} />;
}

function Found({ tx }: { tx: Hex }) {
  const { t } = useTranslation();
  const found = useFind(tx);
  if (found.isError) return <Failed error={found.error} retry={() => void found.refetch()} />;
  const entries = found.data?.entries ?? [];
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) {
    return <Navigate replace to={`/follow/${only.campaign}/${only.index}`} />;
  }
  return (
    <section className="card stack-s">
      <h1>{t('follow.title')}</h1>
      <p>
        {t('flow.transaction')} <Hash value={tx} />
      </p>
      {entries.length === 0 ? (
        <p role="status" className="row">
          <Loader size="sm" />{' '}
          {found.isPending ? t('follow.byTx.looking') : t('follow.byTx.waiting')}
        </p>
      ) : (
        <>
          <p>{t('follow.byTx.many')}</p>
          <ul>
            {entries.map(({ campaign, index }) => (
              <li key={`${campaign}${index}`}>
                <Link to={`/follow/${campaign}/${index}`}>
                  {shortId(campaign)}:{index}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
