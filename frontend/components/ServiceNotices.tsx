import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useIsSaid } from '../lib/ownNotice.ts';
import { useChainHead, useStatus } from '../queries/status.ts';
import { Notice } from './Notice.tsx';

/** The index is allowed to be this many blocks behind before the page says so. */
const LAG_BLOCKS = 4;

function onNetwork(listener: () => void): () => void {
  const changes = ['online', 'offline'] as const;
  for (const change of changes) window.addEventListener(change, listener);
  return () => {
    for (const change of changes) window.removeEventListener(change, listener);
  };
}

/** Says plainly when what the page stands on is missing or behind. */
export function ServiceNotices() {
  const { t } = useTranslation();
  const status = useStatus();
  const head = useChainHead();
  const isSaid = useIsSaid();
  const isOnline = useSyncExternalStore(onNetwork, () => navigator.onLine);
  if (!isOnline) {
    return <Notice tone="warn" title={t('common.status.offline')} name="offline" live />;
  }
  if (status.isError) {
    return isSaid ? null : (
      <Notice tone="warn" title={t('common.status.down')} live>
        <Link to="/verify">{t('common.status.read')}</Link>
      </Notice>
    );
  }
  if (head.isError) return <Notice tone="warn" title={t('common.status.chainDown')} live />;
  if (status.data === undefined || head.data === undefined) return null;
  const behind = head.data - status.data.block;
  if (behind <= LAG_BLOCKS) return null;
  return <Notice tone="warn" title={t('common.status.behind', { count: behind })} live />;
}
