import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { forget, useKept, type Kept } from '../lib/kept.ts';
import { receiptOf } from '../lib/rpc.ts';
import { useFormat } from '../lib/useFormat.ts';
import { Hash } from './Hash.tsx';
import { Notice } from './Notice.tsx';

const POLL_MS = 3_000;

/** Gifts that were sent and whose page was closed before they were in a block: never lost. */
export function PendingGifts() {
  const sent = useKept();
  const { pathname } = useLocation();
  // The page on which a gift is being made shows its progress itself.
  if (pathname.startsWith('/give/')) return null;
  return sent.map((gift) => <PendingGift key={gift.hash} gift={gift} />);
}

function PendingGift({ gift }: { gift: Kept }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: receipt } = useQuery({
    queryKey: ['receipt', gift.hash],
    queryFn: ({ signal }) => receiptOf(gift.hash, signal),
    refetchInterval: ({ state }) => (state.data ? false : POLL_MS),
  });
  const dismiss = (
    <Button variant="default" size="xs" onClick={() => forget(gift.hash)}>
      {t('common.pending.dismiss')}
    </Button>
  );
  if (receipt?.succeeded === false) {
    return (
      <Notice tone="bad" title={t('common.pending.failed')}>
        <p>
          <Hash value={gift.hash} />
        </p>
        {dismiss}
      </Notice>
    );
  }
  return (
    <Notice
      tone={receipt ? 'good' : 'info'}
      title={receipt ? t('common.pending.mined') : t('common.pending.title')}
      live
    >
      {!receipt && <p>{t('common.pending.body', { time: format.dateTime(gift.at) })}</p>}
      <div className="row">
        {receipt && (
          <Button
            component={Link}
            size="xs"
            to={`/follow/tx/${gift.hash}`}
            onClick={() => forget(gift.hash)}
          >
            {t('common.pending.follow')}
          </Button>
        )}
        {dismiss}
        <Hash value={gift.hash} />
      </div>
    </Notice>
  );
}
