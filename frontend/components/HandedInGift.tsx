import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { fateOf } from '../lib/handedInFate.ts';
import { forgetHandedIn, type HandedIn } from '../lib/handedIn.ts';
import { useFormat } from '../lib/useFormat.ts';
import { Hash } from './Hash.tsx';
import { Notice } from './Notice.tsx';

const POLL_MS = 3_000;

/** A gift that was handed to the relay and whose page was closed before it was in a block. */
export default function HandedInGift({ gift }: { gift: HandedIn }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: fate } = useQuery({
    queryKey: ['handedIn', gift.nonce],
    queryFn: ({ signal }) => fateOf(gift, signal),
    refetchInterval: ({ state: { data } }) => (data && data.kind !== 'waiting' ? false : POLL_MS),
  });
  const forget = () => forgetHandedIn(gift.nonce);
  const dismiss = (
    <Button variant="default" size="xs" onClick={forget}>
      {t('common.pending.dismiss')}
    </Button>
  );
  if (fate?.kind === 'failed' || fate?.kind === 'lapsed') {
    return (
      <Notice tone="bad" title={t(`give.handedIn.${fate.kind}`)} live>
        <p>{t('give.handedIn.nothing')}</p>
        <div className="row">
          <Button component={Link} size="xs" to={`/give/${gift.campaign}`} onClick={forget}>
            {t('give.handedIn.again')}
          </Button>
          {dismiss}
        </div>
      </Notice>
    );
  }
  const arrived = fate?.kind === 'arrived' ? fate : null;
  const [time, until] = [format.dateTime(gift.at), format.dateTime(gift.until)];
  return (
    <Notice
      tone={arrived ? 'good' : 'info'}
      title={arrived ? t('common.pending.title.mined') : t('common.pending.title.waiting')}
      live
    >
      {!arrived && <p>{t('give.handedIn.body', { time, until })}</p>}
      <div className="row">
        {arrived && (
          <Button
            component={Link}
            size="xs"
            to={
              arrived.transaction === null
                ? `/giver/${gift.payer}`
                : `/follow/tx/${arrived.transaction}`
            }
            onClick={forget}
          >
            {t('common.pending.follow')}
          </Button>
        )}
        {dismiss}
        {arrived?.transaction && <Hash value={arrived.transaction} />}
      </div>
    </Notice>
  );
}
