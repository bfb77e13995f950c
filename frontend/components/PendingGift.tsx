import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { fateOf, type Fate } from '../lib/fate.ts';
import { forget, keep, type Kept } from '../lib/kept.ts';
import { useFormat } from '../lib/useFormat.ts';
import { Hash } from './Hash.tsx';
import { Notice } from './Notice.tsx';

const POLL_MS = 3_000;
/** After so many seconds a gift may have been dropped by the network, and the notice be put away. */
const QUITE_LONG = 3_600;
/** After so many seconds a gift that no wallet ever named was not sent. */
const UNNAMED_FOR = 86_400;

const TONES = { waiting: 'info', mined: 'good', failed: 'bad', replaced: 'warn' } as const;

/** One gift on its way, followed until a block has it, also where the wallet changed its price. */
export default function PendingGift({ gift }: { gift: Kept }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: fate, isError } = useQuery({
    queryKey: ['fate', gift.id, gift.hash, gift.nonce],
    queryFn: ({ signal }) => fateOf(gift, signal),
    refetchInterval: ({ state }) => (isOver(state.data) ? false : POLL_MS),
    retry: false,
  });
  useTidying(gift, fate);
  const isUnnamed = gift.hash === null;
  // The wallet was asked, and the page closed before it answered: perhaps nothing was sent.
  if (isUnnamed && fate?.kind !== 'mined' && fate?.kind !== 'failed') return null;
  const kind = fate?.kind ?? 'waiting';
  const hash = fate !== undefined && 'hash' in fate ? fate.hash : gift.hash;
  return (
    <Notice tone={TONES[kind]} title={t(`common.pending.title.${kind}`)} live>
      {kind === 'waiting' && (
        <p>
          {t('common.pending.body', { time: format.dateTime(gift.at) })}
          {isError && ` ${t('common.pending.away')}`}
        </p>
      )}
      {kind === 'replaced' && <p>{t('common.pending.replaced')}</p>}
      <div className="row">
        {kind === 'mined' && (
          <Button
            component={Link}
            size="xs"
            to={`/follow/tx/${hash}`}
            onClick={() => forget(gift.id)}
          >
            {t('common.pending.follow')}
          </Button>
        )}
        {(isOver(fate) || ageOf(gift) > QUITE_LONG) && (
          <Button variant="default" size="xs" onClick={() => forget(gift.id)}>
            {t('common.pending.dismiss')}
          </Button>
        )}
        {hash !== null && <Hash value={hash} />}
      </div>
    </Notice>
  );
}

/** In seconds. */
const ageOf = ({ at }: Kept): number => Date.now() / 1000 - at;

const isOver = (fate: Fate | undefined): boolean => fate !== undefined && fate.kind !== 'waiting';

/** Keeps the number under which a gift was really sent; lets go of what was never sent. */
function useTidying(gift: Kept, fate: Fate | undefined): void {
  useEffect(() => {
    if (fate === undefined) return;
    if (gift.hash === null) {
      const isOld = ageOf(gift) > UNNAMED_FOR;
      if (fate.kind === 'replaced' || (fate.kind === 'waiting' && isOld)) forget(gift.id);
    } else if (fate.kind === 'waiting' && fate.nonce !== gift.nonce) {
      keep({ ...gift, nonce: fate.nonce });
    }
  }, [gift, fate]);
}
